import { existsSync } from 'node:fs';
import path from 'node:path';
import { auditRows } from '../db/audit.ts';
import { openDatabase } from '../db/open.ts';
import { isStorageError } from '../db/storage-error.ts';
import { openBallast } from './ballast.ts';
import { openBooks, type Books } from './books.ts';
import type { CaughtUp } from './catch-up.ts';
import { openJournalFile } from './journal/file.ts';
import { sickSentence } from './open-files.ts';
import { remedy, type BooksProblem } from './problem.ts';
import { leaveMarks, recordStart, type Begun, type BooksStart } from './record-start.ts';

export interface StartedBooks {
  readonly ok: true;
  readonly books: Books;
  /** What one of the two lacked, for the log. */
  readonly caughtUp: CaughtUp;
  readonly guards: readonly string[];
  /** Why the files were taken for restored ones; null if they were not. */
  readonly restored: string | null;
  /** What is printed of books that begin here; null if they do not, or nobody has to know. */
  readonly begun: Begun | null;
  /** Leaves what the next start knows the files by; to be called now and then. False if the disk refused it. */
  readonly checkpoint: () => boolean;
  /** The same, and closes everything. */
  readonly close: () => void;
}

/** Records up to which every payment is compared with its records before the till opens: some months of a small shop. */
const auditedAtOnceMax = 20_000;

/** The files of a data folder. */
export const booksFiles = {
  database: (folder: string): string => path.join(folder, 'loket.db'),
  journal: (folder: string): string => path.join(folder, 'loket.journal'),
};

/** Whether something of a till's books is in a data folder. */
export function hasBooks(folder: string): boolean {
  return [booksFiles.database(folder), booksFiles.journal(folder)].some((file) => existsSync(file));
}

/**
 * Opens a data folder's books for business, and writes down that somebody did. Files that were put back from a backup start a
 * new epoch, in `reconcile`. The problem is one sentence that names the file.
 */
export function startBooks(folder: string, start: BooksStart): StartedBooks | BooksProblem {
  const opened = openBooks({
    openDatabase: () => openDatabase(booksFiles.database(folder)),
    openFile: () => openJournalFile(booksFiles.journal(folder)),
    ballast: openBallast(folder),
  });
  if (!opened.ok) return opened;
  const { books, caughtUp, guards } = opened;
  const fail = (problem: string): BooksProblem => {
    books.close();
    return { ok: false, problem };
  };
  try {
    // A long log is looked through in the background, with SQLite's own check, and the first payment waits for that.
    const [wrong] = books.head().n <= auditedAtOnceMax ? auditRows(books.db, 1) : [];
    if (wrong) return fail(`The database ${booksFiles.database(folder)} is damaged (${wrong}); ${remedy('database')}.`);
    const recorded = recordStart(folder, books, caughtUp, start);
    return {
      ...{ ok: true, books, caughtUp, guards, ...recorded },
      checkpoint: () => tryTo(() => leaveMarks(folder, books, start)),
      close() {
        // If that fails, what was left before stays, which says less and nothing wrong.
        tryTo(() => leaveMarks(folder, books, start));
        books.close();
      },
    };
  } catch (error) {
    if (!isStorageError(error)) throw error;
    return fail(sickSentence(booksFiles.database(folder), folder, error));
  }
}

function tryTo(action: () => void): boolean {
  try {
    action();
    return true;
  } catch {
    return false;
  }
}
