import { existsSync } from 'node:fs';
import path from 'node:path';
import { auditRows } from '../db/audit.ts';
import { listHashes } from '../db/journal-table.ts';
import { openDatabase } from '../db/open.ts';
import { isStorageError } from '../db/storage-error.ts';
import { findTillState, type TillState } from '../db/till-state.ts';
import type { CorrectedClock } from '../time/corrected-clock.ts';
import { openBallast } from './ballast.ts';
import { openBooks, type Books } from './books.ts';
import type { CaughtUp } from './catch-up.ts';
import type { Identity } from './identity.ts';
import { openJournalFile } from './journal/file.ts';
import { appendMax } from './journal/line.ts';
import { hasMark, whyRestored, writeMark } from './mark.ts';
import { sickSentence } from './open-files.ts';
import { remedy, type BooksProblem } from './problem.ts';
import { beginClock } from './timekeeping.ts';

export interface StartedBooks {
  readonly ok: true;
  readonly books: Books;
  /** What one of the two lacked, for the log. */
  readonly caughtUp: CaughtUp;
  readonly guards: readonly string[];
  /** Why the files were taken for restored ones; null if they were not. */
  readonly restored: string | null;
  /** Leaves the mark and closes everything. */
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
export function startBooks(
  folder: string,
  start: {
    readonly clock: CorrectedClock;
    readonly newEpoch: () => string;
    readonly by: string;
    readonly version: string;
    /** Absent where nothing has to be proved. */
    readonly identity?: Identity;
  },
): StartedBooks | BooksProblem {
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
    const restored = recordStart(folder, books, caughtUp, start);
    return { ok: true, books, caughtUp, guards, restored, close: () => closeBooks(folder, books, start.clock.now) };
  } catch (error) {
    if (!isStorageError(error)) throw error;
    return fail(sickSentence(booksFiles.database(folder), folder, error));
  }
}

/** Writes down that the till was started, and whether its files were put back; answers why they look so, or null. */
function recordStart(
  folder: string,
  books: Books,
  caughtUp: CaughtUp,
  start: Parameters<typeof startBooks>[1],
): string | null {
  const { by, version, clock, identity } = start;
  const before = findTillState(books.db);
  const clockEntries = beginClock(books, clock);
  const at = clock.now();
  const why = before ? restoredWhy(folder, books, caughtUp, before, identity) : goneWhy(folder, books);
  const epoch = why === null ? (before?.epoch ?? start.newEpoch()) : start.newEpoch();
  // Before the first record, so that a first start which dies between them is not taken for a restored one.
  if (why === null && !before) writeMark(folder, { epoch, head: books.head() }, at);
  const about = { at, transactionId: null };
  books.keep([
    ...clockEntries,
    ...(why === null ? [] : [{ ...about, kind: 'restored' as const, data: { why, epoch } }]),
    { ...about, kind: 'opened', data: { version, by, epoch, ...newIn(identity, before) } },
  ]);
  writeMark(folder, { epoch, head: books.head() }, at);
  return why;
}

/** Why books that are empty were not always so; null if they were. */
function goneWhy(folder: string, books: Books): string | null {
  return books.head().n === 0 && hasMark(folder)
    ? 'journal and database are gone, and the mark beside them is not'
    : null;
}

/** What the books do not know yet of whose they are. */
function newIn(
  identity: Identity | undefined,
  before: TillState | null,
): { readonly till: string; readonly publicKey: string } | null {
  if (!identity || (before?.till === identity.till && before.publicKey === identity.publicKey)) return null;
  const { till, publicKey } = identity;
  return { till, publicKey };
}

function restoredWhy(
  folder: string,
  books: Books,
  { toDatabase }: CaughtUp,
  { epoch, publicKey }: TillState,
  identity: Identity | undefined,
): string | null {
  // The files came from another till, or this one lost its secrets: nobody can tell, so a person must.
  if (identity && publicKey !== null && publicKey !== identity.publicKey)
    return 'this till has another key than they name';
  if (toDatabase > appendMax) return 'the database is older than the journal';
  const hashOf = (n: number): string | null => listHashes(books.db, n, 1)[0] ?? null;
  return whyRestored(folder, { epoch, head: books.head(), hashOf });
}

function closeBooks(folder: string, books: Books, now: () => number): void {
  try {
    writeMark(folder, { epoch: books.tillState().epoch, head: books.head() }, now());
  } catch {
    // The mark of the start stays, which says less and nothing wrong.
  }
  books.close();
}
