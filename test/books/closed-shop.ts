import { firstSegment } from '../harness/first-segment.ts';
import { readFileSync } from 'node:fs';
import { booksFiles, startBooks, type StartedBooks } from '../../electron/books/start-books.ts';
import { openCounter, type Counter } from '../harness/counter.ts';
import { clockAt } from '../harness/clock-at.ts';

// A shop's folder after a day, and what the next start makes of it.

export const now = Date.parse('2026-11-21T14:40:00.000+07:00');

function start(folder: string): ReturnType<typeof startBooks> {
  return startBooks(folder, { clock: clockAt(() => now), newEpoch: () => 'NEXT', by: 'owner', version: 'test' });
}

/** Starts, answers what was found, and closes again. */
export function opened(folder: string): Pick<StartedBooks, 'caughtUp' | 'restored'> & { readonly mode: string } {
  const books = start(folder);
  if (!books.ok) throw new Error(books.problem);
  const { caughtUp, restored } = books;
  const { mode } = books.books.tillState();
  books.close();
  return { caughtUp, restored, mode };
}

/** The sentence with which the start is refused. */
export function refused(folder: string): string {
  const books = start(folder);
  if (!books.ok) return books.problem;
  books.close();
  throw new Error('the start was not refused');
}

/** A till that has sold so many times. */
export async function sold(payments = 2): Promise<Counter> {
  const counter = await openCounter();
  for (let at = 0; at < payments; at++) {
    const { quoteId } = await counter.quote();
    await counter.must('payment:pay', { quoteId, tendered: 291_000, confirmPaidBefore: true });
    counter.clock.ms += 1_000;
  }
  return counter;
}

/** A shop's folder after a day, and its bytes. */
export async function closedShop(payments?: number) {
  const counter = await sold(payments);
  await counter.close();
  const journal = firstSegment(counter.folder);
  const text = readFileSync(journal, 'utf8');
  return { folder: counter.folder, journal, database: booksFiles.database(counter.folder), text };
}
