import type { Db, OpenDatabase } from '../db/open.ts';
import { packedHead } from '../db/segments.ts';
import { isSo, isStorageError, StorageError } from '../db/storage-error.ts';
import { watchDatabase, type Watch } from '../db/watch.ts';
import { storedHead } from './apply-record.ts';
import type { Ballast } from './ballast.ts';
import { catchUp, type CaughtUp } from './catch-up.ts';
import { unreadable, type Known } from './checks/verify-books.ts';
import type { Journal } from './journal/file.ts';
import type { Head } from './journal/line.ts';
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

/** Neither file was deleted, replaced or written to by somebody else; what can't be looked at counts as touched. */
export function isUntouched({ watch, file }: Pick<OpenFiles, 'watch' | 'file'>): boolean {
  return isSo(() => file.untouched() && watch.untouched());
}

/** What is known of files that hold the records up to `head`. */
export function knownOf(files: OpenFiles, head: Head): Known {
  const { file, db } = files;
  const problems: string[] = [];
  try {
    const { n } = storedHead(db);
    if (n > head.n) problems.push(`The database ${db.name} has ${n} records, and there were ${head.n}.`);
    else if (!isUntouched(files))
      problems.push(`The journal ${file.name} or the database is not as the till left it, or gone.`);
  } catch (error) {
    problems.push(unreadable(error));
  }
  return { head, packed: packedHead(db)?.segment ?? 0, bytes: file.size(), problems };
}

/** The code of a storage error: somebody else wrote to the database. */
export const touchedCode = 'ETOUCHED';

export const broken = (): StorageError =>
  new StorageError('journal and database do not agree, or have to be opened again', 'EBROKEN');

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
