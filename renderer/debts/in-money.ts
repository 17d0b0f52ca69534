import type { Debt, DebtLine } from '../../shared/customer.ts';
import { rupiah, type Rupiah } from '../../shared/money.ts';

// Debts are kept to the rupiah; what was handed over for them was rounded cash.

/** What was handed over, or charged, of a debt's line: it and the line's rounding are what the debt changed by. */
export function movedOf({ amount, rounding }: Pick<DebtLine, 'amount' | 'rounding'>): Rupiah {
  return rupiah(amount - rounding);
}

/**
 * What a customer has paid too much, below 0, or owes. What was rounded as they paid was never handed over, and is left out. What comes to
 * nothing in cash is said as it is kept.
 */
export function standingOf({ owed, cashBack }: Pick<Debt, 'owed' | 'cashBack'>): Rupiah {
  return cashBack === 0 ? owed : rupiah(Math.max(owed, 0 - cashBack));
}
