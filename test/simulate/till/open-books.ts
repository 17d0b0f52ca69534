import type { Db } from '../../../electron/db/open.ts';
import { findTillState } from '../../../electron/db/till-state.ts';
import { openBooks, type Books } from '../../../electron/books/books.ts';
import type { CorrectedClock } from '../../../electron/time/corrected-clock.ts';
import { catchUp } from '../../../electron/books/catch-up.ts';
import { beginClock } from '../../../electron/books/timekeeping.ts';
import type { Store } from './database.ts';
import type { Disk } from './disk.ts';
import { createArms, createSeams, type Seams } from './seams.ts';
import type { Coverage } from '../play/coverage.ts';

// What the till's start does with its files, on a simulated disk.

interface Where {
  readonly store: Store;
  readonly disk: Disk;
  readonly coverage: Coverage;
}

/** The real books; `opened` hears of every database that they open. */
export function openShopBooks(
  { store, disk }: Where,
  seams: Seams,
  opened: (db: Db) => void,
): ReturnType<typeof openBooks> {
  return openBooks({
    openDatabase: () => store.open(disk, seams, opened),
    openJournal: () => disk.openJournal(seams),
    ballast: disk.ballast,
  });
}

/** As `startBooks` does it in a folder. `why` the files are taken for restored ones, or null. */
export function recordStart(books: Books, clock: CorrectedClock, why: string | null, newEpoch: () => string): void {
  const before = findTillState(books.db);
  const epoch = why === null && before ? before.epoch : newEpoch();
  const clockEntries = beginClock(books, clock);
  const about = { at: clock.now(), transactionId: null };
  books.keep([
    ...clockEntries,
    ...(why === null ? [] : [{ ...about, kind: 'restored' as const, data: { why, epoch } }]),
    { ...about, kind: 'opened', data: { version: 'simulated', by: 'owner', epoch } },
  ]);
}

/** What a person does when told so: makes the journal again from the database. Answers an objection if that can't be. */
export function rebuildJournal({ store, disk, coverage }: Where, problem: string): string | null {
  if (!problem.includes('The journal ')) return `O5: ${problem}`;
  const quiet = createSeams(
    createArms(coverage, () => undefined),
    () => true,
    () => undefined,
  );
  disk.replace(Buffer.alloc(0));
  const found = store.open(disk, quiet, () => undefined);
  if (!found.ok) return `O5: ${found.problem}`;
  const made = catchUp(found.db, disk.openJournal(quiet), 'journal');
  found.db.close();
  coverage.count('journals rebuilt');
  return made.ok ? null : `O5: the journal can't be made again: ${made.problem}`;
}
