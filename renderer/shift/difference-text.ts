import { formatRupiah, rupiah, type Rupiah } from '../../shared/money.ts';
import type { Words } from '../words/words.ts';

/** `Laci kurang Rp500`, by what was counted less what was expected. */
export function differenceText(difference: Rupiah, { shift }: Pick<Words, 'shift'>): string {
  if (difference === 0) return shift.exact;
  const amount = formatRupiah(rupiah(Math.abs(difference)));
  return difference > 0 ? shift.over(amount) : shift.short(amount);
}
