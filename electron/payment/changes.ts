import { eventKinds, type EventKind, type Transaction } from '../../shared/transaction.ts';
import type { Clock } from '../time/clock.ts';
import { readIfWell } from '../db/storage-error.ts';
import { findTransaction } from '../db/transactions.ts';
import type { Books } from '../books/books.ts';
import { describeError, type Log } from '../machine/log.ts';

/** How long to wait, in ms, before a payment is read again that the disk did not let be read. */
const readAgainMs = 2_000;

/**
 * Tells of every stored change of a payment, whoever stored it: once for records that were written together. A change is what
 * stands in the payment's trail. `hear` gets the payment as it is now, and the kinds of the records that changed it.
 */
export function tellChanges(
  { books, clock, log }: { readonly books: Books; readonly clock: Clock; readonly log: Log },
  hear: (transaction: Transaction, kinds: ReadonlySet<EventKind>) => void,
): void {
  const untold = new Map<string, Set<EventKind>>();

  function tellAll(): void {
    for (const [transactionId, kinds] of [...untold]) {
      const found = readIfWell(() => ({ transaction: findTransaction(books.db, transactionId) }));
      if (!found) return void clock.after(readAgainMs, tellAll);
      untold.delete(transactionId);
      if (found.transaction) hearSafely(found.transaction, kinds);
    }
  }

  /** What was stored stays so, whatever those who hear of it make of it. */
  function hearSafely(transaction: Transaction, kinds: ReadonlySet<EventKind>): void {
    try {
      hear(transaction, kinds);
    } catch (error) {
      log.write('telling-threw', describeError(error));
    }
  }

  books.whenStored((records) => {
    for (const { kind, transactionId } of records) {
      const change = eventKinds.find((one) => one === kind);
      if (!change || transactionId === null) continue;
      untold.set(transactionId, (untold.get(transactionId) ?? new Set()).add(change));
    }
    tellAll();
  });
}
