import type { TenderKind } from '../../shared/shift.ts';

/** Kinds of money, as paper calls them. */
export const tenderNames: Readonly<Record<TenderKind, string>> = {
  cash: 'TUNAI',
  qris: 'QRIS',
  transfer: 'TRANSFER',
  debit: 'DEBIT',
  credit: 'BON',
};
