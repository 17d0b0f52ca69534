import { contentType, readBody, type Format } from '../providers/iak/messages.ts';
import { writeXml, type XmlValue } from '../providers/wire/read-xml.ts';
import type { TrainingReply } from './loopback.ts';
import { practised } from './iak-stories.ts';

// How the training server reads and writes, in both formats, and what it says, field by field as the documents show it.

export type Fields = Readonly<Record<string, string>>;
export type Answer = Readonly<Record<string, XmlValue>>;

/** HTTP 400 is documented to have `error_details`, of no known shape. */
export function badRequest(format: Format, reason: string): TrainingReply {
  const details = { error_details: reason };
  const body = format === 'xml' ? writeXml(details) : JSON.stringify(details);
  return { status: 400, type: contentType[format], body };
}

/** An answer with HTTP 200. */
export function answer(format: Format, fields: Answer): Exclude<TrainingReply, string> {
  const body = format === 'xml' ? writeXml(fields) : JSON.stringify({ data: fields, meta: [] });
  return { status: 200, type: contentType[format], body };
}

/** The fields of a request; null if it is not as documented. */
export function readFields(format: Format, body: string): Fields | null {
  const read = readBody(format, body);
  const fields = format === 'xml' ? read?.['data'] : read;
  const isText = (pair: readonly [string, unknown]): boolean => typeof pair[1] === 'string';
  return fields && Object.entries(fields).every(isText) ? (fields as Fields) : null;
}

const words: Readonly<Record<string, string>> = {
  '01': 'TAGIHAN SUDAH TERBAYAR',
  '14': 'NOMOR TUJUAN SALAH',
  '17': 'SALDO TIDAK CUKUP',
  '37': 'PEMBAYARAN GAGAL',
  '39': 'PENDING / TRANSAKSI SEDANG DIPROSES',
  '42': 'REQUEST PEMBAYARAN BELUM DITERIMA',
  '100': 'INVALID SIGNATURE',
  '103': 'TIMEOUT',
  '105': 'MISC ERROR / BILLER SYSTEM ERROR',
  '109': 'SYSTEM CUT OFF',
};

export function said(code: string, message = words[code] ?? `GAGAL (${code})`): Answer {
  return { response_code: code, message };
}

export function failure(code: string, echo: Fields = {}): Answer {
  return { ...echo, ...said(code), desc: '' };
}

export const badBalance: Answer = { balance: 0, message: 'INVALID SIGNATURE', rc: '204' };

export function priceList(format: Format): TrainingReply {
  const pasca = [
    { code: practised['pln-postpaid'], name: 'PLN Postpaid', status: 1, fee: 2_500, komisi: 600 },
    { code: practised['pln-nontaglist'], name: 'PLN Nontaglis', status: 1, fee: 1_600, komisi: 1_800 },
  ].map((product) => ({ ...product, type: 'pln' }));
  return answer(format, format === 'xml' ? { data: { pasca } } : { pasca });
}
