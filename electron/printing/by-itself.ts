import type { Transaction } from '../../shared/transaction.ts';
import type { Books } from '../books/books.ts';
import { hasSlip, listLatelyPaid } from '../db/print-jobs.ts';
import type { Clock } from '../time/clock.ts';

// What the till prints without being asked.

/** A payment that is pending for so many ms after it was sent gets its slip: its customer waits. */
const pendingSlipMs = 15_000;

export interface ByItself {
  /** To be called with each change of a payment. */
  heard(transaction: Transaction): void;
  /** To be called at a start: what was paid in the till's last moments, and never came to be a job. */
  catchUp(): void;
}

/** `scale` as `settleScale`. `printSlip` and `printOriginal` queue it unless it came out, or may have; `wantedAt` in ms. */
export function printsByItself(parts: {
  readonly books: Books;
  readonly clock: Clock;
  readonly scale: () => number;
  readonly printOriginal: (transactionId: string, wantedAt?: number) => void;
  readonly printPending: (transactionId: string, wantedAt: number) => void;
}): ByItself {
  const { books, clock, scale, printOriginal, printPending } = parts;
  const timed = new Set<string>();
  return {
    heard({ transactionId, status, createdAt }) {
      if (status !== 'pending' || timed.has(transactionId) || hasSlip(books.db, transactionId)) return;
      timed.add(transactionId);
      const wantedAt = Date.parse(createdAt) + pendingSlipMs * scale();
      clock.after(Math.max(0, wantedAt - clock.now()), () => {
        timed.delete(transactionId);
        printPending(transactionId, wantedAt);
      });
    },
    catchUp() {
      for (const { transactionId, settledAt } of listLatelyPaid(books.db)) printOriginal(transactionId, settledAt);
    },
  };
}
