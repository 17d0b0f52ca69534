import { z } from 'zod';
import { parseRupiah, type Rupiah } from '../../../shared/money.ts';
import type { Words } from '../answer.ts';
import type { InquiryOrder, OfferedProduct } from '../provider.ts';
import { isObject, printed, referenceIn, text } from '../wire/read-fields.ts';
import { readJson } from '../wire/read-json.ts';
import { readXml, writeXml } from '../wire/read-xml.ts';

// To and from the wire, as the pages on PLN Postpaid, PLN Non Taglist, Check Status, Price List and Check Balance show it.
// In JSON the fields stand under `data`, in XML directly under `<mp>`; beyond that both say the same. Pure.

/** One path for every question about a bill; `commands` in the body picks the action. */
export const billPath = '/api/v1/bill/check';
export const priceListPath = `${billPath}/pln`;
/** On the host for prepaid products. */
export const balancePath = '/api/check-balance';

export type Format = 'json' | 'xml';

export const contentType: Readonly<Record<Format, string>> = { json: 'application/json', xml: 'application/xml' };

type Fields = Readonly<Record<string, string>>;

export function inquiryRequest(order: InquiryOrder, productCode: string): Fields {
  return { commands: 'inq-pasca', code: productCode, hp: order.customerNumber, ref_id: order.providerRef };
}

export function payRequest(trId: string): Fields {
  return { commands: 'pay-pasca', tr_id: trId };
}

export function statusRequest(order: InquiryOrder): Fields {
  return { commands: 'checkstatus', ref_id: order.providerRef };
}

export const productsRequest: Fields = { commands: 'pricelist-pasca', status: 'all' };
/** Its path says it all. */
export const balanceRequest: Fields = {};

/** Every field as text, `tr_id` too, as the samples show it. */
export function writeRequest(format: Format, fields: Fields): string {
  return format === 'json' ? JSON.stringify(fields) : writeXml(fields);
}

const detail = z.object({
  periode: text,
  nilai_tagihan: printed,
  admin: printed,
  denda: text,
  total: text,
  meter_awal: text,
  meter_akhir: text,
});

/** What is the same for every product; the rest is read by whichever product is asked for. */
const desc = z
  .object({
    lembar_tagihan: text,
    lembar_tagihan_sisa: text,
    // One `<detail>` or many.
    tagihan: z
      .object({ detail: z.union([z.array(detail), detail.transform((one) => [one])]) })
      .nullish()
      .catch(null),
  })
  .catchall(printed);

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

/** The provider's words for a person to read, from an answer of any shape. */
export function messageOf(format: Format, text: string): Words {
  const value = readBody(format, text);
  const data = isObject(value?.['data']) ? value['data'] : {};
  const said = [data['message'], value?.['message'], data['error_details'], value?.['error_details']];
  return { message: said.map((words) => wordsIn(words).join('; ')).find((words) => words !== '') ?? null };
}

/** The texts in a value of unknown shape, which is all that is known of `error_details`. */
function wordsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return value.trim() === '' ? [] : [value.trim()];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(wordsIn) : [];
}

/** PLN's reference, in the spelling of either sample; null where there is none. */
export function referenceOf({ noref, no_ref: spelledWithLine }: Reply): string | null {
  return referenceIn(noref, spelledWithLine);
}

/** Bills left after this payment, which the receipt must show; null if not said. */
export function remainingOf(reply: Reply): number | null {
  const left = reply.desc?.lembar_tagihan_sisa;
  return left && /^\d{1,3}$/.test(left) ? Number(left) : null;
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

const coded = z.object({ rc: text, response_code: text });

/** The code in an answer about the shop itself: the postpaid API's `response_code`, the prepaid one's `rc`. */
export function shopCodeIn(format: Format, body: string): string | null {
  const said = coded.safeParse(readBody(format, body)?.['data']).data;
  return said?.response_code ?? said?.rc ?? null;
}
