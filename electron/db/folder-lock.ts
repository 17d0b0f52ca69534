import { chmodSync, existsSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { isStorageError, StorageError } from './storage-error.ts';

type FolderLock =
  { readonly ok: true; readonly release: () => void } | { readonly ok: false; readonly problem: string };

/**
 * One till a data folder. The lock is SQLite's own on a small file beside the database: the operating system lifts it
 * when the program ends, however it ends, so there is no stale lock to clear by hand.
 */
export function lockFolder(folder: string): FolderLock {
  const file = path.join(folder, 'loket.lock');
  let db: Database.Database | undefined;
  try {
    const isNew = !existsSync(file);
    db = new Database(file, { timeout: 0 });
    db.pragma('journal_mode = MEMORY');
    db.exec('BEGIN EXCLUSIVE');
    if (isNew) chmodSync(file, 0o600);
    const held = db;
    return { ok: true, release: () => held.close() };
  } catch (thrown) {
    db?.close();
    const error = StorageError.from(thrown);
    if (!isStorageError(error)) throw error;
    const problem = error.code.startsWith('SQLITE_BUSY')
      ? `The data folder ${folder} is in use by another Loket.`
      : `The lock file ${file} can't be used: ${error.message} (${error.code}).${remedyOf(error)}`;
    return { ok: false, problem };
  }
}

/** Nothing is kept in it; but a till may hold it open, and another file in its place would let a second one in. */
function remedyOf({ code }: StorageError): string {
  if (!/^SQLITE_(NOTADB|CORRUPT)/.test(code)) return '';
  return ' It holds nothing: close every Loket, delete this file, and start again.';
}
