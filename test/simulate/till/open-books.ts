import type { Db } from '../../../electron/db/open.ts';
import { findTillState } from '../../../electron/db/till-state.ts';
import { openBooks, type Books } from '../../../electron/books/books.ts';
import type { CorrectedClock } from '../../../electron/time/corrected-clock.ts';
import { listPacked } from '../../../electron/db/segments.ts';
import { unpackPart } from '../../../electron/books/segments/unpack-part.ts';
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
  now: () => number,
  opened: (db: Db) => void,
): ReturnType<typeof openBooks> {
  return openBooks({
    openDatabase: () => store.open(disk, seams, opened),
    openJournal: (db) => disk.openJournal(seams, db, now()),
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
export function mendJournal(where: Where, problem: string): string | null {
  if (!problem.includes('The journal ')) return `O5: ${problem}`;
  where.coverage.count('journals mended');
  return rebuildJournal(where);
}

/** Makes the journal again, sealed segments and all. Answers an objection if that can't be. */
export function rebuildJournal({ store, disk, coverage }: Where): string | null {
  const seams = quietSeams(coverage);
  const found = store.open(disk, seams, () => undefined);
  if (!found.ok) return `O5: ${found.problem}`;
  const { db } = found;
  disk.replace({
    plain: new Map(),
    sealed: new Map(listPacked(db).map(({ number }) => [number, unpackPart(db, number).bytes])),
  });
  return remade('journal', catchUp(db, disk.openJournal(seams, db, 0), 'journal'));
}

/** Makes the database again, what is sealed packed. Answers an objection if that can't be. */
export function rebuildDatabase({ store, disk, coverage }: Where): string | null {
  const seams = quietSeams(coverage);
  store.renew();
  const found = store.open(disk, seams, () => undefined);
  if (!found.ok) return `O5: ${found.problem}`;
  return remade('database', catchUp(found.db, disk.openJournal(seams, found.db, 0), 'database'));
}

function remade(what: string, made: ReturnType<typeof catchUp>): string | null {
  return made.ok ? null : `O5: the ${what} can't be made again: ${made.problem}`;
}

function quietSeams(coverage: Coverage): Seams {
  return createSeams(
    createArms(coverage, () => undefined),
    () => true,
    () => undefined,
  );
}
