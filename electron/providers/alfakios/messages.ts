import { z } from 'zod';
import { parseRupiah, subtract, type Rupiah } from '../../../shared/money.ts';
import type { Warning } from '../../../shared/bill.ts';
import type { InquiredBill, InquiryOrder, PayOrder } from '../provider.ts';
import { known, textOf } from '../wire/read-fields.ts';
import { readJson } from '../wire/read-json.ts';
import { failedStatus, successRc, successStatus } from './codes.ts';

// To and from the wire, as the document "PLN Pascabayar (Tagihan Listrik)" shows it. Pure.

export const inquiryPath = '/api/v1/merchant/ppob/pln/postpaid/inquiry';
export const payPath = '/api/v1/merchant/ppob/pln/postpaid/transaction';

/** Text, or a number where the document promises text; absent, null and empty are the same. */
const text = z.union([z.string(), z.number()]).nullish().transform(textOf);
/** What goes to paper and decides nothing: whatever else stands there is the same as nothing. */
const printed = z.unknown().optional().transform(textOf);

const envelope = z.object({
  success: z.boolean(),
  message: text,
  rc: text,
  data: z
    .object({
      req_id: text,
      ref_id: text,
      product_id: text,
      cust_id: text,
      status: text,
      rc: text,
      description: text,
      message: text,
      amount: text,
      unit_price: text,
      balance_used: text,
      balance: text,
      serial_no: printed,
      data: z
        .object({
          nama_pelanggan: text,
          tarif: text,
          daya: text,
          periode: text,
          tagihan: text,
          admin: text,
          nomor_struk: printed,
        })
        .nullish(),
    })
    .nullish(),
});

export type Reply = z.infer<typeof envelope>;

export function inquiryBody(order: InquiryOrder, productCode: string): string {
  return JSON.stringify({ product_id: productCode, cust_id: order.customerNumber });
}

export function payBody(order: PayOrder, productCode: string): string {
  return JSON.stringify({ req_id: order.providerRef, product_id: productCode, cust_id: order.customerNumber });
}

/** The answer as far as it has the documented shape, or null. */
export function parseReply(body: string): Reply | null {
  return envelope.safeParse(readJson(body)).data ?? null;
}

/** Every layer says success. */
export function saysSuccess(reply: Reply): boolean {
  const inner = reply.data;
  return reply.success && reply.rc === successRc && inner?.status === successStatus && inner.rc === successRc;
}

/** Every layer says failure. */
export function saysFailed(reply: Reply): boolean {
  return !reply.success && reply.rc !== null && reply.rc !== successRc && reply.data?.status === failedStatus;
}

/** The provider's words for a person to read: the inner message is the telling one. */
export function messageOf(reply: Reply | null): string | null {
  return [reply?.data?.message, reply?.data?.description, reply?.message].find((words) => words) ?? null;
}

/** The bill in a successful inquiry; null where an amount is missing or makes no sense, for then nothing can be sold. */
export function billFrom(reply: Reply): InquiredBill | null {
  const inner = reply.data;
  const bill = parseRupiah(inner?.amount);
  const price = parseRupiah(inner?.unit_price);
  if (!inner || bill === null || price === null || price < bill || price === 0) return null;
  // unit_price is "Tagihan + biaya admin", and what will leave the deposit: so the admin fee is the difference.
  const admin = subtract(price, bill);
  const months = monthsIn(inner.data?.periode ?? '');
  const periods = [...new Set(months)];
  return {
    customerName: inner.data?.nama_pelanggan ?? null,
    periods,
    bill,
    admin,
    commission: null,
    remainingBills: null,
    warning: warningFor(inner.data, bill, admin, months),
    details: {
      tariff: known(inner.data?.tarif),
      power: known(inner.data?.daya),
      standStart: null,
      standEnd: null,
      penalty: null,
    },
    balance: parseRupiah(inner.balance),
    // 19 digits, beyond what a number holds exactly: text, always.
    memo: { refId: inner.ref_id },
  };
}

type InnerData = NonNullable<Reply['data']>['data'];

function warningFor(inner: InnerData, bill: Rupiah, admin: Rupiah, months: readonly string[]): Warning | null {
  if (sumsDiffer(inner, bill, admin) || new Set(months).size < months.length) return 'total-mismatch';
  return months.length === 0 ? 'period-unknown' : null;
}

/** Whether the parts that the answer tells are others than its sums: a reason to look, not to refuse. */
export function sumsDiffer(inner: InnerData, bill: Rupiah, admin: Rupiah): boolean {
  const differs = (value: string | null | undefined, amount: Rupiah): boolean =>
    value !== null && value !== undefined && parseRupiah(value) !== amount;
  return differs(inner?.tagihan, bill) || differs(inner?.admin, admin);
}

/** English and Indonesian short names; a month is known by its first three letters. */
const months: readonly string[] = 'jan feb mar apr mei jun jul agu sep okt nov des'.split(' ');
const otherNames: Readonly<Record<string, string>> = { may: 'mei', aug: 'agu', ags: 'agu', oct: 'okt', dec: 'des' };

/**
 * `"APR 2024"` -> `["2024-04"]`. The document shows one month and does not say how several are written, so every
 * month-and-year in the text counts; `202404` and `2024-04` are read too. Empty if anything in the text is left over.
 */
export function monthsIn(periode: string): readonly string[] {
  const found: string[] = [];
  const rest = periode.replace(
    /([A-Za-z]{3,9})[ -]?(\d{4})|(\d{4})-?(\d{2})/g,
    (all, name, year, plainYear, plainMonth) => {
      const short = String(name ?? '')
        .toLowerCase()
        .slice(0, 3);
      const month = name ? months.indexOf(otherNames[short] ?? short) + 1 : Number(plainMonth);
      if (month < 1 || month > 12) return all;
      found.push(`${name ? year : plainYear}-${String(month).padStart(2, '0')}`);
      return '';
    },
  );
  return /[^\s,;&/+-]/.test(rest) ? [] : found.sort();
}
