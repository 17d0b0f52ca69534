import {
  chmodSync,
  closeSync,
  constants,
  fchmodSync,
  fstatSync,
  lstatSync,
  openSync,
  readdirSync,
  readSync,
  realpathSync,
  statSync,
  type Stats,
} from 'node:fs';
import path from 'node:path';

// What the till owns is its user's alone: the config has keys in it, the books are what the shop lives by. On Windows, which
// has no such bits, the folder of the user's profile sees to it.

/** Something that other users could open, with its bits as found, in octal. `closed`: they no longer can. */
export interface FoundOpen {
  readonly file: string;
  readonly mode: string;
  readonly closed: boolean;
}

const forOthers = 0o077;
const writtenByOthers = 0o002;
/** In such a folder everybody makes files and nobody touches another's: `/tmp`. */
const sticky = 0o1000;

const user = process.platform === 'win32' ? null : (process.getuid?.() ?? null);
/** Root may do everything, so that what it finds may belong to anybody. */
const isStrangers = ({ uid }: Stats): boolean => user !== null && user !== 0 && uid !== user && uid !== 0;
const isOurs = ({ uid }: Stats): boolean => user === 0 || uid === user;

/** No config is near this size, in bytes. */
const configBytesMax = 1024 * 1024;

export type ConfigText =
  | { readonly ok: true; readonly text: string; readonly foundOpen: readonly FoundOpen[] }
  | { readonly ok: false; readonly problem: string };

/**
 * Reads a config file. One that others may write is refused; one that they may read is closed. `ownFolder` is the till's and
 * closed already. The problem is one sentence that names the file.
 */
export function readConfigText(file: string, ownFolder: string | null): ConfigText {
  const refuse = (problem: string): ConfigText => ({ ok: false, problem: `The config file ${file} ${problem}.` });
  let fd: number | undefined;
  try {
    // Asked before: to open a pipe is to wait for its other end, and to open a device may do something.
    if (!statSync(file).isFile()) return refuse('is not a regular file');
    fd = openSync(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    const stats = fstatSync(fd);
    if (!stats.isFile()) return refuse('is not a regular file');
    const problem = whoElseWrites(file, stats, ownFolder);
    if (problem) return refuse(problem);
    const bytes = Buffer.alloc(configBytesMax + 1);
    let size = 0;
    for (let read = -1; read !== 0; size += read) read = readSync(fd, bytes, size, bytes.length - size, null);
    if (size > configBytesMax) return refuse('is larger than 1 MiB');
    return { ok: true, text: bytes.toString('utf8', 0, size), foundOpen: closeFile(file, fd, stats) };
  } catch (error) {
    return refuse(`can't be read: ${(error as Error).message}`);
  } finally {
    if (fd !== undefined) closeSync(fd);
  }
}

/** Who but its user could have written a config, as the end of a sentence; null if nobody. */
function whoElseWrites(file: string, stats: Stats, ownFolder: string | null): string | null {
  if (user === null) return null;
  if (isStrangers(stats) || isStrangers(lstatSync(file))) return 'belongs to another user';
  if (stats.mode & writtenByOthers) return 'may be written by everybody; take that away (chmod 600)';
  // Who may write a folder may put another file in its place.
  for (const folder of new Set([path.dirname(path.resolve(file)), path.dirname(realpathSync(file))])) {
    if (folder === ownFolder) continue;
    const around = statSync(folder);
    if (isStrangers(around)) return `lies in ${folder}, which belongs to another user`;
    if (around.mode & writtenByOthers && !(around.mode & sticky))
      return `lies in ${folder}, which may be written by everybody`;
  }
  return null;
}

/** Closes a config file. One that is not ours to close and that only its group may read was opened for us. */
function closeFile(file: string, fd: number, stats: Stats): readonly FoundOpen[] {
  if (user === null || !(stats.mode & forOthers)) return [];
  if (!isOurs(stats) && !(stats.mode & 0o007)) return [];
  return [foundOpen(file, stats, () => fchmodSync(fd, stats.mode & 0o600))];
}

export type Closing =
  { readonly ok: true; readonly foundOpen: readonly FoundOpen[] } | { readonly ok: false; readonly problem: string };

/**
 * Closes a folder of the till, if it is there, and the till's own files in it. The problem is one sentence that names the
 * folder: it is everybody's, or everybody may write it and it isn't ours to close.
 */
export function closeFolder(folder: string): Closing {
  const stats = user === null ? null : statOrNull(folder);
  if (!stats?.isDirectory()) return { ok: true, foundOpen: [] };
  if (stats.mode & sticky || folder === path.parse(folder).root)
    return { ok: false, problem: `The data folder ${folder} is everybody's; name one that is the till's alone.` };
  const around = stats.mode & forOthers ? [foundOpen(folder, stats, () => chmodSync(folder, stats.mode & 0o700))] : [];
  if (stats.mode & writtenByOthers && !around[0]?.closed)
    return { ok: false, problem: `The data folder ${folder} may be written by everybody.` };
  const found = closeJournal(folder);
  const own = [...ownFilesIn(folder, folder), ...segmentsIn(folder, found.length > 0)];
  return { ok: true, foundOpen: [...around, ...found, ...own.flatMap(closeOwnFile)] };
}

/** The folder of the journal's segments, in the till's own. */
const journal = 'journal';

function closeJournal(folder: string): readonly FoundOpen[] {
  const file = path.join(folder, journal);
  const stats = statOrNull(file);
  if (!stats?.isDirectory() || !(stats.mode & forOthers) || lstatSync(file).isSymbolicLink()) return [];
  return [foundOpen(file, stats, () => chmodSync(file, stats.mode & 0o700))];
}

/** The journal's files. Those that are sealed may be thousands: nobody else gets at them but through a folder that is open. */
function segmentsIn(folder: string, isOpen: boolean): readonly string[] {
  return ownFilesIn(path.join(folder, journal), folder, (name) => isOpen || name.endsWith('.jsonl'));
}

function closeOwnFile(file: string): readonly FoundOpen[] {
  // Not through a link: what it points to is not the till's.
  const stats = lstatSync(file, { throwIfNoEntry: false });
  if (!stats?.isFile() || !(stats.mode & forOthers)) return [];
  return [foundOpen(file, stats, () => chmodSync(file, stats.mode & 0o600))];
}

function statOrNull(file: string): Stats | null {
  try {
    return statSync(file);
  } catch {
    // Not there, or refused when it is used.
    return null;
  }
}

/** Whether this is one of the till's own files in a folder of its own. */
export function isOwnFile(file: string, folder: string): boolean {
  const [at, name] = [path.dirname(file), path.basename(file)];
  return at === folder ? name.startsWith('loket.') : at === path.join(folder, journal) && /^\d+\.jsonl/.test(name);
}

function ownFilesIn(
  place: string,
  folder: string,
  isLookedAt: (name: string) => boolean = () => true,
): readonly string[] {
  try {
    return readdirSync(place)
      .filter(isLookedAt)
      .map((name) => path.join(place, name))
      .filter((file) => isOwnFile(file, folder));
  } catch {
    // One that is not there has none, and one that can't be read is refused when it is used.
    return [];
  }
}

function foundOpen(file: string, { mode }: Stats, close: () => void): FoundOpen {
  const found = { file, mode: (mode & 0o7777).toString(8) };
  try {
    close();
    return { ...found, closed: true };
  } catch {
    return { ...found, closed: false };
  }
}
