import Database from 'better-sqlite3';
import { prepared, type Db } from './open.ts';

/** Pages that are copied between two looks at whether to stop: some tens of ms. */
const pagesAtOnce = 4_096;

/**
 * Copies the database of `db` into a new file, as the transaction that `db` is in sees it, by SQLite's own backup: page by page, so that
 * rowids stay. The till beside us goes on writing. False if it was stopped; then the file is worth nothing. Throws what SQLite says.
 */
export async function copyDatabase(db: Db, file: string, isStopped: () => boolean): Promise<boolean> {
  const stop = new Error('stopped');
  try {
    await db.backup(file, {
      progress: () => {
        if (isStopped()) throw stop;
        return pagesAtOnce;
      },
    });
  } catch (error) {
    if (error === stop) return false;
    throw error;
  }
  // A file of its own, with no log beside it.
  const copy = new Database(file);
  try {
    copy.pragma('journal_mode = DELETE');
  } finally {
    copy.close();
  }
  return true;
}

/** Payments of whatever outcome. */
export function countPayments(db: Db): number {
  return prepared(db, 'SELECT count(*) FROM transactions').pluck().get() as number;
}
