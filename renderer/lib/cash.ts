import { rupiah, type Rupiah } from '../../shared/money.ts';

/** Twelve digits: the till takes no tender over a thousand billion. */
export const cashDigitsMax = 12;

/** `350000` -> `350.000`. */
export function groupAmount(digits: string): string {
  return digits.replace(/\B(?=(\d{3})+$)/g, '.');
}

/** The digits of a typed or pasted amount, without leading zeros. `Rp350.000,00` is 350000, not 35 million. */
export function readAmount(text: string): string {
  return text
    .replace(/,\d{0,2}\s*$/, '')
    .replace(/\D/g, '')
    .replace(/^0+(?=\d)/, '')
    .slice(0, cashDigitsMax);
}

/** What was tendered; null while nothing is typed, which is not the same as zero. */
export function tenderedOf(digits: string): Rupiah | null {
  return digits === '' ? null : rupiah(Number(digits));
}

const smallNotes = [10_000, 20_000, 50_000, 100_000];
const largeNotes = [10_000, 50_000, 100_000];

/** Up to three round amounts a customer is likely to hand over for a total: 302.500 -> 310.000, 350.000, 400.000. */
export function likelyTenders(total: Rupiah): readonly Rupiah[] {
  const notes = total < 100_000 ? smallNotes : largeNotes;
  const amounts = notes.map((note) => (Math.floor(total / note) + 1) * note);
  return [...new Set(amounts)].slice(0, 3).map(rupiah);
}
