import type { Debt } from '../../shared/customer.ts';
import { formatRupiah, rupiah } from '../../shared/money.ts';
import type { Words } from '../words/words.ts';

/** What of a debt is of payments that are not certain, as a sentence; null if nothing is. More than is owed has been paid already: so much goes back then, in cash as it was handed over. */
export function uncertainWords(
  { owed, uncertain, uncertainBack }: Pick<Debt, 'owed' | 'uncertain' | 'uncertainBack'>,
  { debts: say }: Pick<Words, 'debts'>,
): string | null {
  if (uncertain === 0) return null;
  const sum = formatRupiah(uncertain);
  return uncertain <= owed
    ? say.uncertain(sum)
    : say.uncertainPaid(sum, formatRupiah(uncertainBack || rupiah(uncertain - owed)));
}
