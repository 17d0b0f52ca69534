import { rupiah, type Rupiah } from './money.ts';
import type { TenderKind } from './shift.ts';

// What a customer hands over for a bill, and what it is rounded to. Pure; the page says with it what the till will do.

/** A part of what was handed over. */
export interface Tender {
  readonly kind: TenderKind;
  readonly amount: Rupiah;
  /** What tells a transfer or a slip of a card machine from others. */
  readonly note?: string;
}

/** Cash is rounded to whole `to` rupiah; `nearest` goes up from the half. */
export interface RoundingRule {
  readonly to: 100 | 500 | 1000;
  readonly mode: 'down' | 'nearest';
}

/** Whether money so far above what is due is asked about before it is taken: a slip of the finger more often than a customer's cash. */
export function asksAbout(surplus: number, askAbove: number, isConfirmed = false): boolean {
  return surplus > askAbove && !isConfirmed;
}

/** What of the money the till makes, in rupiah. */
export interface Settled {
  /** All that was handed over. */
  readonly tendered: Rupiah;
  /** What the cash was rounded by; below 0 in the customer's favour. */
  readonly rounding: Rupiah;
  /** total + rounding: what has to be handed over. */
  readonly due: Rupiah;
  /** What was handed over and is not cash. */
  readonly cashless: Rupiah;
}

/** What an amount of cash is rounded by. Never up where the provider allows no fee. */
export function roundingOf(cash: number, rule: RoundingRule | null, mayRoundUp: boolean): Rupiah {
  if (!rule || cash <= 0) return rupiah(0);
  const over = cash % rule.to;
  const isUp = rule.mode === 'nearest' && mayRoundUp && over * 2 >= rule.to;
  return rupiah(over === 0 ? 0 : isUp ? rule.to - over : -over);
}

/**
 * What the cash is rounded by that ends a debt: of what is left to pay of it, or below 0 of what goes back to the customer. Only ever in
 * the customer's favour, for bills of a provider that allows no fee may be in it; and never to nothing.
 */
export function debtRoundingOf(due: number, rule: Pick<RoundingRule, 'to'> | null): Rupiah {
  const over = rule ? ((due % rule.to) + rule.to) % rule.to : 0;
  return rupiah(over === due ? 0 : 0 - over);
}

/**
 * What of a debt's rounding is taken back as all goes back that a customer paid too much, in rupiah. `rounded`: what the debt's end was
 * rounded by, 0 or above. Less than what cash is rounded to now: so whatever rule it was paid by, nobody gets less than was kept.
 */
export function undoneOf(rounded: number, to: RoundingRule['to'] | null): number {
  return Math.min(rounded, (to ?? 1) - 1);
}

/** What goes back in cash if all of it does, in rupiah; 0 or below where nothing does. `owed` is below 0; `undone` as `undoneOf` says. */
export function cashBackOf(owed: number, undone: number, rule: Pick<RoundingRule, 'to'> | null): Rupiah {
  const due = rupiah(owed + undone);
  return rupiah(0 - due - (due < 0 ? debtRoundingOf(due, rule) : 0));
}

/**
 * What is due of a total, and what was handed over for it. Only the part that is paid in cash is rounded, and nothing where no cash is
 * among what was handed over. No tenders: nobody has said yet, and then it is cash.
 */
export function settle(
  total: Rupiah,
  tenders: readonly Tender[],
  rule: RoundingRule | null,
  mayRoundUp: boolean,
): Settled {
  const sum = (some: readonly Tender[]): Rupiah => rupiah(some.reduce((all, { amount }) => all + amount, 0));
  const cashless = sum(tenders.filter(({ kind }) => kind !== 'cash'));
  const hasCash = tenders.length === 0 || tenders.some(({ kind }) => kind === 'cash');
  const rounding = roundingOf(hasCash ? total - cashless : 0, rule, mayRoundUp);
  return { tendered: sum(tenders), rounding, due: rupiah(total + rounding), cashless };
}

/** What of it was received, and what is owed: that is on credit. Rupiah, change not taken off. */
export function handedOf(tenders: readonly Tender[]): { readonly received: Rupiah; readonly owed: Rupiah } {
  const sum = (some: readonly Tender[]): Rupiah => rupiah(some.reduce((all, { amount }) => all + amount, 0));
  return {
    received: sum(tenders.filter(({ kind }) => kind !== 'credit')),
    owed: sum(tenders.filter(({ kind }) => kind === 'credit')),
  };
}
