import { bareBills, type PostpaidDetails, type Warning } from '../../../shared/bill.ts';
import { add, parseRupiah, rupiah, subtract, type Rupiah } from '../../../shared/money.ts';
import type { InquiredBill } from '../provider.ts';
import { known } from '../wire/read-fields.ts';
import { monthsIn } from '../wire/read-months.ts';
import { labelsIn, letters, objectsIn, property, textOf, valueOf, type Label, type Reply } from './messages.ts';

// The bills of an answer, and whether they agree with its sums. Pure.

type Data = Reply['data'];

/** The bill of a successful inquiry; null where an amount or the inquiry id is missing, for then nothing can be sold. */
export function billFrom({ data }: Reply): InquiredBill | null {
  const amount = parseRupiah(data.amount);
  const admin = adminOf(data);
  const { inquiryId } = data;
  if (!inquiryId || amount === null || admin === null || amount === 0 || amount < admin) return null;
  const bill = subtract(amount, admin);
  const periods = periodsOf(data);
  return {
    customerName: data.customerName ?? customerLabel(data, 'Nama Pelanggan'),
    periods,
    bills: bareBills(periods),
    bill,
    admin,
    commission: null,
    remainingBills: null,
    warning: warningFor(data, bill, admin, periods),
    details: detailsOf(data),
    // Not documented here; only the question for it is.
    balance: parseRupiah(data.balance),
    memo: { inquiryId },
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
  // What an incentive takes away is not documented.
  const hasIncentive = /[1-9]/.test(valueOf(info, 'Insentif') ?? '');
  if (total == null || bill == null || late == null || hasIncentive) return false;
  return total !== bill && total !== add(bill, late);
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
    const told = values.filter((value) => value !== null);
    return values.length > 0 && (told.length < values.length || !sums.includes(add(...told)));
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

/** Tariff, meter and penalty; null where the answer doesn't say. */
export function detailsOf(data: Data): PostpaidDetails {
  const product = labelsIn(data.productDetails);
  const bills = entriesOf(data);
  const ofEach = (name: string): string | null => {
    const values = bills.map(({ info }) => valueOf(info, name));
    return values.length > 0 && values.every((value) => value !== null) ? values.join(',') : null;
  };
  const penalties = ofEach('Denda')
    ?.split(',')
    .map((part) => parseRupiah(part.trim()));
  return {
    ...tariffFrom(known(valueOf(product, 'Total Tarif/Daya', 'Tarif/Daya'))),
    ...standFrom(valueOf(product, 'Stand Meter') ?? ofEach('Stand Meter')),
    penalty: penalties?.every((penalty) => penalty !== null) ? add(...penalties) : null,
  };
}

/** `R1/000000450VA` -> `R1` and `450`: the last slash stands before the power. Several bills say the same, or nothing is split. */
export function tariffFrom(text: string | null): { readonly tariff: string | null; readonly power: string | null } {
  const [one, ...others] = new Set(text?.split(',').map((part) => part.trim()));
  const match = others.length === 0 ? /^(.+)\/(\d+)\s*(?:VA)?$/i.exec(one ?? '') : null;
  return match
    ? { tariff: match[1] ?? null, power: match[2]?.replace(/^0+(?=\d)/, '') ?? null }
    : { tariff: text, power: null };
}

/** `470300-475700,475700-480000` -> the first start and the last end; null unless every part is a pair. */
export function standFrom(text: string | null): {
  readonly standStart: string | null;
  readonly standEnd: string | null;
} {
  const pairs = (text ?? '').split(',').map((part) => /^\s*(\d+)\s*-\s*(\d+)\s*$/.exec(part));
  const known = pairs.every((pair) => pair !== null);
  return { standStart: (known && pairs[0]?.[1]) || null, standEnd: (known && pairs.at(-1)?.[2]) || null };
}
