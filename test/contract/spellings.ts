import { createHash } from 'node:crypto';
import { escapeXml } from '../../electron/providers/wire/read-xml.ts';

/** A way in which a server may write a secret that it sends back. */
export interface Spelling {
  readonly how: string;
  readonly text: string;
  /** What of the text must not be found anywhere. */
  readonly trace: string;
}

/** Every way to write a secret that was ever seen in a reply, a log or a dump; ways that come to the same are named once. */
export function spellings(secret: string): readonly Spelling[] {
  const all = [...asText(secret), ...asBytes(secret)];
  return all.filter(({ text }, at) => all.findIndex((one) => one.text === text) === at);
}

type Row = readonly [how: string, text: string];

function asText(secret: string): readonly Spelling[] {
  const rows: readonly Row[] = [
    ['raw', secret],
    ['in capitals', secret.toUpperCase()],
    ['in small letters', secret.toLowerCase()],
    ['backwards', [...secret].toReversed().join('')],
    ...inJson(secret),
    ...inAddresses(secret),
    ...inMarkup(secret),
  ];
  return rows.map(([how, text]) => ({ how, text, trace: text }));
}

function inJson(secret: string): readonly Row[] {
  const json = (text: string): string => JSON.stringify(text).slice(1, -1);
  const php = (text: string): string => json(text).replaceAll('/', '\\/');
  const unicode = (text: string): string => `\\u${text.charCodeAt(0).toString(16).padStart(4, '0')}`;
  const units = secret.split('');
  return [
    ['JSON', json(secret)],
    ['JSON as PHP writes it', php(secret)],
    ['JSON as Go writes it', json(secret).replace(/[<>&]/g, unicode)],
    ['JSON as Gson writes it', json(secret).replace(/[<>&='\u2028]/g, unicode)],
    ['JSON in ASCII', json(secret).replace(/[^\x20-\x7e]/g, unicode)],
    ['JSON, each letter escaped', units.map(unicode).join('')],
    ['the same in capitals', units.map((one) => `\\u${unicode(one).slice(2).toUpperCase()}`).join('')],
    ['JavaScript', [...secret].map((one) => `\\u{${one.codePointAt(0)?.toString(16)}}`).join('')],
    ['JSON in JSON', json(json(secret))],
    ['JSON in JSON as PHP writes it', php(php(secret))],
    ['JSON in JSON in JSON', json(json(json(secret)))],
    ['Python', json(secret).replace(/[^\x20-\x7e]/g, (one) => `\\x${one.charCodeAt(0).toString(16).padStart(2, '0')}`)],
    ['Python bytes', [...Buffer.from(secret)].map((byte) => `\\x${hexOf(byte)}`).join('')],
  ];
}

function inAddresses(secret: string): readonly Row[] {
  const address = encodeURIComponent(secret);
  const small = (text: string): string => text.replace(/%\w\w/g, (one) => one.toLowerCase());
  const strict = address.replace(/[!'()*~._-]/g, (one) => `%${hexOf(one.charCodeAt(0)).toUpperCase()}`);
  const bytes = [...Buffer.from(secret)];
  return [
    ['in an address', address],
    ['in an address, small', small(address)],
    ['in an address, strictly', strict],
    ['in a form', new URLSearchParams({ x: secret }).toString().slice(2)],
    ['in a form, small', small(new URLSearchParams({ x: secret }).toString().slice(2))],
    ['in an address, each byte', bytes.map((byte) => `%${hexOf(byte).toUpperCase()}`).join('')],
    ['in an address, each byte small', bytes.map((byte) => `%${hexOf(byte)}`).join('')],
    ['in an address in an address', encodeURIComponent(address)],
  ];
}

const names: Readonly<Record<string, string>> = {
  '+': 'plus',
  '/': 'sol',
  '=': 'equals',
  '-': 'hyphen',
  _: 'lowbar',
  é: 'eacute',
};

function inMarkup(secret: string): readonly Row[] {
  const codes = [...secret].map((one) => one.codePointAt(0) ?? 0);
  return [
    ['XML', escapeXml(secret)],
    ['HTML', escapeXml(secret).replaceAll('&apos;', '&#39;').replaceAll("'", '&#39;')],
    ['HTML as Python writes it', escapeXml(secret).replaceAll('&apos;', '&#x27;').replaceAll('/', '&#x2F;')],
    ['HTML by names', escapeXml(secret).replace(/[+/=_é-]/g, (one) => `&${names[one] ?? ''};`)],
    ['HTML by numbers', codes.map((code) => `&#${code};`).join('')],
    ['HTML by numbers in hex', codes.map((code) => `&#x${code.toString(16)};`).join('')],
    ['HTML by numbers in HEX', codes.map((code) => `&#X${code.toString(16).toUpperCase()};`).join('')],
    ['HTML in HTML', codes.map((code) => `&amp;#${code};`).join('')],
  ];
}

function asBytes(secret: string): readonly Spelling[] {
  const bytes = Buffer.from(secret);
  const hex = bytes.toString('hex');
  const pairs = [...bytes].map(hexOf);
  const rows: readonly Row[] = [
    ['hex', hex],
    ['HEX', hex.toUpperCase()],
    ['hex with spaces', pairs.join(' ')],
    ['hex with colons', pairs.join(':').toUpperCase()],
    ['hex as numbers', pairs.map((pair) => `0x${pair}`).join(', ')],
    ...['md5', 'sha1', 'sha256'].flatMap((name): readonly Row[] => {
      const digest = createHash(name).update(bytes).digest('hex');
      return [
        [name, digest],
        [`${name} in capitals`, digest.toUpperCase()],
      ];
    }),
  ];
  const base64 = ['', 'x', 'xy', 'user:'].flatMap((before) =>
    ['', 'z'].flatMap((behind) =>
      (['base64', 'base64url'] as const).flatMap((alphabet) => inBase64(bytes, before, behind, alphabet)),
    ),
  );
  return [...rows.map(([how, text]) => ({ how, text, trace: text })), ...base64];
}

/** With and without padding; of the letters only those that depend on nothing but the secret. */
function inBase64(
  bytes: Buffer,
  before: string,
  behind: string,
  alphabet: 'base64' | 'base64url',
): readonly Spelling[] {
  const text = Buffer.concat([Buffer.from(before), bytes, Buffer.from(behind)]).toString(alphabet);
  const [from, to] = [before.length, before.length + bytes.length].map((at) => (at * 8) / 6) as [number, number];
  const trace = text.slice(Math.ceil(from), Math.floor(to));
  const how = `${alphabet} of "${before}" + secret + "${behind}"`;
  return [text, text.replace(/=+$/, '')].map((one) => ({ how, text: one, trace }));
}

function hexOf(byte: number): string {
  return byte.toString(16).padStart(2, '0');
}
