import {
  checkInBackground,
  checkSegmentInBackground,
  createComparer,
  findSlipsInBackground,
  sealInBackground,
  type Verifier,
} from './books/checks/background.ts';
import type { BooksFiles } from './books/checks/verify-books.ts';
import type { Books } from './books/books.ts';
import { startDailyCheck } from './books/daily-check.ts';
import { startScrubbing } from './books/scrubbing.ts';
import { createSealing, sealText, type Sealing } from './books/sealing.ts';
import type { StartedBooks } from './books/start-books.ts';
import { isLong } from './db/open.ts';
import { describeError, type Log } from './machine/log.ts';
import type { OpenedKeys } from './secrets/own-keys.ts';
import type { CorrectedClock } from './time/corrected-clock.ts';
import type { TillParts } from './till-parts.ts';

// What is done with the books in threads while the till sells, and what becomes of what they find.

/** Reads what is sealed again and again. */
export function scrub(books: Books, clock: CorrectedClock, log: Log, files: BooksFiles): () => Promise<void> {
  return startScrubbing({
    ...{ books, clock },
    check: (number) => checkSegmentInBackground(files, number).found,
    damaged: (problems) => void log.write('segment-damaged', { problems }),
    failed: (error) => void log.write('segment-not-checked', describeError(error)),
  });
}

/** Seals what nobody adds to any more. */
export function startSealing(
  { books, checkpoint }: StartedBooks,
  parts: Pick<TillParts, 'config' | 'clock' | 'identity' | 'log'> & { readonly journal: string },
): Sealing {
  const { config, clock, identity, log, journal } = parts;
  return createSealing({
    ...{ books, clock, segmentBytes: config.journal.segmentBytes },
    seal: (number, from) => sealInBackground(journal, number, from).found,
    sign: (seal) => identity?.sign(sealText(identity.till, seal)) ?? null,
    sealed: () => void checkpoint(),
    failed: (error) => void log.write('sealing-failed', describeError(error)),
  });
}

/** Reads the whole database, soon and then once a day; if it is damaged, takes no new payments. `done` ends with the first time. */
export function watchIntegrity(
  databaseFile: string,
  books: Parameters<typeof startDailyCheck>[0]['books'],
  clock: Pick<CorrectedClock, 'now' | 'after'>,
  log: Log,
): { readonly done: Promise<void>; readonly foundWellAt: () => number | null; readonly stop: () => Promise<void> } {
  let running: ReturnType<typeof checkInBackground> | null = null;
  const { first, foundWellAt, stop } = startDailyCheck({
    ...{ books, clock },
    check: (isFirst) => (running = checkInBackground(databaseFile, isFirst && !isLong(databaseFile))).found,
    damaged: (problems) => void log.write('database-damaged', { problems }),
    failed: (error) => void log.write('integrity-not-checked', describeError(error)),
  });
  return { done: first, foundWellAt, stop: async () => void (await Promise.all([stop(), running?.stop()])) };
}

/** What reads the books in threads beside the till. */
export function checksOf(
  verifier: Verifier,
  { foundWellAt }: Pick<ReturnType<typeof watchIntegrity>, 'foundWellAt'>,
  database: string,
): Pick<TillParts, 'verify' | 'verifyProgress' | 'findSlips' | 'booksCheckedAt'> {
  return {
    booksCheckedAt: foundWellAt,
    verify: () => verifier.verify(),
    verifyProgress: () => verifier.progress(),
    findSlips: (name) => findSlipsInBackground(database, name),
  };
}

/** What somebody else writes makes the books be compared, by a thread. Answers what ends that. */
export function compareElsewhere({ books }: StartedBooks, files: BooksFiles): () => Promise<void> {
  const { compare, stop } = createComparer(files);
  books.compareBy(compare);
  return stop;
}

/** Writes to the log what was found as everything was opened. */
export function tellFound(
  log: Log,
  { lost, unprotected }: OpenedKeys & { readonly ok: true },
  { caughtUp: { toDatabase, toJournal, torn }, guards, restored }: StartedBooks,
): void {
  if (lost !== null) log.write('secrets-lost', { why: lost });
  if (unprotected !== null) log.write('secrets-unprotected', { why: unprotected });
  if (toDatabase + toJournal + torn > 0) log.write('books-caught-up', { toDatabase, toJournal, torn });
  if (guards.length > 0) log.write('guards-put-back', { guards });
  if (restored !== null) log.write('books-restored', { why: restored });
}

/** How often the till leaves a mark of what it knows, in ms. */
const checkpointMs = 60 * 60_000;

/**
 * Now and then leaves what the next start knows the files by, also of a till that nobody ever closes, and has its head signed; that now
 * too. Answers what ends it.
 */
export function keepCheckpoints(
  clock: CorrectedClock,
  { books, checkpoint }: StartedBooks,
  haveSigned: () => Promise<unknown>,
): () => void {
  void haveSigned();
  const next = (): (() => void) =>
    clock.after(checkpointMs, () => {
      if (books.state() === 'ready') checkpoint();
      void haveSigned();
      callOff = next();
    });
  let callOff = next();
  return () => callOff();
}
