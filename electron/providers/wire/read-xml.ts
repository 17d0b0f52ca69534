import { XMLParser } from 'fast-xml-parser';

// The little XML that IAK speaks: elements and text under `<mp>`. The library is lenient, it even takes a closing tag for
// another one, so what it is given has been found well-formed here.

/** What can be written: text, or elements by name; a list repeats its element. */
export type XmlValue = string | number | readonly XmlValue[] | { readonly [name: string]: XmlValue };

/** No documented reply comes near these, in characters and levels. */
const textMax = 256 * 1024;
const depthMax = 32;
/** The elements that the documents repeat: bills of a payment, products of a price list. Any other twice is ambiguous. */
const lists: ReadonlySet<string> = new Set(['detail', 'pasca']);
const textNode = '#text';

const parser = new XMLParser({
  ignoreAttributes: true,
  // 00080000 is a meter reading, not 80000.
  parseTagValue: false,
  trimValues: false,
  // Done here: the library leaves `&#233;` as it is, which is how PHP writes an é.
  processEntities: false,
  textNodeName: textNode,
  // Elements are told by their name alone; writing out each one's path would cost more than the parsing.
  jPath: false,
  preserveOrder: true,
});

/**
 * Parses a reply. Every value is text as it was written, an element that may repeat is always a list. Answers undefined
 * for what is not one well-formed `<mp>`, uses DOCTYPE, comments or entities of its own, says the same element twice, or
 * is larger or deeper than any reply has reason to be.
 */
export function readXml(text: string): Readonly<Record<string, unknown>> | undefined {
  if (text.length > textMax) return undefined;
  const body = unwrapCdata(text.replace(/^\uFEFF?\s*<\?xml\s[^<>?]*\?>/, ''));
  if (!isWellFormed(body) || !hasOnlyPlainEntities(body)) return undefined;
  let parsed: unknown;
  try {
    parsed = plain(parser.parse(body) as readonly Ordered[]);
  } catch {
    return undefined;
  }
  const root = isObject(parsed) ? parsed['mp'] : undefined;
  return isObject(root) ? root : undefined;
}

/** Writes `<mp>` with these elements. */
export function writeXml(elements: Readonly<Record<string, XmlValue>>): string {
  return `<?xml version="1.0"?>${element('mp', elements)}`;
}

/** As text stands between tags. */
export function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&apos;');
}

function element(name: string, value: XmlValue): string {
  if (Array.isArray(value)) return value.map((one: XmlValue) => element(name, one)).join('');
  const inside =
    typeof value === 'object'
      ? Object.entries(value)
          .map(([inner, its]) => element(inner, its))
          .join('')
      : escapeXml(String(value));
  return `<${name}>${inside}</${name}>`;
}

const cdataStart = '<![CDATA[';
const cdataEnd = ']]>';

/** Writes what stands in CDATA as ordinary text. One pass: a pattern would look for the end once a start. */
function unwrapCdata(text: string): string {
  let unwrapped = '';
  let at = 0;
  for (;;) {
    const start = text.indexOf(cdataStart, at);
    const end = start < 0 ? -1 : text.indexOf(cdataEnd, start);
    if (end < 0) return unwrapped + text.slice(at);
    unwrapped += text.slice(at, start) + escapeXml(text.slice(start + cdataStart.length, end));
    at = end + cdataEnd.length;
  }
}

const tag = /<(\/?)([A-Za-z_][\w.-]*)((?:\s+[A-Za-z_][\w.:-]*\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>/y;

/** Every tag closes the one that was opened last, within one root, and nothing but tags and text is there. */
function isWellFormed(text: string): boolean {
  const open: string[] = [];
  let rooted = false;
  let at = 0;
  for (;;) {
    const next = text.indexOf('<', at);
    const between = next < 0 ? text.slice(at) : text.slice(at, next);
    if (open.length === 0 && between.trim() !== '') return false;
    if (next < 0) return rooted && open.length === 0;
    tag.lastIndex = next;
    const [, closing, name = '', attributes, selfClosing] = tag.exec(text) ?? [];
    if (!name) return false;
    if (closing) {
      if (attributes || selfClosing || open.pop() !== name) return false;
    } else {
      if (rooted && open.length === 0) return false;
      rooted = true;
      if (!selfClosing) open.push(name);
      if (open.length > depthMax) return false;
    }
    at = tag.lastIndex;
  }
}

const namedEntities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const anyEntity = /&([^;&<]{0,10});?/g;

function hasOnlyPlainEntities(text: string): boolean {
  return [...text.matchAll(anyEntity)].every(([all]) => decodeEntity(all) !== null);
}

/** The character that `&amp;` or `&#233;` stands for; null for any other entity, and for no character of XML. */
function decodeEntity(entity: string): string | null {
  const inside = /^&([^;]+);$/.exec(entity)?.[1] ?? '';
  if (Object.hasOwn(namedEntities, inside)) return namedEntities[inside] ?? null;
  const digits = /^#(?:x([0-9A-Fa-f]{1,6})|(\d{1,7}))$/.exec(inside);
  if (!digits) return null;
  const point = digits[1] === undefined ? Number(digits[2]) : parseInt(digits[1], 16);
  const isCharacter = point >= 0x20 && point <= 0x10_ffff && (point < 0xd800 || point > 0xdfff);
  return isCharacter || point === 9 || point === 10 || point === 13 ? String.fromCodePoint(point) : null;
}

/** An element or a piece of text as the library makes it: one key, and `children` or the text under it. */
type Ordered = Readonly<Record<string, unknown>>;

/** What the library made, with entities decoded and the blanks between tags gone; undefined where it is ambiguous. */
function plain(children: readonly Ordered[]): unknown {
  const made = new Map<string, unknown>();
  let text = '';
  for (const child of children) {
    const [name = '', inside] = Object.entries(child)[0] ?? [];
    if (name === textNode) {
      text += String(inside);
      continue;
    }
    const value = plain(inside as readonly Ordered[]);
    if (value === undefined) return undefined;
    const earlier = made.get(name);
    if (!lists.has(name) && made.has(name)) return undefined;
    made.set(name, lists.has(name) ? [...(Array.isArray(earlier) ? (earlier as unknown[]) : []), value] : value);
  }
  if (made.size === 0) return text.replace(anyEntity, (entity) => decodeEntity(entity) ?? entity);
  return text.trim() === '' ? Object.fromEntries(made) : undefined;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
