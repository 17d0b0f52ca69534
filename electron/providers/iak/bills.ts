import type { Bill } from '../../../shared/bill.ts';
import { add, parseRupiah, rupiah, subtract, type Rupiah } from '../../../shared/money.ts';
import { billsMaxAt, productOf, type BillDetails, type Product } from '../../../shared/product.ts';
import { billsOf, detailsBy, sumOf, type Sums, type Told } from '../bills.ts';
import type { InquiredBill } from '../provider.ts';
import { isLeftOut, readingIn, textOf } from '../wire/read-fields.ts';
import type { Reply } from './messages.ts';

// The bills of an answer ("lembar"), and whether they agree with its sums. Pure.

/** One bill as IAK writes it (`desc.tagihan.detail`). */
type Entry = NonNullable<NonNullable<Reply['desc']>['tagihan']>['detail'][number];

/** The bill in a successful inquiry; null where an amount or the id to pay with is missing or makes no sense. */
export function billFrom(reply: Reply, product: Product, productCode: string): InquiredBill | null {
  const price = parseRupiah(reply.price);
  const admin = parseRupiah(reply.admin);
  if (hasBadAmount(reply) || price === null || admin === null || price <= admin) return null;
  if (!/^\d{1,20}$/.test(reply.tr_id ?? '') || isLeftOut(reply.tr_id)) return null;
  const bill = subtract(price, admin);
  const covered = coveredEntries(reply, product, price);
  const { monthly } = productOf(product);
  const periods = monthly ? periodsFrom(reply, covered) : [];
  const periodUnknown = monthly && periods.length === 0;
  return {
    customerName: reply.tr_name,
    periods,
    bills: billsIn(reply, product, { bill, admin }),
    // RP TAG PLN is what remains without the admin fee: no page says whether `nominal` holds the late fee.
    bill,
    admin,
    commission: commissionOf(reply, price),
    // Only a payment tells (`lembar_tagihan_sisa`).
    remainingBills: null,
    warning: sumsDiffer(reply, product, price) ? 'total-mismatch' : periodUnknown ? 'period-unknown' : null,
    details: detailsFrom(reply, product, covered),
    balance: parseRupiah(reply.balance),
    // The price list may rename the product before the payment is settled.
    memo: { trId: reply.tr_id, productCode },
  };
}

/** The months that the price is for, with what the answer tells of each. */
export function billsIn(reply: Reply, product: Product, sums: Sums): readonly Bill[] {
  if (!productOf(product).monthly) return [];
  const price = add(sums.bill, sums.admin);
  const covered = coveredEntries(reply, product, price);
  const periods = periodsFrom(reply, covered);
  const told = covered.length === periods.length ? covered.map(toldIn) : [];
  return billsOf(periods, told, sumsDiffer(reply, product, price) ? null : sums);
}

/** `total` is what is charged. So it does not matter that no page says whether `nilai_tagihan` holds the late fee. */
function toldIn(entry: Entry): Told {
  const [total, admin, penalty] = [entry.total, entry.admin, entry.denda].map(parseRupiah);
  const isSaid = total !== null && total !== undefined && admin !== null && admin !== undefined;
  return {
    amount: isSaid ? subtract(total, add(admin, penalty ?? rupiah(0))) : null,
    penalty: penalty ?? null,
    admin: admin ?? null,
    standStart: readingIn(entry.meter_awal),
    standEnd: readingIn(entry.meter_akhir),
  };
}

/** price - selling_price is the shop's; null where it is not said or would be a loss. */
export function commissionOf(reply: Reply, price: Rupiah): Rupiah | null {
  const deducted = parseRupiah(reply.selling_price);
  return deducted === null || deducted > price ? null : subtract(price, deducted);
}

/** An amount of the answer is there and is not one: a fraction, a negative, words. Then none of them is to be believed. */
export function hasBadAmount(reply: Reply): boolean {
  return [reply.price, reply.nominal, reply.admin, reply.selling_price].some(
    (amount) => amount !== null && parseRupiah(amount) === null,
  );
}

/** What only a payment's answer tells, or null if it tells nothing. */
export function paidDetails(reply: Reply, product: Product): BillDetails | null {
  const told = detailsFrom(reply, product, entriesOf(reply));
  return Object.values(told).some((value) => value !== null) ? told : null;
}

function detailsFrom(reply: Reply, product: Product, covered: readonly Entry[]): BillDetails {
  return detailsBy('iak', product, (name) => textOf(reply.desc?.[name]), {
    standStart: readingIn(covered[0]?.meter_awal),
    standEnd: readingIn(covered.at(-1)?.meter_akhir),
    penalty: covered.length > 0 ? sumOfEach(covered, 'denda') : null,
  });
}

/**
 * The months, `2016-08`, oldest first; empty if one of them can't be read. `period` of several bills names only the first
 * and the last, so it counts only where there are as many bills as it names.
 */
function periodsFrom(reply: Reply, covered: readonly Entry[]): readonly string[] {
  const written = covered.length > 0 ? covered.map(({ periode }) => periode ?? '') : (reply.period ?? '').split(',');
  const counted = reply.desc?.lembar_tagihan ?? '1';
  if (covered.length === 0 && Number(counted) !== written.length) return [];
  const months = written.map((month) => /^(\d{4})(0[1-9]|1[0-2])$/.exec(month.trim()));
  const known = months.filter((month) => month !== null).map(([, year, month]) => `${year}-${month}`);
  return known.length === written.length ? [...new Set(known)].sort() : [];
}

/** The bills of the answer, oldest first. */
function entriesOf(reply: Reply): readonly Entry[] {
  const all = [...(reply.desc?.tagihan?.detail ?? [])];
  return all.every(({ periode }) => periode !== null && /^\d{6}$/.test(periode))
    ? all.sort((one, other) => Number(one.periode) - Number(other.periode))
    : all;
}

/**
 * The bills that the price is for. Of PLN at most four go into one payment; no page shows an inquiry for a customer with more,
 * so where the price is that of the oldest of a longer list, the rest is what will remain.
 */
function coveredEntries(reply: Reply, product: Product, price: Rupiah): readonly Entry[] {
  const all = entriesOf(reply);
  const first = all.slice(0, billsMaxAt('iak', product) ?? undefined);
  return sumOfEach(all, 'total') !== price && sumOfEach(first, 'total') === price ? first : all;
}

/** Null where one of them is missing or is no amount. */
function sumOfEach(entries: readonly Entry[], field: 'total' | 'denda' | 'admin'): Rupiah | null {
  return sumOf(entries.map((entry) => parseRupiah(entry[field])));
}

/**
 * Whether the parts of the price don't add up to it, or the bills don't agree with the sums or their own count: a reason to
 * look before paper comes out, not to refuse.
 */
export function sumsDiffer(reply: Reply, product: Product, price: Rupiah): boolean {
  const [nominal, admin] = [parseRupiah(reply.nominal), parseRupiah(reply.admin)];
  if (nominal !== null && admin !== null && add(nominal, admin) !== price) return true;
  const covered = coveredEntries(reply, product, price);
  if (covered.length === 0) return hasOneTwice((reply.period ?? '').split(',').map((month) => month.trim()));
  return (
    sumOfEach(covered, 'total') !== price ||
    // The admin fee of one bill over several of them would print a wrong split.
    (covered.some((bill) => bill.admin !== null) && sumOfEach(covered, 'admin') !== admin) ||
    covered.some(isOdd) ||
    countDiffers(reply, product, covered) ||
    monthsDiffer(reply) ||
    hasOneTwice(entriesOf(reply).flatMap(({ periode }) => periode ?? []))
  );
}

/** A bill whose own parts don't make its total; whether `nilai_tagihan` holds the late fee is not documented. */
function isOdd({ nilai_tagihan: value, admin, denda, total }: Entry): boolean {
  const parts = [value, admin, denda].map((part) => parseRupiah(part ?? '0'));
  if (parts.some((part) => part === null)) return true;
  if (value === null || admin === null) return false;
  const [bill = rupiah(0), fee = rupiah(0), late = rupiah(0)] = parts.filter((part) => part !== null);
  return ![add(bill, fee), add(bill, fee, late)].some((sum) => sum === parseRupiah(total));
}

/** The period above the bills, which names all of them or the first and the last, names a month that none of them is for. */
function monthsDiffer(reply: Reply): boolean {
  const months = (reply.period ?? '').split(',').map((month) => month.trim());
  const billed = entriesOf(reply).map(({ periode }) => periode);
  if (![...months, ...billed].every((month) => month !== null && /^\d{6}$/.test(month))) return false;
  return months.some((month) => !billed.includes(month));
}

/** `lembar_tagihan` counts other bills than are there. Of more than one payment can hold, only those that it holds may be. */
function countDiffers({ desc }: Reply, product: Product, covered: readonly Entry[]): boolean {
  const [counted, left] = [desc?.lembar_tagihan, desc?.lembar_tagihan_sisa].map((text) =>
    /^\d{1,3}$/.test(text ?? '') ? Number(text) : null,
  );
  const all = desc?.tagihan?.detail.length ?? 0;
  if (counted === null || counted === undefined) return false;
  const most = billsMaxAt('iak', product);
  if (all === most && counted > most) return false;
  return ![all, covered.length, all + (left ?? 0)].includes(counted);
}

function hasOneTwice(texts: readonly string[]): boolean {
  return new Set(texts).size < texts.length;
}
