import { existsSync, renameSync } from 'node:fs';
import path from 'node:path';
import { auditRows, checkIntegrity } from '../db/audit.ts';
import { lockFolder } from '../db/folder-lock.ts';
import { openDatabase, type Db } from '../db/open.ts';
import { isStorageError } from '../db/storage-error.ts';
import { openJournalFile, syncFolder, type JournalFile } from './file.ts';
import { join } from './join.ts';
import { booksFiles } from './start-books.ts';

export type Rebuilt =
  | { readonly ok: true; readonly records: number; readonly file: string; readonly aside: string | null }
  | { readonly ok: false; readonly problem: string };

/**
 * Makes a data folder's database again from its journal, or its journal from its database. What was there is kept beside it,
 * renamed to `….damaged-TIME` (`at` in ms). If the other one is damaged too, nothing is changed.
 */
export function rebuild(dataDir: string, what: 'database' | 'journal', at: number): Rebuilt {
  const folder = folderOf(path.resolve(dataDir));
  if (!folder) return { ok: false, problem: `The data folder ${dataDir} has no ${sourceOf(what)} to rebuild from.` };
  const lock = lockFolder(folder);
  if (!lock.ok) return lock;
  const file = booksFiles[what](folder);
  const stamp = new Date(at).toISOString().replace(/[-:]|\.\d+/g, '');
  const moved = setAside(file, stamp);
  try {
    const made = make(folder, what);
    if (made.ok) return { ok: true, records: made.records, file, aside: moved[0]?.to ?? null };
    putBack(file, moved);
    return made;
  } catch (error) {
    putBack(file, moved);
    if (!isStorageError(error)) throw error;
    return { ok: false, problem: `${file} can't be made: ${error.message} (${error.code}).` };
  } finally {
    lock.release();
  }
}

/** What was done, in two sentences. */
export function describeRebuilt({ file, records, aside }: Extract<Rebuilt, { ok: true }>): string {
  const kept = aside ? ` What was there is kept as ${aside}.` : '';
  return `${file} was made again from ${records} records.${kept}`;
}

/** Where the till's files are: the folder itself, or the one inside it for training. */
function folderOf(dataDir: string): string | null {
  const folders = [dataDir, path.join(dataDir, 'training')];
  return folders.find((one) => existsSync(booksFiles.journal(one)) || existsSync(booksFiles.database(one))) ?? null;
}

function sourceOf(what: 'database' | 'journal'): string {
  return what === 'database' ? 'journal' : 'database';
}

function make(
  folder: string,
  what: 'database' | 'journal',
): { ok: true; records: number } | { ok: false; problem: string } {
  const source = booksFiles[sourceOf(what) as 'database' | 'journal'](folder);
  if (!existsSync(source)) return { ok: false, problem: `${source} is missing, so the ${what} can't be made from it.` };
  const opened = openDatabase(booksFiles.database(folder));
  if (!opened.ok) return opened;
  const { db } = opened;
  let file: JournalFile | undefined;
  try {
    const wrong = what === 'journal' ? [...checkIntegrity(db), ...auditRows(db, 1)][0] : undefined;
    if (wrong) return { ok: false, problem: `The database ${source} is damaged too (${wrong}).` };
    file = openJournalFile(booksFiles.journal(folder));
    if (what === 'database') withoutSafety(db);
    const joined = join(db, file, what);
    return joined.ok ? { ok: true, records: joined.head.n } : joined;
  } finally {
    file?.close();
    closeWhole(db);
    syncFolder(folder);
  }
}

/** A database that is made anew needs no log: if that fails, it is made again. */
function withoutSafety(db: Db): void {
  db.pragma('journal_mode = OFF');
  db.pragma('synchronous = OFF');
  db.pragma('cache_size = -200000');
  // What the records say was checked when they were written; the next start looks at all of it.
  db.pragma('foreign_keys = OFF');
  db.pragma('ignore_check_constraints = ON');
}

/** All of it on the disk, in one file. */
function closeWhole(db: Db): void {
  db.pragma('synchronous = FULL');
  db.pragma('journal_mode = WAL');
  db.pragma('wal_checkpoint(TRUNCATE)');
  db.close();
}

interface Moved {
  readonly from: string;
  readonly to: string;
}

function setAside(file: string, stamp: string): readonly Moved[] {
  const names = [file, `${file}-wal`, `${file}-shm`].filter((name) => existsSync(name));
  const moved = names.map((from) => ({ from, to: from.replace(file, `${file}.damaged-${stamp}`) }));
  for (const { from, to } of moved) renameSync(from, to);
  return moved;
}

/** What was made is no good: the old files stand again. */
function putBack(file: string, moved: readonly Moved[]): void {
  for (const name of ['', '-wal', '-shm'].map((end) => `${file}${end}`).filter((name) => existsSync(name)))
    renameSync(name, `${name}.failed`);
  for (const { from, to } of moved) renameSync(to, from);
}
