import type { Db, OpenDatabase } from '../db/open.ts';
import { isStorageError, StorageError } from '../db/storage-error.ts';
import { watchDatabase, type Watch } from '../db/watch.ts';
import type { Ballast } from './ballast.ts';
import { catchUp, type CaughtUp } from './catch-up.ts';
import type { Journal } from './journal/file.ts';
import { Misfit, remedy, type BooksProblem } from './journal/problem.ts';

export interface BooksParts {
  /** Opens, and checks, what is there. */
  readonly openDatabase: () => OpenDatabase;
  /** What of the journal stands behind the segments that the database has packed. Throws a storage error or a Misfit. */
  readonly openJournal: (db: Db) => Journal;
  readonly ballast: Ballast;
}

/** Journal and database, open, and both up to the same last record. */
export interface OpenFiles {
  readonly ok: true;
  readonly db: Db;
  readonly file: Journal;
  readonly caughtUp: CaughtUp;
  /** Indexes and triggers of the database that another program had changed, put right now. */
  readonly guards: readonly string[];
  readonly watch: Watch;
  /** Does it in one transaction of the database that nobody else can be in. Throws `touchedCode` if somebody else wrote before. */
  readonly transact: (work: () => void) => void;
}

/** Opens both, and lets the one that is behind catch up. A problem closes what was opened. */
export function openFiles(parts: BooksParts): OpenFiles | BooksProblem {
  const opened = parts.openDatabase();
  if (!opened.ok)
    return {
      ok: false,
      problem: opened.damaged ? `${opened.problem.slice(0, -1)}; ${remedy('database')}.` : opened.problem,
    };
  const { db, guards } = opened;
  let file: Journal | undefined;
  try {
    file = parts.openJournal(db);
    const caughtUp = catchUp(db, file);
    if (caughtUp.ok) {
      const watch = watchDatabase(db);
      return { ok: true, db, guards, file, caughtUp, watch, transact: transactIn(db, watch) };
    }
    closeQuietly(file, db);
    return caughtUp;
  } catch (error) {
    closeQuietly(file, db);
    if (error instanceof Misfit) return { ok: false, problem: error.message };
    if (!isStorageError(error)) throw error;
    return { ok: false, problem: sickSentence(db.name, file?.name ?? 'the journal', error) };
  }
}

/** The code of a storage error: somebody else wrote to the database. */
export const touchedCode = 'ETOUCHED';

function transactIn(db: Db, watch: Watch): OpenFiles['transact'] {
  const transaction = db.transaction((work: () => void) => {
    // Somebody else may have written since anybody looked, or while we waited; from here on nobody can.
    if (!watch.alone()) throw new StorageError('somebody else wrote to the database', touchedCode);
    work();
  });
  return (work) => transaction.immediate(work);
}

/** A disk or a file that failed, in a sentence that names it: SQLite's failures are the database's, the system's the other's. */
export function sickSentence(database: string, other: string, error: Error & { readonly code: string }): string {
  const isDamaged = /^SQLITE_(CORRUPT|NOTADB)/.test(error.code);
  const which = error.code.startsWith('SQLITE_') ? `The database ${database}` : `What belongs to ${other}`;
  return `${which} can't be used: ${error.message} (${error.code})${isDamaged ? `; ${remedy('database')}` : ''}.`;
}

/** What was written is synced; there is nothing to lose by a close that fails. */
export function closeQuietly(...all: readonly ({ close(): unknown } | undefined)[]): void {
  for (const one of all) {
    try {
      one?.close();
    } catch {
      // As above.
    }
  }
}
