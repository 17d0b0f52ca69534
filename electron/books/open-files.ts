import type { Db, OpenDatabase } from '../db/open.ts';
import { isStorageError } from '../db/storage-error.ts';
import { watchDatabase, type Watch } from '../db/watch.ts';
import type { Ballast } from './ballast.ts';
import { catchUp, type CaughtUp } from './catch-up.ts';
import type { JournalFile } from './journal/file.ts';
import { remedy, type BooksProblem } from './problem.ts';

export interface BooksParts {
  /** Opens, and checks, what is there. */
  readonly openDatabase: () => OpenDatabase;
  /** Throws a storage error. */
  readonly openFile: () => JournalFile;
  readonly ballast: Ballast;
}

/** Journal and database, open, and both up to the same last record. */
export interface OpenFiles {
  readonly ok: true;
  readonly db: Db;
  readonly file: JournalFile;
  readonly caughtUp: CaughtUp;
  /** Indexes and triggers of the database that another program had changed, put right now. */
  readonly guards: readonly string[];
  readonly watch: Watch;
  /** Does it in one transaction of the database that nobody else can be in. */
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
  let file: JournalFile | undefined;
  try {
    file = parts.openFile();
    const caughtUp = catchUp(db, file);
    if (caughtUp.ok)
      return { ok: true, db, guards, file, caughtUp, watch: watchDatabase(db), transact: transactIn(db) };
    closeQuietly(file, db);
    return caughtUp;
  } catch (error) {
    closeQuietly(file, db);
    if (!isStorageError(error)) throw error;
    return { ok: false, problem: sickSentence(db.name, file?.name ?? 'the journal', error) };
  }
}

function transactIn(db: Db): OpenFiles['transact'] {
  const transaction = db.transaction((work: () => void) => work());
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
