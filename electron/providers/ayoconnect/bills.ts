import type { Bill, Warning } from '../../../shared/bill.ts';
import { add, parseRupiah, rupiah, subtract, type Rupiah } from '../../../shared/money.ts';
import type { BillDetails, Product } from '../../../shared/product.ts';
import { billsOf, detailsBy, sumOf, type Sums, type Told } from '../bills.ts';
import type { InquiredBill } from '../provider.ts';
import { dayIn, monthsIn } from '../wire/read-dates.ts';
import { labelsIn, letters, objectsIn, property, textOf, valueOf, type Label, type Reply } from './messages.ts';

// The bills of an answer, and whether they agree with its sums. Pure.

type Data = Reply['data'];

/** The bill of a successful inquiry; null where an amount or the inquiry id is missing, for then nothing can be sold. */
export function billFrom({ data }: Reply, product: Product): InquiredBill | null {
  const amount = parseRupiah(data.amount);
  const admin = adminOf(data);
  const { inquiryId } = data;
  if (!inquiryId || amount === null || admin === null || amount === 0 || amount < admin) return null;
  const bill = subtract(amount, admin);
  const periods = periodsOf(data);
  return {
    customerName: data.customerName ?? customerLabel(data, 'Nama Pelanggan'),
    periods,
    bills: billsIn(data, { bill, admin }),
    bill,
    admin,
    commission: null,
    remainingBills: null,
    warning: warningFor(data, bill, admin, periods),
    details: detailsOf(data, product),
    // Not documented here; only the question for it is.
    balance: parseRupiah(data.balance),
    memo: { inquiryId },
  };
}

/** The months of the answer, with what it tells of each. */
export function billsIn(data: Data, sums: Sums): readonly Bill[] {
  const periods = periodsOf(data);
  // The admin fee is said of all bills together.
  const told = toldOf(data, periods).map((one) => (periods.length === 1 ? { ...one, admin: sums.admin } : one));
  return billsOf(periods, told, sumsDiffer(data, sums.bill, sums.admin) ? null : sums);
}

/** What is told of each of these months; nothing where "there is no bill breakdown", but for meters that are joined by commas. */
function toldOf(data: Data, periods: readonly string[]): readonly Told[] {
  const entries = entriesOf(data)
    .map((entry) => ({ entry, month: monthsIn(valueOf(entry.info, 'Bulan') ?? '').join() }))
    .sort((one, other) => (one.month < other.month ? -1 : 1));
  // The only bill is that of the only month, even where it does not say so.
  const isOnly = periods.length === 1 && entries[0]?.month === '';
  if (entries.length === periods.length && (isOnly || entries.every(({ month }, at) => month === periods[at]))) {
    return entries.map(({ entry }) => toldIn(entry));
  }
  const stands = standsIn(valueOf(labelsIn(data.productDetails), 'Stand Meter'));
  // Joined values stand in the order of the months, which is only sure to be ours where they are written so.
  return stands.length === periods.length && isOldestFirst(data) ? stands : [];
}

/** `Rp Tag PLN` is without the late fee, the entry's value with it, in the document's sample. */
function toldIn({ value, info }: Entry): Told {
  const late = valueOf(info, 'Denda');
  const [charged = null, plain = null, penalty = null] = [value, valueOf(info, 'Rp Tag PLN'), late].map(parseRupiah);
  // A late fee that can't be read may stand in the value.
  const less = charged === null || (late !== null && penalty === null) ? null : subtract(charged, penalty ?? rupiah(0));
  const used = /^(\d{1,9})\s*(?:kWh)?$/i.exec(valueOf(info, 'Pemakaian') ?? '')?.[1];
  return {
    amount: plain !== null && !hasIncentive(info) ? plain : less,
    penalty,
    ...standsIn(valueOf(info, 'Stand Meter'))[0],
    dueDate: dayIn(valueOf(info, 'Jatuh Tempo') ?? ''),
    usage: used === undefined ? null : Number(used),
  };
}

/** "amount" is the bills plus `totalAdmin` plus `processingFee`; what is not the bill, the receipt calls admin. */
export function adminOf(data: Data): Rupiah | null {
  const admin = parseRupiah(data.totalAdmin);
  const isAbsent = data.processingFee == null || data.processingFee === '';
  const processing = isAbsent ? rupiah(0) : parseRupiah(data.processingFee);
  return admin === null || processing === null ? null : add(admin, processing);
}

/** How many bills the answer holds, as entries or, where it has "no bill breakdown", as months. */
export function billCount({ data }: Reply): number {
  return Math.max(entriesOf(data).length, periodsOf(data).length);
}

/** The bills alone. */
function entriesOf(data: Data): readonly Entry[] {
  return entriesIn(data.billDetails).filter((entry) => !entry.isAdmin);
}

/** One entry of `billDetails`: a bill, or the admin fee of all of them. */
interface Entry {
  readonly isAdmin: boolean;
  readonly value: unknown;
  readonly info: readonly Label[];
}

/** The entries of `billDetails`. The admin fee is told by its label, or by `billId` 0 with nothing to say. */
function entriesIn(list: unknown): readonly Entry[] {
  return objectsIn(list).map((entry) => {
    const info = labelsIn(property(entry, 'billInfo'));
    const named = letters(textOf(property(entry, 'key')) ?? '').startsWith('biayaadmin');
    const isAdmin = named || (textOf(property(entry, 'billId')) === '0' && info.length === 0);
    return { isAdmin, value: property(entry, 'value'), info };
  });
}

/** A bill whose own parts don't make its value: it holds `Rp Tag PLN` and, in the document's sample, `Denda`. */
function isOdd({ value, info }: Entry): boolean {
  const [total, bill, late] = [value, valueOf(info, 'Rp Tag PLN'), valueOf(info, 'Denda') ?? '0'].map(parseRupiah);
  if (total == null || bill == null || late == null || hasIncentive(info)) return false;
  return total !== bill && total !== add(bill, late);
}

/** What an incentive takes away is not documented. */
function hasIncentive(info: readonly Label[]): boolean {
  return /[1-9]/.test(valueOf(info, 'Insentif') ?? '');
}

function customerLabel(data: Data, name: string): string | null {
  return valueOf([...labelsIn(data.customerDetails), ...labelsIn(data.customerDetail)], name);
}

function warningFor(data: Data, bill: Rupiah, admin: Rupiah, periods: readonly string[]): Warning | null {
  if (sumsDiffer(data, bill, admin)) return 'total-mismatch';
  return periods.length === 0 ? 'period-unknown' : null;
}

/** Whether the entries don't agree with the sums, with each other, or with what is counted: a reason to look. */
export function sumsDiffer(data: Data, bill: Rupiah, admin: Rupiah): boolean {
  const entries = entriesIn(data.billDetails);
  const differs = (isAdmin: boolean, ...sums: readonly unknown[]): boolean => {
    const values = entries.filter((entry) => entry.isAdmin === isAdmin).map((entry) => parseRupiah(entry.value));
    const sum = sumOf(values);
    return values.length > 0 && (sum === null || !sums.includes(sum));
  };
  // Whether the admin entry holds the processing fee is not documented: it is 0 in every sample.
  return (
    differs(false, bill) ||
    differs(true, admin, parseRupiah(data.totalAdmin)) ||
    entriesOf(data).some(isOdd) ||
    countDiffers(data)
  );
}

/** The months and the number of bills ("Total LBR Tagihan") disagree, or a month stands twice. */
function countDiffers(data: Data): boolean {
  const months = monthsOf(data);
  const counted = /^\s*(\d{1,3})\b/.exec(valueOf(labelsIn(data.productDetails), 'Total LBR Tagihan') ?? '')?.[1];
  const bills = entriesOf(data).length;
  const counts = new Set([
    ...(months.length > 0 ? [months.length, new Set(months).size] : []),
    ...(counted === undefined ? [] : [Number(counted)]),
    // "There is no bill breakdown yet for each month": one entry may stand for all of them.
    ...(bills > 1 ? [bills] : []),
  ]);
  return counts.size > 1;
}

/** The months stand in the text as their meters do: oldest first. */
function isOldestFirst(data: Data): boolean {
  const written = (valueOf(labelsIn(data.productDetails), 'BL/TH') ?? '').split(',').flatMap(monthsIn);
  return written.join() === periodsOf(data).join();
}

function periodsOf(data: Data): readonly string[] {
  return [...new Set(monthsOf(data))];
}

/** The months, oldest first, as often as they are said; empty if one of them can't be read. */
function monthsOf(data: Data): readonly string[] {
  const together = monthsIn(valueOf(labelsIn(data.productDetails), 'BL/TH') ?? '');
  if (together.length > 0) return together;
  const each = entriesOf(data).map(({ info }) => monthsIn(valueOf(info, 'Bulan') ?? ''));
  return each.every((months) => months.length > 0) ? each.flat().sort() : [];
}

/** What the labels say; null where they don't. */
export function detailsOf(data: Data, product: Product): BillDetails {
  const labels = labelsIn(data.productDetails);
  const bills = entriesOf(data);
  const ofEach = (name: string): string | null => {
    const values = bills.map(({ info }) => valueOf(info, name));
    return values.length > 0 && values.every((value) => value !== null) ? values.join(',') : null;
  };
  const penalties = ofEach('Denda')
    ?.split(',')
    .map((part) => parseRupiah(part.trim()));
  return detailsBy('ayoconnect', product, (name) => valueOf(labels, name), {
    ...standFrom(valueOf(labels, 'Stand Meter') ?? ofEach('Stand Meter')),
    penalty: penalties ? sumOf(penalties) : null,
  });
}

/** `470300-475700,475700-480000` -> the first start and the last end; null unless every part is a pair. */
export function standFrom(text: string | null): Stand {
  const stands = standsIn(text);
  return { standStart: stands[0]?.standStart ?? null, standEnd: stands.at(-1)?.standEnd ?? null };
}

interface Stand {
  readonly standStart: string | null;
  readonly standEnd: string | null;
}

/** Each pair of readings; none unless every part is one. */
function standsIn(text: string | null): readonly Stand[] {
  const pairs = (text ?? '').split(',').map((part) => /^\s*(\d{1,12})\s*-\s*(\d{1,12})\s*$/.exec(part));
  if (!pairs.every((pair) => pair !== null)) return [];
  return pairs.map(([, standStart = null, standEnd = null]) => ({ standStart, standEnd }));
}
