import { rupiah, type Rupiah } from '../../shared/money.ts';
import type { RoundingRule } from '../../shared/tender.ts';

/** Sums that can be handed over next to one that cannot. Rupiah. */
export interface OddCash {
  /** What cash goes by. */
  readonly to: Rupiah;
  /** Null where there is none above 0. */
  readonly below: Rupiah | null;
  /** Never above all that is due. */
  readonly above: Rupiah;
}

/** What to take in place of a part in cash that nobody can hand over where cash is rounded; null where it can be, or is all that is `due`. */
export function oddCash(amount: number, due: number, rule: Pick<RoundingRule, 'to'> | null): OddCash | null {
  if (!rule || amount >= due || amount % rule.to === 0) return null;
  const below = amount - (amount % rule.to);
  return {
    to: rupiah(rule.to),
    below: below > 0 ? rupiah(below) : null,
    above: rupiah(Math.min(due, below + rule.to)),
  };
}
