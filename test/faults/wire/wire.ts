import { inquiryPath, payPath } from '../../../electron/providers/alfakios/messages.ts';
import type { ProviderId } from '../../../shared/product.ts';

/** What a request asks for, as a person at the wire would tell it. */
export type Call = 'inquiry' | 'pay' | 'status' | 'other';

export type Headers = Readonly<Record<string, string>>;

/** A request as it arrived. */
export interface Request {
  readonly method: string;
  readonly path: string;
  readonly headers: Headers;
  readonly body: string;
}

/** A whole answer. Its length is written by itself unless the headers name one. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string | Buffer;
}

const pathEnds: Readonly<Record<string, Call>> = {
  [inquiryPath]: 'inquiry',
  [payPath]: 'pay',
  'bill/check': 'inquiry',
  'bill/payment': 'pay',
  'bill/status': 'status',
};
const commands: Readonly<Record<string, Call>> = { 'inq-pasca': 'inquiry', 'pay-pasca': 'pay', checkstatus: 'status' };

export function callOf(provider: ProviderId, { path, body }: Request): Call {
  if (provider === 'iak') return commands[fieldOf(body, 'commands') ?? ''] ?? 'other';
  return Object.entries(pathEnds).find(([end]) => path.endsWith(end))?.[1] ?? 'other';
}

/** What a payment or a question about one is known by on the wire: IAK pays a `tr_id`, the others our own reference. */
export function keyOf(provider: ProviderId, call: Call, request: Request): string | null {
  switch (provider) {
    case 'alfakios':
      return fieldOf(request.body, 'req_id');
    case 'ayoconnect':
      return fieldOf(tokenPayload(request.headers['token'] ?? ''), 'refNumber');
    case 'iak':
      return fieldOf(request.body, call === 'pay' ? 'tr_id' : 'ref_id');
  }
}

/** Values in a request that nobody who reads a file may find there. */
export function secretsIn({ headers, body }: Request): readonly string[] {
  return [headers['token'], fieldOf(body, 'sign')].filter((one) => one !== undefined && one !== null);
}

/** The text of a field, in JSON or in XML. */
export function fieldOf(body: string, name: string): string | null {
  const found = new RegExp(`"${name}"\\s*:\\s*"?([^",}]*)|<${name}>([^<]*)</${name}>`).exec(body);
  return found?.[1] ?? found?.[2] ?? null;
}

function tokenPayload(token: string): string {
  return Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8');
}

/** The first whole request in these bytes and what comes after it, or null while more must come. */
export function readRequest(bytes: Buffer): { readonly request: Request; readonly rest: Buffer } | null {
  const headEnd = bytes.indexOf('\r\n\r\n');
  if (headEnd < 0) return null;
  const [first = '', ...lines] = bytes.subarray(0, headEnd).toString('latin1').split('\r\n');
  const headers = Object.fromEntries(
    lines.map((line) => {
      const at = line.indexOf(':');
      return [line.slice(0, at).toLowerCase(), line.slice(at + 1).trim()];
    }),
  );
  const end = headEnd + 4 + Number(headers['content-length'] ?? 0);
  if (bytes.length < end) return null;
  const [method = '', path = ''] = first.split(' ');
  const body = bytes.subarray(headEnd + 4, end).toString('utf8');
  return { request: { method, path, headers, body }, rest: bytes.subarray(end) };
}

/** The bytes of an answer. */
export function writeAnswer({ status, headers, body }: Answer): Buffer {
  const bytes = Buffer.from(body);
  const hasLength = Object.keys(headers).some((name) => /^(content-length|transfer-encoding)$/i.test(name));
  const lines = [
    `HTTP/1.1 ${status} ${status < 400 ? 'OK' : 'Trouble'}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    ...(hasLength ? [] : [`Content-Length: ${bytes.length}`]),
  ];
  return Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1'), bytes]);
}
