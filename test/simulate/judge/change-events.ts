import { eventKinds, type Transaction } from '../../../shared/transaction.ts';
import { findTransaction } from '../../../electron/db/transactions.ts';
import type { Books } from '../../../electron/books/books.ts';
import type { Entry } from '../../../electron/books/journal/record.ts';

/**
 * Objects where a stored change of a payment is not told exactly once, as it is stored, with the payment as it then is. Answers what
 * is to hear of every event. What a dead till left behind is told before this listens.
 */
export function watchChangeEvents(
  books: Books,
  object: (objection: string) => void,
): (transaction: Transaction) => void {
  let told: Transaction[] = [];
  const judged =
    (store: (entries: readonly Entry[]) => void) =>
    (entries: readonly Entry[]): void => {
      told = [];
      store(entries);
      const changes = entries.filter(({ kind }) => eventKinds.some((one) => one === kind));
      for (const id of new Set(changes.map(({ transactionId }) => transactionId))) judge(id ?? '');
    };
  function judge(id: string): void {
    const events = told.filter(({ transactionId }) => transactionId === id);
    if (events.length !== 1) object(`told: a change of ${id} was told ${events.length} times`);
    const row = findTransaction(books.db, id);
    if (events[0]?.status !== row?.status || events[0]?.prints !== row?.prints)
      object(`told: ${id} was told to be ${events[0]?.status}, and is ${row?.status}`);
  }
  books.write = judged(books.write.bind(books));
  books.keep = judged(books.keep.bind(books));
  return (transaction) => void told.push(transaction);
}
