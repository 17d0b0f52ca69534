import type { Transaction } from '../../shared/transaction.ts';

/** Whether a search finds a transaction: by number, name, reference or code, as the till itself searches. */
export function isFoundBy(
  transaction: Pick<Transaction, 'customerNumber' | 'customerName' | 'reference' | 'transactionId'>,
  searched: string,
): boolean {
  // Numbers are shown in groups, and are typed back that way.
  const wanted = (/^[\d ]+$/.test(searched) ? searched.replaceAll(' ', '') : searched).toLowerCase();
  const { customerNumber, customerName, reference, transactionId } = transaction;
  return [customerNumber, customerName, reference, transactionId].some((text) => text?.toLowerCase().includes(wanted));
}
