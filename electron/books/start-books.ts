import { existsSync } from 'node:fs';
import path from 'node:path';
import { auditRows, findUnrecorded } from '../db/audit.ts';
import { openDatabase, openToRead, type Db } from '../db/open.ts';
import { packedHead } from '../db/segments.ts';
import { isStorageError, StorageError } from '../db/storage-error.ts';
import { openBallast } from './ballast.ts';
import { openBooks, type Books } from './books.ts';
import { findChanged, type CaughtUp } from './catch-up.ts';
import type { Journal } from './journal/file.ts';
import { remedy, type BooksProblem } from './journal/problem.ts';
import { sickSentence } from './open-files.ts';
import { noteMade, type Made } from './made.ts';
import { leaveMarks, recordStart, type Begun, type BooksStart } from './record-start.ts';
import { checkSealedFiles } from './segments/marks.ts';
import { openTail, segmentFiles } from './segments/tail.ts';
import { takeOver } from './segments/take-over.ts';

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

/** Records up to which every payment is compared with its records before the till opens: some days of a busy shop. */
const auditedAtOnceMax = 5_000;

/** The files of a data folder. */
export const booksFiles = {
  database: (folder: string): string => path.join(folder, 'loket.db'),
  /** A folder of segments. */
  journal: (folder: string): string => path.join(folder, 'journal'),
  /** An older till's. */
  oldJournal: (folder: string): string => path.join(folder, 'loket.journal'),
};

/** Whether something of a till's books is in a data folder. */
export function hasBooks(folder: string): boolean {
  const { database, journal, oldJournal } = booksFiles;
  return [database, journal, oldJournal].some((file) => existsSync(file(folder)));
}

/**
 * Opens a data folder's books for business, and writes down that somebody did. Files that were put back from a backup start a
 * new epoch, in `reconcile`. The problem is one sentence that names the file.
 */
export function startBooks(folder: string, start: BooksStart): StartedBooks | BooksProblem {
  const made = noteMade(booksFiles.database(folder), booksFiles.journal(folder));
  const opened = openBooks({
    openDatabase: () => openDatabase(booksFiles.database(folder)),
    openJournal: (db) => openSegments(db, folder, start, made),
    ballast: openBallast(folder),
  });
  if (!opened.ok) {
    made.undo();
    return opened;
  }
  const { books, caughtUp, guards } = opened;
  const fail = (problem: string): BooksProblem => {
    books.close();
    return { ok: false, problem };
  };
  try {
    // A long log is looked through in the background, with SQLite's own check, and the first payment waits for that.
    const wrong = books.head().n <= auditedAtOnceMax ? firstWrong(booksFiles.database(folder)) : null;
    if (wrong !== null)
      return fail(`The database ${booksFiles.database(folder)} is damaged (${wrong}); ${remedy('database')}.`);
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
  } catch (thrown) {
    const error = StorageError.from(thrown);
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

/** What of the tables is not what was recorded; null if nothing. */
function firstWrong(database: string): string | null {
  const db = openToRead(database);
  try {
    return findChanged(db) ?? auditRows(db, 1)[0] ?? findUnrecorded(db);
  } finally {
    db.close();
  }
}

/** Opens what stands behind the packed segments, which are as the till left them, or are read whole. */
function openSegments(db: Db, folder: string, { clock, segmentBytes }: BooksStart, made: Made): Journal {
  const journal = booksFiles.journal(folder);
  takeOver(booksFiles.oldJournal(folder), journal, segmentBytes);
  const files = segmentFiles(journal);
  files.make();
  // Listed once: ten years of days are thousands of names.
  const found = files.find();
  made.foundBefore(found);
  checkSealedFiles(db, journal, clock.now(), files, found);
  return openTail(journal, packedHead(db)?.segment ?? 0, files, found);
}
