import { z } from 'zod';
import type { PostpaidDetails, Warning } from '../../../shared/bill.ts';
import { add, parseRupiah, rupiah, subtract, type Rupiah } from '../../../shared/money.ts';
import type { InquiredBill, InquiryOrder, OfferedProduct, PayOrder } from '../provider.ts';
import { isLeftOut, known, referenceIn } from '../wire/read-fields.ts';
import { readJson } from '../wire/read-json.ts';
import {
  billsIn,
  isOddEntry,
  labelsIn,
  monthsIn,
  sentencesIn,
  standFrom,
  tariffFrom,
  textOf,
  valueOf,
} from './labels.ts';

// To and from the wire, as the document "PLN Postpaid" shows it. Pure.

export type Verb = 'bill/check' | 'bill/payment' | 'bill/status' | 'partner/balance' | 'partner/products';

/** The older version has the same paths under its own number. */
export function pathOf(verb: Verb, version: string): string {
  return `/api/${version === '1.0' ? 'v1' : 'v2'}/${verb}`;
}

export function inquiryRequest(partnerId: string, order: InquiryOrder, productCode: string): string {
  return requestText({ partnerId, accountNumber: order.customerNumber, productCode });
}

/** Null if the quote holds no inquiry id: such a payment could not be tied to what was quoted. */
export function payRequest(partnerId: string, order: PayOrder, productCode: string): string | null {
  const inquiryId = digitsOf(order.memo['inquiryId']);
  if (inquiryId === null) return null;
  return requestText({
    partnerId,
    accountNumber: order.customerNumber,
    productCode,
    inquiryId: BigInt(inquiryId),
    amount: add(order.bill, order.admin),
    refNumber: order.providerRef,
  });
}

export function statusRequest(partnerId: string, order: PayOrder): string {
  return requestText({ partnerId, refNumber: order.providerRef });
}

/** What balance and product list are asked with. */
export function partnerRequest(partnerId: string): string {
  return requestText({ partnerId });
}

/** JSON with the fields in this order; an id of any length goes out as the integer it came as. */
function requestText(fields: Readonly<Record<string, string | number | bigint>>): string {
  const written = Object.entries(fields).map(
    ([name, value]) => `${JSON.stringify(name)}:${typeof value === 'bigint' ? String(value) : JSON.stringify(value)}`,
  );
  return `{${written.join(',')}}`;
}

function digitsOf(value: unknown): string | null {
  const text = textOf(value) ?? '';
  return /^\d{1,30}$/.test(text) && !isLeftOut(text) ? text : null;
}

const code = z.union([
  z.int(),
  z
    .string()
    .regex(/^(0|[1-9]\d{0,8})$/)
    .transform(Number),
]);
const text = z.unknown().transform(textOf);

const dataFields = z
  .object({
    refNumber: text,
    accountNumber: text,
    customerName: text,
    token: text,
    inquiryId: z.unknown().transform(digitsOf),
    amount: z.unknown(),
    totalAdmin: z.unknown(),
    processingFee: z.unknown(),
    balance: z.unknown(),
    customerDetails: z.unknown(),
    customerDetail: z.unknown(),
    billDetails: z.unknown(),
    productDetails: z.unknown(),
    extraFields: z.unknown(),
  })
  .partial();

const envelope = z.object({ responseCode: code, message: z.unknown().optional(), data: z.unknown().optional() });

export interface Reply {
  readonly code: number;
  readonly words: Words;
  /** Empty where the answer has none: a failure may carry `{}`, null, or a list. */
  readonly data: z.output<typeof dataFields>;
}

/** The answer as far as it has the documented shape, or null. Only the code must be there. */
export function parseReply(body: string): Reply | null {
  const parsed = envelope.safeParse(readJson(body)).data;
  if (!parsed) return null;
  const data = dataFields.safeParse(parsed.data).data ?? {};
  return { code: parsed.responseCode, words: wordsIn(parsed.message), data };
}

/** A message in the provider's words, in the languages it came in. */
export interface Words {
  readonly id: string | null;
  readonly en: string | null;
}

const bothWords = z.object({ ID: text, EN: text }).partial();

/** `message.ID` and `message.EN`; a bare text is taken for Indonesian. */
export function wordsIn(message: unknown): Words {
  const { ID: id, EN: en } = bothWords.safeParse(message).data ?? {};
  return { id: id ?? textOf(message), en: en ?? null };
}

/** The words for the trail and the screen: Indonesian, the till's first language, else English. */
export function messageOf(reply: Reply | null): string | null {
  return reply?.words.id ?? reply?.words.en ?? null;
}

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

type Data = Reply['data'];

/** "amount" is the bills plus `totalAdmin` plus `processingFee`; what is not the bill, the receipt calls admin. */
export function adminOf(data: Data): Rupiah | null {
  const admin = parseRupiah(data.totalAdmin);
  const isAbsent = data.processingFee == null || data.processingFee === '';
  const processing = isAbsent ? rupiah(0) : parseRupiah(data.processingFee);
  return admin === null || processing === null ? null : add(admin, processing);
}

/** How many bills the answer holds, as entries or, where it has "no bill breakdown", as months. */
export function billCount({ data }: Reply): number {
  return Math.max(billsOf(data).length, periodsOf(data).length);
}

function billsOf(data: Data) {
  return billsIn(data.billDetails).filter((entry) => !entry.isAdmin);
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
  const entries = billsIn(data.billDetails);
  const differs = (isAdmin: boolean, ...sums: readonly unknown[]): boolean => {
    const values = entries.filter((entry) => entry.isAdmin === isAdmin).map((entry) => parseRupiah(entry.value));
    const told = values.filter((value) => value !== null);
    return values.length > 0 && (told.length < values.length || !sums.includes(add(...told)));
  };
  // Whether the admin entry holds the processing fee is not documented: it is 0 in every sample.
  return (
    differs(false, bill) ||
    differs(true, admin, parseRupiah(data.totalAdmin)) ||
    billsOf(data).some(isOddEntry) ||
    countDiffers(data)
  );
}

/** The months and the number of bills ("Total LBR Tagihan") disagree, or a month stands twice. */
function countDiffers(data: Data): boolean {
  const months = monthsOf(data);
  const counted = /^\s*(\d{1,3})\b/.exec(valueOf(labelsIn(data.productDetails), 'Total LBR Tagihan') ?? '')?.[1];
  const bills = billsOf(data).length;
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
  const each = billsOf(data).map(({ info }) => monthsIn(valueOf(info, 'Bulan') ?? ''));
  return each.every((months) => months.length > 0) ? each.flat().sort() : [];
}

/** Tariff, meter and penalty; null where the answer doesn't say. */
export function detailsOf(data: Data): PostpaidDetails {
  const product = labelsIn(data.productDetails);
  const bills = billsOf(data);
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

/** PLN's reference: the label, else the token (they differ in the document's sample). */
export function referenceFrom(data: Data): string | null {
  return referenceIn(valueOf(labelsIn(data.productDetails), 'Nomor Referensi'), data.token);
}

/** "On the footer of payment success page must be displayed this message", as it stands there, misprints and all. */
const documentFooter: readonly string[] = [
  'PLN menyatakan struk ini sebagai bukti pembayaran yang sah.',
  'Terima Kasih',
  'Info Tagihan Hub. Call Senter 234 Hubungi PLN :',
];

/** The footer "can be took from extrafield Parameter"; where that carries none, the document's sentences. */
export function footerFrom(data: Data): readonly string[] {
  const own = sentencesIn(data.extraFields);
  return own.length > 0 ? own : documentFooter;
}

/** The deposit of a balance answer. Its success code is not documented: any but a failure's will do, to read only. */
export function balanceFrom(reply: Reply | null): Rupiah | null {
  return reply && isWell(reply.code) ? parseRupiah(reply.data.balance) : null;
}

const offered = z.object({
  code: text,
  name: text,
  active: z.unknown().transform((value) => value === true || textOf(value)?.toLowerCase() === 'true'),
  adminFee: z.unknown().transform(parseRupiah),
});

/** The list of products, or null; entries without a code are left out. */
export function productsFrom(body: string): readonly OfferedProduct[] | null {
  const parsed = envelope.extend({ data: z.array(z.unknown()) }).safeParse(readJson(body)).data;
  if (!parsed || !isWell(parsed.responseCode)) return null;
  return parsed.data.flatMap((entry) => {
    const one = offered.partial().safeParse(entry).data;
    if (!one?.code) return [];
    return [{ code: one.code, name: one.name ?? one.code, active: one.active ?? false, admin: one.adminFee ?? null }];
  });
}

function isWell(responseCode: number): boolean {
  return (responseCode >= 0 && responseCode <= 99) || responseCode === 300;
}
