import type { Quote } from '../../../shared/bill.ts';
import { rupiah } from '../../../shared/money.ts';
import type { TenderKind } from '../../../shared/shift.ts';
import type { Tender } from '../../../shared/tender.ts';
import { settleQuote } from '../store/cash.ts';

/** What the part that is being typed leaves to pay. Rupiah. */
export interface Owing {
  /** What is left to pay before this part: in cash as it is rounded, where the part pays all of it. */
  readonly rest: number;
  /** What cash is rounded by where this part pays the rest; 0 as long as a part is left, which may be paid otherwise. */
  readonly rounding: number;
  /** What is handed over by this part: all of the rest where nothing is typed. */
  readonly amount: number;
  /** Above 0: more than the rest. Below 0: what stays to pay after it. */
  readonly over: number;
  /** What `amount` must reach to pay all of the rest. */
  readonly due: number;
}

/** `digits` are whole rupiah; none are all that is left. Only cash that ends the payment is rounded, as the till will do it in the end. */
export function owingOf(
  quote: Pick<Quote, 'total' | 'provider' | 'roundingRule'>,
  parts: readonly Tender[],
  kind: TenderKind | null,
  digits: string,
): Owing {
  const paid = parts.reduce((all, { amount }) => all + amount, 0);
  const exact = Math.max(0, quote.total - paid);
  const settled = kind === 'cash' ? settleQuote(quote, [...parts, { kind, amount: rupiah(0) }]) : null;
  const due = settled ? Math.max(0, settled.due - paid) : exact;
  const amount = digits === '' ? due : Number(digits);
  if (amount < due) return { rest: exact, rounding: 0, amount, over: Math.min(0, amount - exact), due };
  return { rest: due, rounding: settled?.rounding ?? 0, amount, over: amount - due, due };
}
