import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright-core';

export type Browser = { readonly ok: true; readonly path: string } | { readonly ok: false; readonly problem: string };

const commands = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'];
const linuxPaths = ['/opt/google/chrome/chrome', '/opt/microsoft/msedge/msedge', '/snap/bin/chromium'];
const windowsPaths = [
  'Google\\Chrome\\Application\\chrome.exe',
  'Chromium\\Application\\chrome.exe',
  'Microsoft\\Edge\\Application\\msedge.exe',
];
const installMsMax = 10 * 60_000;

/**
 * Answers the path of a Chromium, Chrome or Edge, and gets one if there is none. LOKET_BROWSER overrides the search. Says
 * on stderr what it does beyond looking.
 */
export function findBrowser(): Browser {
  const explicit = process.env.LOKET_BROWSER;
  if (explicit) {
    if (isExecutable(explicit)) return { ok: true, path: explicit };
    return { ok: false, problem: `LOKET_BROWSER names ${explicit}, which is not a program` };
  }
  const path = installed() ?? byPackageManager() ?? byPlaywright();
  if (path) return { ok: true, path };
  const tried =
    'Chromium, Chrome and Edge on this machine, apt-get (Debian or Ubuntu as root), and the download of Playwright';
  return {
    ok: false,
    problem: `No browser was found. Tried: ${tried}. Install Chromium or name one in LOKET_BROWSER.`,
  };
}

function installed(): string | null {
  return candidates().find(isExecutable) ?? null;
}

function candidates(): string[] {
  if (process.platform === 'win32') {
    const roots = [process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)'], process.env.LOCALAPPDATA];
    return roots.flatMap((root) => (root ? windowsPaths.map((path) => join(root, path)) : []));
  }
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  return [...commands.flatMap((command) => folders.map((folder) => join(folder, command))), ...linuxPaths];
}

function byPackageManager(): string | null {
  const release = existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : '';
  if (!/^ID(_LIKE)?=.*\bdebian\b/m.test(release) || process.getuid?.() !== 0) return null;
  // Ubuntu's package of this name is a pointer to a snap, which may not work; then the next step is tried.
  run('apt-get', ['update']);
  run('apt-get', ['install', '-y', '--no-install-recommends', 'chromium', 'fonts-liberation']);
  return installed();
}

function byPlaywright(): string | null {
  if (!isExecutable(chromium.executablePath())) {
    const cli = createRequire(import.meta.url).resolve('playwright-core/cli.js');
    run(process.execPath, [cli, 'install', 'chromium']);
  }
  return isExecutable(chromium.executablePath()) ? chromium.executablePath() : null;
}

function run(command: string, args: readonly string[]): void {
  process.stderr.write(`No browser found yet; running: ${command} ${args.join(' ')}\n`);
  // Its output belongs on stderr: stdout may be read by a program.
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const { status, error } = spawnSync(command, args, { stdio: ['ignore', 2, 2], timeout: installMsMax, env });
  if (status !== 0) process.stderr.write(`That failed: ${error?.message ?? `exit code ${status}`}\n`);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
