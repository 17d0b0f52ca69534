import { formatRupiah, rupiah, type Rupiah } from '../../shared/money.ts';
import type { Shift } from '../../shared/shift.ts';
import type { Words } from '../words/words.ts';

/** What is told of a float that is not what was counted last; null where it is. */
export function floatDifferenceText(
  { float, givenBack, floatDifference }: Pick<Shift, 'float' | 'givenBack' | 'floatDifference'>,
  { shift }: Pick<Words, 'shift'>,
): { readonly title: string; readonly text: string } | null {
  if (floatDifference === undefined) return null;
  const before = formatRupiah(rupiah(float + (givenBack ?? 0) - floatDifference));
  const by = formatRupiah(rupiah(Math.abs(floatDifference)));
  const title = floatDifference > 0 ? shift.floatOver(by) : shift.floatShort(by);
  return { title, text: shift.floatText(before, formatRupiah(float), givenBack ? formatRupiah(givenBack) : null) };
}

/** `Laci kurang Rp500`, by what was counted less what was expected. */
export function differenceText(difference: Rupiah, { shift }: Pick<Words, 'shift'>): string {
  if (difference === 0) return shift.exact;
  const amount = formatRupiah(rupiah(Math.abs(difference)));
  return difference > 0 ? shift.over(amount) : shift.short(amount);
}
