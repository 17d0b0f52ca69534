import type { DebtLine } from '../../shared/customer.ts';
import { rupiah, type Rupiah } from '../../shared/money.ts';

// Debts are kept to the rupiah; what was handed over for them was rounded cash.

/** What was handed over, or charged, of a debt's line: it and the line's rounding are what the debt changed by. */
export function movedOf({ amount, rounding }: Pick<DebtLine, 'amount' | 'rounding'>): Rupiah {
  return rupiah(amount - rounding);
}
