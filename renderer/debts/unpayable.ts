import { formatRupiah, rupiah } from '../../shared/money.ts';
import type { TenderKind } from '../../shared/shift.ts';
import type { RoundingRule } from '../../shared/tender.ts';
import { hintOf, type Problem } from '../words/codes/problem.ts';
import type { Words } from '../words/words.ts';
import { oddCash } from './odd-cash.ts';

/** Why a sum can't be taken: on its button, which then promises no payment, and as it is told where the button is pressed all the same. */
export interface Unpayable {
  readonly label: string;
  readonly problem: Problem;
}

/** Whether so much of a kind of money can be taken for what is `due`, in rupiah; null where it can, or where nobody has said the kind. */
export function unpayableOf(
  kind: TenderKind | null,
  amount: number,
  due: number,
  rule: Pick<RoundingRule, 'to'> | null,
  { tenders: say }: Pick<Words, 'tenders'>,
): Unpayable | null {
  if (kind === null) return null;
  if (kind !== 'cash') {
    if (amount <= due) return null;
    return { label: say.tooMuch(formatRupiah(rupiah(amount - due))), problem: hintOf('only-cash-changes') };
  }
  const odd = oddCash(amount, due, rule);
  return odd && { label: say.onlyMultiples(formatRupiah(odd.to)), problem: { kind: 'odd-cash', ...odd } };
}
