import { add, parseRupiah, rupiah, type Rupiah } from '../../../shared/money.ts';
import { billsMax } from './codes.ts';
import type { Reply } from './messages.ts';

// The bills of an answer ("lembar"), and whether they agree with its sums. Pure.

export type Sheet = NonNullable<NonNullable<Reply['desc']>['tagihan']>['detail'][number];

/** The bills of the answer, oldest first. */
export function sheetsOf(reply: Reply): readonly Sheet[] {
  const all = [...(reply.desc?.tagihan?.detail ?? [])];
  return all.every(({ periode }) => periode !== null && /^\d{6}$/.test(periode))
    ? all.sort((one, other) => Number(one.periode) - Number(other.periode))
    : all;
}

/**
 * The bills that the price is for. At most four go into one payment; no page shows an inquiry for a customer with more,
 * so where the price is that of the four oldest of a longer list, the rest is what will remain.
 */
export function coveredSheets(reply: Reply, price: Rupiah): readonly Sheet[] {
  const all = sheetsOf(reply);
  const first = all.slice(0, billsMax);
  return sumOf(all, 'total') !== price && sumOf(first, 'total') === price ? first : all;
}

/** Null where one of them is missing or is no amount. */
export function sumOf(sheets: readonly Sheet[], field: 'total' | 'denda' | 'admin'): Rupiah | null {
  const amounts = sheets.map((one) => parseRupiah(one[field])).filter((amount) => amount !== null);
  return amounts.length === sheets.length ? amounts.reduce((sum, amount) => add(sum, amount), rupiah(0)) : null;
}

/**
 * Whether the parts of the price don't add up to it, or the bills don't agree with the sums or their own count: a reason to
 * look before paper comes out, not to refuse.
 */
export function sumsDiffer(reply: Reply, price: Rupiah): boolean {
  const [nominal, admin] = [parseRupiah(reply.nominal), parseRupiah(reply.admin)];
  if (nominal !== null && admin !== null && add(nominal, admin) !== price) return true;
  const covered = coveredSheets(reply, price);
  if (covered.length === 0) return hasOneTwice((reply.period ?? '').split(',').map((month) => month.trim()));
  return (
    sumOf(covered, 'total') !== price ||
    // The admin fee of one bill over several of them would print a wrong split.
    (covered.some((sheet) => sheet.admin !== null) && sumOf(covered, 'admin') !== admin) ||
    covered.some(isOdd) ||
    countDiffers(reply, covered) ||
    monthsDiffer(reply) ||
    hasOneTwice(sheetsOf(reply).flatMap(({ periode }) => periode ?? []))
  );
}

/** A bill whose own parts don't make its total; whether `nilai_tagihan` holds the late fee is not documented. */
function isOdd({ nilai_tagihan: value, admin, denda, total }: Sheet): boolean {
  const parts = [value, admin, denda].map((part) => parseRupiah(part ?? '0'));
  if (parts.some((part) => part === null)) return true;
  if (value === null || admin === null) return false;
  const [bill = rupiah(0), fee = rupiah(0), late = rupiah(0)] = parts.filter((part) => part !== null);
  return ![add(bill, fee), add(bill, fee, late)].some((sum) => sum === parseRupiah(total));
}

/** The period above the bills, which names all of them or the first and the last, names a month that none of them is for. */
function monthsDiffer(reply: Reply): boolean {
  const months = (reply.period ?? '').split(',').map((month) => month.trim());
  const billed = sheetsOf(reply).map(({ periode }) => periode);
  if (![...months, ...billed].every((month) => month !== null && /^\d{6}$/.test(month))) return false;
  return months.some((month) => !billed.includes(month));
}

/** `lembar_tagihan` counts other bills than are there. Of more than one payment can hold, only those that it holds may be. */
function countDiffers({ desc }: Reply, covered: readonly Sheet[]): boolean {
  const [counted, left] = [desc?.lembar_tagihan, desc?.lembar_tagihan_sisa].map((text) =>
    /^\d{1,3}$/.test(text ?? '') ? Number(text) : null,
  );
  const all = desc?.tagihan?.detail.length ?? 0;
  if (counted === null || counted === undefined) return false;
  if (all === billsMax && counted > billsMax) return false;
  return ![all, covered.length, all + (left ?? 0)].includes(counted);
}

function hasOneTwice(texts: readonly string[]): boolean {
  return new Set(texts).size < texts.length;
}
