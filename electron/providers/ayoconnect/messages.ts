import { z } from 'zod';
import { add, parseRupiah, type Rupiah } from '../../../shared/money.ts';
import type { Words } from '../answer.ts';
import type { InquiryOrder, OfferedProduct, PayOrder } from '../provider.ts';
import { isLeftOut, isObject, referenceIn, textOf as textOfOne } from '../wire/read-fields.ts';
import { readJson } from '../wire/read-json.ts';

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

export function balanceRequest(partnerId: string): string {
  return requestText({ partnerId });
}

export function productsRequest(partnerId: string): string {
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
  /** Empty where the answer has none: a failure may carry `{}`, null, or a list. */
  readonly data: z.output<typeof dataFields>;
}

/** The answer as far as it has the documented shape, or null. Only the code must be there. */
export function parseReply(body: string): Reply | null {
  const parsed = envelope.safeParse(readJson(body)).data;
  if (!parsed) return null;
  const data = dataFields.safeParse(parsed.data).data ?? {};
  return { code: parsed.responseCode, data };
}

const bothWords = z.object({ ID: text, EN: text }).partial();

/** `message.ID` and `message.EN`; a bare text is taken for Indonesian. */
function wordsIn(message: unknown): Words {
  const { ID: id, EN: en } = bothWords.safeParse(message).data ?? {};
  const indonesian = id ?? textOf(message);
  return { message: indonesian ?? en ?? null, messageEn: en ?? null };
}

/** The provider's words for a person to read: Indonesian, the till's first language, else English. */
export function messageOf(text: string): Words {
  return wordsIn(envelope.safeParse(readJson(text)).data?.message);
}

/** PLN's reference: the label, else the token (they differ in the document's sample). */
export function referenceOf({ data }: Reply): string | null {
  return referenceIn(valueOf(labelsIn(data.productDetails), 'Nomor Referensi'), data.token);
}

/** "On the footer of payment success page must be displayed this message", as it stands there, misprints and all. */
const documentFooter: readonly string[] = [
  'PLN menyatakan struk ini sebagai bukti pembayaran yang sah.',
  'Terima Kasih',
  'Info Tagihan Hub. Call Senter 234 Hubungi PLN :',
];

/** The footer "can be took from extrafield Parameter"; where that carries none, the document's sentences. */
export function footerOf({ data }: Reply): readonly string[] {
  const own = sentencesIn(data.extraFields);
  return own.length > 0 ? own : documentFooter;
}

/** The deposit of a balance answer. Its success code is not documented: any but a failure's will do, to read only. */
export function balanceFrom(body: string): Rupiah | null {
  const reply = parseReply(body);
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

// What is to be printed comes as lists of labels and values, for people to read: values are text or numbers, labels vary
// in case and spaces, lists may be null or missing, and several bills share one value, joined by commas.

export interface Label {
  /** As it came. */
  readonly key: string;
  readonly value: string;
}

/** Text or number as text, a list of them joined by commas; null for nothing, and for what can't be printed. */
export function textOf(value: unknown): string | null {
  return Array.isArray(value) ? value.map(textOf).filter(Boolean).join(',') || null : textOfOne(value);
}

/** The labels of a list that have a value, in its order. */
export function labelsIn(list: unknown): readonly Label[] {
  return objectsIn(list)
    .map((entry) => ({ key: textOf(property(entry, 'key')) ?? '', value: textOf(property(entry, 'value')) ?? '' }))
    .filter(({ value }) => value !== '');
}

/** The value under the first of these labels that is there. */
export function valueOf(labels: readonly Label[], ...names: readonly string[]): string | null {
  const found = names.map((name) => labels.find(({ key }) => letters(key) === letters(name)));
  return found.find((label) => label)?.value ?? null;
}

/** Sentences a list carries, in its order, whatever they are labelled: at least two words, the first not a number. */
function sentencesIn(list: unknown): readonly string[] {
  const entries = Array.isArray(list) ? (list as readonly unknown[]) : isObject(list) ? Object.values(list) : [list];
  return entries
    .map((entry) => textOf(isObject(entry) ? property(entry, 'value') : entry) ?? '')
    .flatMap((text) => text.split(/\r?\n/))
    .map((line) => line.trim())
    .filter((line) => /^[^\d\s]\S*\s+\S*[A-Za-z]/.test(line));
}

/** The objects in a list; none where it is no list. */
export function objectsIn(list: unknown): readonly Readonly<Record<string, unknown>>[] {
  return Array.isArray(list) ? list.filter(isObject) : [];
}

/** A field under its name, in whatever case. */
export function property(entry: Readonly<Record<string, unknown>>, name: string): unknown {
  const written = Object.keys(entry).find((key) => key.toLowerCase() === name.toLowerCase());
  return written === undefined ? undefined : entry[written];
}

/** A label as it is compared: `BL/TH` and `bl th` are one. */
export function letters(label: string): string {
  return label.toLowerCase().replace(/[^a-z0-9]/g, '');
}
