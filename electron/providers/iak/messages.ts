import { z } from 'zod';
import type { BillDetails, Warning } from '../../../shared/bill.ts';
import { add, parseRupiah, subtract, type Rupiah } from '../../../shared/money.ts';
import type { Product } from '../../../shared/product.ts';
import type { InquiredBill, OfferedProduct } from '../provider.ts';
import { isLeftOut, known, readingIn, referenceIn, textOf } from '../wire/read-fields.ts';
import { readJson } from '../wire/read-json.ts';
import { readXml, writeXml } from '../wire/read-xml.ts';
import { coveredSheets, sheetsOf, sumOf, sumsDiffer, type Sheet } from './sheets.ts';

// To and from the wire, as the pages on PLN Postpaid, PLN Non Taglist, Check Status, Price List and Check Balance show it.
// In JSON the fields stand under `data`, in XML directly under `<mp>`; beyond that both say the same. Pure.

/** One path for every question about a bill; `commands` in the body picks the action. */
export const billPath = '/api/v1/bill/check';
export const priceListPath = `${billPath}/pln`;
/** On the host for prepaid products. */
export const balancePath = '/api/check-balance';

export type Format = 'json' | 'xml';

export const contentType: Readonly<Record<Format, string>> = { json: 'application/json', xml: 'application/xml' };

/** Every field as text, `tr_id` too, as the samples show it. */
export function writeRequest(format: Format, fields: Readonly<Record<string, string>>): string {
  return format === 'json' ? JSON.stringify(fields) : writeXml(fields);
}

/** Text, or a number where the document promises text; absent, null and empty are the same, as in an XML element. */
const text = z.union([z.string(), z.number()]).nullish().transform(textOf);
/** What goes to paper and decides nothing: whatever else stands there is the same as nothing. */
const printed = z.unknown().optional().transform(textOf);

const detail = z.object({
  periode: text,
  nilai_tagihan: printed,
  admin: printed,
  denda: text,
  total: text,
  meter_awal: text,
  meter_akhir: text,
});

const desc = z.object({
  tarif: text,
  daya: text,
  lembar_tagihan: text,
  lembar_tagihan_sisa: text,
  // One `<detail>` or many.
  tagihan: z
    .object({ detail: z.union([z.array(detail), detail.transform((one) => [one])]) })
    .nullish()
    .catch(null),
  transaksi: text,
  no_registrasi: printed,
  tanggal_registrasi: text,
});

const fields = z.object({
  tr_id: text,
  ref_id: text,
  code: text,
  hp: text,
  tr_name: text,
  period: text,
  nominal: text,
  admin: text,
  price: text,
  selling_price: text,
  balance: text,
  response_code: text.pipe(z.string()),
  message: text,
  status: text,
  // The JSON sample of a payment says `noref`, the XML sample `no_ref`.
  noref: printed,
  no_ref: printed,
  // Documented to be an empty text at times (Check Status); then nothing in it is known.
  desc: desc.nullish().catch(null),
});

export type Reply = z.infer<typeof fields>;

/** The body as far as it is what was asked for, with the fields under `data` in both formats; undefined if it is not. */
export function readBody(format: Format, body: string): Readonly<Record<string, unknown>> | undefined {
  if (format === 'json') {
    const value = readJson(body);
    return isObject(value) ? value : undefined;
  }
  const root = readXml(body);
  // A price list has `<data>` in XML too.
  return root && !isObject(root['data']) ? { data: root } : root;
}

/** The answer as far as it has the documented shape, or null. */
export function parseReply(format: Format, body: string): Reply | null {
  return fields.safeParse(readBody(format, body)?.['data']).data ?? null;
}

/** The provider's words for a person to read, from an answer of any shape; null if there are none. */
export function messageOf(format: Format, body: string): string | null {
  const value = readBody(format, body);
  const data = isObject(value?.['data']) ? value['data'] : {};
  const said = [data['message'], value?.['message'], data['error_details'], value?.['error_details']];
  return said.map((words) => wordsIn(words).join('; ')).find((words) => words !== '') ?? null;
}

/** The texts in a value of unknown shape, which is all that is known of `error_details`. */
function wordsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return value.trim() === '' ? [] : [value.trim()];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(wordsIn) : [];
}

/** An amount of the answer is there and is not one: a fraction, a negative, words. Then none of them is to be believed. */
export function hasBadAmount(reply: Reply): boolean {
  return [reply.price, reply.nominal, reply.admin, reply.selling_price].some(
    (amount) => amount !== null && parseRupiah(amount) === null,
  );
}

/** The bill in a successful inquiry; null where an amount or the id to pay with is missing or makes no sense. */
export function billFrom(reply: Reply, product: Product, productCode: string): InquiredBill | null {
  const price = parseRupiah(reply.price);
  const admin = parseRupiah(reply.admin);
  if (hasBadAmount(reply) || price === null || admin === null || price <= admin) return null;
  if (!/^\d{1,20}$/.test(reply.tr_id ?? '') || isLeftOut(reply.tr_id)) return null;
  const covered = coveredSheets(reply, price);
  const periods = product === 'pln-postpaid' ? periodsFrom(reply, covered) : [];
  const periodUnknown = product === 'pln-postpaid' && periods.length === 0;
  return {
    customerName: reply.tr_name,
    periods,
    // RP TAG PLN is what remains without the admin fee: no page says whether `nominal` holds the late fee.
    bill: subtract(price, admin),
    admin,
    commission: commissionOf(reply, price),
    // Only a payment tells (`lembar_tagihan_sisa`).
    remainingBills: null,
    warning: sumsDiffer(reply, price) ? 'total-mismatch' : periodUnknown ? 'period-unknown' : null,
    details: detailsFrom(reply, product, covered),
    balance: parseRupiah(reply.balance),
    // The price list may rename the product before the payment is settled.
    memo: { trId: reply.tr_id, productCode },
  };
}

/** price - selling_price is the shop's; null where it is not said or would be a loss. */
export function commissionOf(reply: Reply, price: Rupiah): Rupiah | null {
  const deducted = parseRupiah(reply.selling_price);
  return deducted === null || deducted > price ? null : subtract(price, deducted);
}

/** PLN's reference, in the spelling of either sample; null where there is none. */
export function referenceOf({ noref, no_ref: spelledWithLine }: Reply): string | null {
  return referenceIn(noref, spelledWithLine);
}

/** What only a payment's answer tells, or null if it tells nothing. */
export function paidDetails(reply: Reply, product: Product): BillDetails | null {
  const told = detailsFrom(reply, product, sheetsOf(reply));
  return Object.values(told).some((value) => value !== null) ? told : null;
}

/** Bills left after this payment, which the receipt must show; null if not said. */
export function remainingFrom(reply: Reply): number | null {
  const left = reply.desc?.lembar_tagihan_sisa;
  return left && /^\d{1,3}$/.test(left) ? Number(left) : null;
}

/** Why a person should look at a paid payment before paper comes out. */
export function paidWarning(reply: Reply, quoted: { readonly bill: Rupiah; readonly admin: Rupiah }): Warning | null {
  const price = add(quoted.bill, quoted.admin);
  const admin = parseRupiah(reply.admin);
  const deducted = parseRupiah(reply.selling_price);
  if (sumsDiffer(reply, price) || (admin !== null && admin !== quoted.admin)) return 'total-mismatch';
  if (referenceOf(reply) === null) return 'no-reference';
  return deducted !== null && deducted > price ? 'deposit-mismatch' : null;
}

function detailsFrom(reply: Reply, product: Product, covered: readonly Sheet[]): BillDetails {
  const { desc: said } = reply;
  if (product === 'pln-nontaglist') {
    return {
      kind: known(said?.transaksi),
      registrationNumber: referenceIn(said?.no_registrasi),
      registrationDate: known(said?.tanggal_registrasi),
    };
  }
  return {
    tariff: known(said?.tarif),
    power: known(said?.daya),
    standStart: readingIn(covered[0]?.meter_awal),
    standEnd: readingIn(covered.at(-1)?.meter_akhir),
    penalty: covered.length > 0 ? sumOf(covered, 'denda') : null,
  };
}

/**
 * The months, `2016-08`, oldest first; empty if one of them can't be read. `period` of several bills names only the first
 * and the last, so it counts only where there are as many bills as it names.
 */
function periodsFrom(reply: Reply, covered: readonly Sheet[]): readonly string[] {
  const written = covered.length > 0 ? covered.map(({ periode }) => periode ?? '') : (reply.period ?? '').split(',');
  const counted = reply.desc?.lembar_tagihan ?? '1';
  if (covered.length === 0 && Number(counted) !== written.length) return [];
  const months = written.map((month) => /^(\d{4})(0[1-9]|1[0-2])$/.exec(month.trim()));
  const known = months.filter((month) => month !== null).map(([, year, month]) => `${year}-${month}`);
  return known.length === written.length ? [...new Set(known)].sort() : [];
}

const priceList = z.object({
  pasca: z.array(z.object({ code: text.pipe(z.string()), name: text, status: text, fee: text })),
});

/** What the price list offers, or null if it is none. */
export function productsFrom(format: Format, body: string): readonly OfferedProduct[] | null {
  const list = priceList.safeParse(readBody(format, body)?.['data']).data;
  if (!list) return null;
  return list.pasca.map(({ code, name, status, fee }) => ({
    code,
    name: name ?? code,
    active: status === '1',
    admin: parseRupiah(fee),
  }));
}

const deposit = z.object({ balance: text, rc: text });

/** The deposit in a successful answer to the balance question, or null. */
export function balanceFrom(format: Format, body: string): Rupiah | null {
  const answer = deposit.safeParse(readBody(format, body)?.['data']).data;
  return answer?.rc === '00' ? parseRupiah(answer.balance) : null;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
