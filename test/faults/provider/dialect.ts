import { readXml, writeXml, type XmlValue } from '../../../electron/providers/wire/read-xml.ts';
import type { ProviderId } from '../../../shared/product.ts';
import type { Answer } from '../wire/wire.ts';

// One set of words for what three providers write in their own ways: changes in their answers, and answers of our making.

export type Format = 'json' | 'xml';

/** What an answer says, whoever wrote it. */
export type Field = 'ref' | 'customer' | 'amount' | 'serial' | 'code' | 'status' | 'name' | 'message';

/** Written as it is, not as text: `1e5`. Only JSON knows the difference. */
export interface Literal {
  readonly literal: string;
}

export type Change = Partial<Readonly<Record<Field, string | number | Literal>>>;

type Json = { [name: string]: unknown };

/** Where each provider writes a field. The first name is the outermost. */
const places: Readonly<Record<ProviderId, Readonly<Record<Field, readonly (readonly string[])[]>>>> = {
  alfakios: {
    ref: [['data', 'req_id']],
    customer: [['data', 'cust_id']],
    amount: [['data', 'unit_price']],
    serial: [
      ['data', 'serial_no'],
      ['data', 'data', 'nomor_struk'],
    ],
    code: [['rc'], ['data', 'rc']],
    status: [['data', 'status']],
    name: [['data', 'data', 'nama_pelanggan']],
    message: [['message'], ['data', 'message']],
  },
  ayoconnect: {
    ref: [['data', 'refNumber']],
    customer: [['data', 'accountNumber']],
    amount: [['data', 'amount']],
    // Beside it stands a label of the same meaning, see `setReferenceLabel`.
    serial: [['data', 'token']],
    code: [['responseCode']],
    status: [],
    name: [['data', 'customerName']],
    message: [
      ['message', 'ID'],
      ['message', 'EN'],
    ],
  },
  iak: {
    ref: [['data', 'ref_id']],
    customer: [['data', 'hp']],
    amount: [['data', 'price']],
    serial: [
      ['data', 'noref'],
      ['data', 'no_ref'],
    ],
    code: [['data', 'response_code']],
    status: [['data', 'status']],
    name: [['data', 'tr_name']],
    message: [['data', 'message']],
  },
};

/** Fields that an answer may lack, and gets where they are said. */
const added: ReadonlySet<Field> = new Set(['status', 'message']);

/** The answer's text with fields changed; those it does not have stay away, but for `status` and `message`. */
export function changed(provider: ProviderId, format: Format, body: string, change: Change): string {
  const said = read(format, body);
  const literals: string[] = [];
  for (const [field, value] of Object.entries(change) as [Field, string | number | Literal][]) {
    const written = typeof value === 'object' ? `@literal ${literals.push(value.literal) - 1}@` : value;
    for (const place of places[provider][field]) set(said, place, written, added.has(field));
    if (provider === 'ayoconnect' && field === 'serial') setReferenceLabel(said, written);
  }
  const text = write(format, said);
  if (format === 'xml') return text.replace(/@literal (\d+)@/g, (_all, at) => literals[Number(at)] ?? '');
  return text.replace(/"@literal (\d+)@"/g, (_all, at) => literals[Number(at)] ?? '');
}

/** What the answer says in a field, as text; null where it says nothing. */
export function said(provider: ProviderId, format: Format, body: string, field: Field): string | null {
  const found = places[provider][field].map((place) => get(read(format, body), place));
  const value = found.find((one) => one !== undefined && one !== null);
  return typeof value === 'string' || typeof value === 'number' ? String(value) : null;
}

/** An inquiry's answer whose amounts all are that much higher. */
export function dearer(provider: ProviderId, format: Format, body: string, by: number): string {
  const data = (read(format, body)['data'] ?? {}) as Json;
  const names: Readonly<Record<ProviderId, readonly string[]>> = {
    alfakios: ['amount', 'unit_price'],
    ayoconnect: ['amount'],
    iak: ['nominal', 'price', 'selling_price'],
  };
  for (const name of names[provider]) data[name] = numberLike(data[name], by);
  const inner = data['data'] as Json | undefined;
  if (inner) inner['tagihan'] = numberLike(inner['tagihan'], by);
  for (const bill of ((data['billDetails'] ?? []) as Json[]).slice(0, 1)) bill['value'] = Number(bill['value']) + by;
  const detail = ((data['desc'] as Json | undefined)?.['tagihan'] as { detail?: Json[] } | undefined)?.detail?.[0];
  if (detail) detail['total'] = numberLike(detail['total'], by);
  const all = read(format, body);
  return write(format, { ...all, data });
}

function numberLike(value: unknown, by: number): string | number {
  const sum = Number(value) + by;
  return typeof value === 'string' ? String(sum) : sum;
}

/** An answer in the other format. Those who know only JSON are given IAK's XML. */
export function inOtherFormat(format: Format, body: string): Answer {
  const other = format === 'json' ? 'xml' : 'json';
  return answerIn(other, write(other, read(format, body)));
}

export function answerIn(format: Format, body: string, status = 200): Answer {
  return { status, headers: { 'Content-Type': `application/${format}` }, body };
}

/** A failure as the provider's documents show it, about this payment or inquiry. */
export function failure(
  provider: ProviderId,
  format: Format,
  code: string,
  message: string,
  more: { readonly ref?: string | null; readonly customer?: string; readonly status?: string } = {},
): Answer {
  const { ref = null, customer = '', status } = more;
  switch (provider) {
    case 'alfakios': {
      const data = { req_id: ref ?? '', cust_id: customer, status: 'FAILED', rc: code, message };
      return answerIn('json', JSON.stringify({ success: false, message: 'request failed', rc: code, data }));
    }
    case 'ayoconnect': {
      const words = { ID: message, EN: message };
      return answerIn(
        'json',
        JSON.stringify({
          responseCode: Number(code),
          success: false,
          message: words,
          data: { ...(ref && { refNumber: ref }) },
        }),
      );
    }
    case 'iak': {
      const data = { response_code: code, message, ...(status && { status }), ...(ref && { ref_id: ref }), desc: '' };
      return answerIn(format, write(format, { data, meta: [] }));
    }
  }
}

function read(format: Format, body: string): Json {
  return format === 'xml' ? { data: readXml(body) } : (JSON.parse(body) as Json);
}

function write(format: Format, value: Json): string {
  return format === 'xml' ? writeXml(value['data'] as Record<string, XmlValue>) : JSON.stringify(value);
}

function set(all: Json, place: readonly string[], value: unknown, add: boolean): void {
  const holder = place.slice(0, -1).reduce<unknown>((inner, name) => (inner as Json | undefined)?.[name], all);
  const last = place.at(-1) ?? '';
  if (typeof holder !== 'object' || holder === null || (!add && !(last in holder))) return;
  (holder as Json)[last] = value;
}

function get(all: Json, place: readonly string[]): unknown {
  return place.reduce<unknown>((inner, name) => (inner as Json | undefined)?.[name], all);
}

function setReferenceLabel(all: Json, value: unknown): void {
  const labels = ((all['data'] as Json | undefined)?.['productDetails'] ?? []) as { key: string; value: unknown }[];
  for (const label of labels) if (label.key === 'Nomor Referensi') label.value = value;
}
