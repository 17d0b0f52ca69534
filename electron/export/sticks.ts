import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

/** A removable disk that is mounted. */
export interface Stick {
  readonly folder: string;
  /** Its own name, for a person. */
  readonly label: string;
}

const windowsPatienceMs = 5_000;
const windowsQuestion =
  '[Console]::OutputEncoding = [Text.Encoding]::UTF8; ' +
  "Get-CimInstance Win32_LogicalDisk -Filter 'DriveType=2' | ForEach-Object { $_.DeviceID + ' ' + $_.VolumeName }";

/** The sticks that are mounted now. Touches none of them, so that a dead one holds nothing up. */
export async function listSticks(): Promise<readonly Stick[]> {
  try {
    if (process.platform === 'win32') return sticksOfDrives(await askWindows());
    return sticksOfMounts(await readFile('/proc/mounts', 'utf8'), userInfo().username);
  } catch {
    return [];
  }
}

/** What Linux says in `/proc/mounts`: disks that the desktop mounted for this user, and that may be written. */
export function sticksOfMounts(mounts: string, user: string): readonly Stick[] {
  const folders = mounts.split('\n').flatMap((line) => {
    const [device = '', at = '', , options = ''] = line.split(' ');
    const folder = at.replace(/\\([0-7]{3})/g, (_all, octal: string) => String.fromCharCode(parseInt(octal, 8)));
    const parent = path.posix.dirname(folder);
    const isStick = ['/media', `/media/${user}`, `/run/media/${user}`].includes(parent);
    return device.startsWith('/dev/') && isStick && options.split(',').includes('rw') ? [folder] : [];
  });
  return [...new Set(folders)].map((folder) => ({ folder, label: path.posix.basename(folder) }));
}

/** What Windows says of its removable drives, `E: KINGSTON` a line. */
export function sticksOfDrives(drives: string): readonly Stick[] {
  return drives.split(/\r?\n/).flatMap((line) => {
    const match = /^([A-Z]:) ?(.*)$/.exec(line.trim());
    return match?.[1] ? [{ folder: `${match[1]}\\`, label: match[2] ? `${match[2]} (${match[1]})` : match[1] }] : [];
  });
}

async function askWindows(): Promise<string> {
  const shell = path.join(process.env.SystemRoot ?? 'C:\\Windows', 'System32\\WindowsPowerShell\\v1.0\\powershell.exe');
  const args = ['-NoProfile', '-NonInteractive', '-Command', windowsQuestion];
  return (await promisify(execFile)(shell, args, { timeout: windowsPatienceMs, windowsHide: true })).stdout;
}
