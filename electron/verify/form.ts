import type { Json } from './report.ts';

// The forms that lines have: what stands between their values. Nearly every line has the form of one before it, and needs no parsing
// then: only its values are looked at, each for being written in the one way that JSON has for it.

/** A value's place: so far behind the start of one of the form's pieces it begins, so far behind that of another it ends. */
interface Span {
  readonly piece: number;
  readonly offset: number;
  readonly endPiece: number;
  readonly endOffset: number;
}

export interface Form {
  /** What stands before each value, and behind the last. */
  readonly pieces: readonly Uint8Array[];
  /** The values by their path, `/kind`, `/data`, and inside of the data `quote.bill`; of lists only the whole. */
  readonly spans: ReadonlyMap<string, Span>;
}

const [quote, backslash, minus, zero, nine] = [0x22, 0x5c, 0x2d, 0x30, 0x39];
/** Signs that stand in a text as they are. Those of more than one byte are left to who parses. */
const isPlain = Uint8Array.from({ length: 256 }, (_none, code) =>
  Number(code >= 0x20 && code < 0x80 && code !== quote && code !== backslash),
);
/** Signs that stand behind a backslash as JSON writes them. */
const isEscape = new Uint8Array(256);
for (const sign of Buffer.from('"\\bfnrt')) isEscape[sign] = 1;
const words = ['null', 'true', 'false'].map((word) => Buffer.from(word));
/** More digits may be another number than they say. */
const digitsMax = 15;

/**
 * Whether a line has that form, and each value is written as JSON writes it; false too if that takes more than a look. `starts` then
 * has where each piece starts.
 */
export function fit({ pieces }: Form, line: Uint8Array, starts: Uint32Array): boolean {
  let at = 0;
  for (let index = 0; index < pieces.length; index++) {
    const piece = pieces[index];
    if (!piece) return false;
    starts[index] = at;
    for (let sign = 0; sign < piece.length; sign++, at++) if (line[at] !== piece[sign]) return false;
    if (index === pieces.length - 1) break;
    at = valueEnd(line, at);
    if (at < 0) return false;
  }
  return at === line.length;
}

/** Where the text, number or word ends that starts there; -1 if it is none that is surely well written. */
function valueEnd(line: Uint8Array, from: number): number {
  const first = line[from] ?? 0;
  if (first === quote) return textEnd(line, from + 1);
  if (first === minus || (first >= zero && first <= nine)) return numberEnd(line, from);
  for (const word of words)
    if (word[0] === first) return word.every((sign, at) => line[from + at] === sign) ? from + word.length : -1;
  return -1;
}

function textEnd(line: Uint8Array, from: number): number {
  for (let at = from; ; at++) {
    while (isPlain[line[at] ?? 0] === 1) at++;
    if (line[at] === quote) return at + 1;
    if (line[at] !== backslash || isEscape[line[++at] ?? 0] !== 1) return -1;
  }
}

function numberEnd(line: Uint8Array, from: number): number {
  const start = line[from] === minus ? from + 1 : from;
  let at = start;
  while ((line[at] ?? 0) >= zero && (line[at] ?? 0) <= nine) at++;
  const isWhole =
    at > start && at - start <= digitsMax && (line[start] !== zero || (at === start + 1 && start === from));
  return isWhole ? at : -1;
}

/** A real record's values are not nested deeper than a handful. */
const depthMax = 32;

/** The form of a record that is written as JSON writes it; null if it is nested too deep. */
export function formOf(text: string, record: Json): Form | null {
  const pieces: Uint8Array[] = [];
  const spans = new Map<string, Span>();
  const cuts: (readonly [path: string, start: number, end: number])[] = [];
  const leaves: (readonly [start: number, end: number])[] = [];
  let isTooDeep = false;
  walk(record, 0, '', 0);
  if (isTooDeep) return null;
  let before = 0;
  const startsOf = [0];
  for (const [start, end] of leaves) {
    pieces.push(Buffer.from(text.slice(before, start)));
    startsOf.push(end);
    before = end;
  }
  pieces.push(Buffer.from(text.slice(before)));
  for (const [path, start, end] of cuts) {
    const [piece, endPiece] = [pieceAt(start), pieceAt(end)];
    const [offset, endOffset] = [start - (startsOf[piece] ?? 0), end - (startsOf[endPiece] ?? 0)];
    spans.set(path, { piece, offset, endPiece, endOffset });
  }
  return { pieces, spans };

  /** No name with a dot or a slash, which might be taken for another path. */
  function pathOf(path: string | null, name: string): string | null {
    if (path === null || /[./]/.test(name)) return null;
    return path === '' ? `/${name}` : path === '/data' ? name : path.startsWith('/') ? null : `${path}.${name}`;
  }

  /** The last piece that starts there or before. */
  function pieceAt(place: number): number {
    return startsOf.findLastIndex((start) => start <= place);
  }

  /** Goes through a value that starts there; answers where it ends. `path` is null inside lists. */
  function walk(value: unknown, start: number, path: string | null, depth: number): number {
    let at = start;
    isTooDeep ||= depth > depthMax;
    if (isTooDeep) return at;
    if (Array.isArray(value)) {
      for (const one of value) at = walk(one, at + 1, null, depth + 1);
      at = value.length > 0 ? at + 1 : start + 2;
    } else if (typeof value === 'object' && value !== null) {
      const entries = Object.entries(value);
      for (const [name, one] of entries)
        at = walk(one, at + JSON.stringify(name).length + 2, pathOf(path, name), depth + 1);
      at = entries.length > 0 ? at + 1 : start + 2;
    } else {
      at += JSON.stringify(value).length;
      // The kind is part of the form.
      if (path !== '/kind') leaves.push([start, at]);
    }
    if (path !== null) cuts.push([path, start, at]);
    return at;
  }
}
