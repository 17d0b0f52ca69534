import { z } from 'zod';
import type { Words } from '../answer.ts';
import type { InquiryOrder, PayOrder } from '../provider.ts';
import { printed, referenceIn, text } from '../wire/read-fields.ts';
import { readJson } from '../wire/read-json.ts';
import { failedStatus, successRc, successStatus } from './codes.ts';

// To and from the wire, as the document "PLN Pascabayar (Tagihan Listrik)" shows it. Pure.

export const inquiryPath = '/api/v1/merchant/ppob/pln/postpaid/inquiry';
export const payPath = '/api/v1/merchant/ppob/pln/postpaid/transaction';

export function inquiryRequest(order: InquiryOrder, productCode: string): string {
  return JSON.stringify({ product_id: productCode, cust_id: order.customerNumber });
}

export function payRequest(order: PayOrder, productCode: string): string {
  return JSON.stringify({ req_id: order.providerRef, product_id: productCode, cust_id: order.customerNumber });
}

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
        // What a product alone knows is read by it.
        .object({
          nama_pelanggan: text,
          periode: text,
          tagihan: text,
          admin: text,
          nomor_struk: printed,
        })
        .catchall(printed)
        .nullish(),
    })
    .nullish(),
});

export type Reply = z.infer<typeof envelope>;

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
export function messageOf(text: string): Words {
  const reply = parseReply(text);
  return { message: [reply?.data?.message, reply?.data?.description, reply?.message].find((words) => words) ?? null };
}

/** PLN's reference: the serial number, else the number of the receipt ("Catatan"); null where there is none. */
export function referenceOf({ data }: Reply): string | null {
  return referenceIn(data?.serial_no, data?.data?.nomor_struk);
}
