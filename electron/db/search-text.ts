import type { Db } from './open.ts';

// How texts are written down to be found. The index knows trigrams of these and nothing else, so whoever looks for something must
// write it the same way.

/** Stands before a text, so that its first one and two characters make trigrams of their own. */
const edge = '\uE000';
/** Characters that are ours alone. U+0000 ends a text for SQLite. */
const ours = /[\0\uE000-\uE00F]/g;

const kinds = { status: '\uE001', provider: '\uE002', product: '\uE003', cashier: '\uE004' } as const;
/** What payments are filtered by. */
export type MarkKind = keyof typeof kinds;

/** Without case and marks: `René` -> `RENE`. Upper case, for lower case depends on what follows. */
export function folded(text: string): string {
  // Most are numbers and names in capitals.
  if (/^[ -`{-~]*$/.test(text)) return text;
  return text
    .toWellFormed()
    .normalize('NFKD')
    .replace(/\p{Mn}/gu, '')
    .toUpperCase()
    .normalize('NFKD')
    .replace(ours, '\uFFFD');
}

/** A text as it is in the index: whole, and then where else one and two characters of it are found. */
export function searched(text: string): string {
  // Numbers, references and ids are one word, and most of all texts.
  if (/^[\dA-Z]*$/.test(text)) return edge + edge + text;
  const plain = folded(text);
  const starts = startsIn(plain).filter((at) => at > 0);
  return [plain, ...starts.map((at) => firstTwo(plain, at))].map((part) => edge + edge + part).join('');
}

/** Where a word begins, and wherever stands what is in no word: `ANI 5%` -> 0, 4, 5. */
function startsIn(plain: string): readonly number[] {
  return Array.from(plain.matchAll(/(?<![\p{L}\p{N}])[\p{L}\p{N}]|[^\p{L}\p{N}\s]/gu), ({ index }) => index);
}

function firstTwo(text: string, at: number): string {
  return [...text.slice(at, at + 4)].slice(0, 2).join('');
}

/** The one trigram for a value that payments are filtered by. Two values may share one, which costs a look. */
export function marked(kind: MarkKind, value: string): string {
  let [one, other] = [0x811c9dc5, 0x9dc5811c];
  for (let at = 0; at < value.length; at++) {
    one = Math.imul(one ^ value.charCodeAt(at), 0x01000193);
    other = Math.imul(other ^ value.charCodeAt(at), 0x5bd1e995) + at;
  }
  return kinds[kind] + signOf(one) + signOf(other);
}

/** One of 32768 characters that no text has. */
function signOf(hash: number): string {
  return String.fromCodePoint(0xf0000 + ((hash ^ (hash >>> 15)) & 0x7fff));
}

/** Lets the database's triggers and the filling call what is above. */
export function defineSearchText(db: Db): void {
  const options = { deterministic: true, directOnly: false };
  db.function('searched', options, (text: unknown) => (typeof text === 'string' ? searched(text) : null));
  db.function('marked', options, (kind: unknown, value: unknown) => marked(kind as MarkKind, String(value)));
}

/** What somebody looks for, folded. */
export interface Sought {
  readonly text: string;
  /** Less than three characters are everywhere; they are looked for where words begin, and where stands what is in no word. */
  readonly isShort: boolean;
}

/** Null if there is nothing to look for. */
export function soughtIn(search: string): Sought | null {
  const typed = search.trim();
  // Numbers are shown in groups of four, and are typed back that way.
  const text = folded(/^[\d ]+$/.test(typed) ? typed.replaceAll(' ', '') : typed);
  return text === '' ? null : { text, isShort: [...text].length < 3 };
}

/** Whether one of these texts has it. */
export function hasSought({ text, isShort }: Sought, texts: readonly (string | null)[]): boolean {
  return texts.some((one) => {
    if (one === null) return false;
    const plain = folded(one);
    return isShort ? startsIn(plain).some((at) => plain.startsWith(text, at)) : plain.includes(text);
  });
}

/** To find out where a trigram stands costs something too. */
const trigramsMax = 8;

/** Trigrams that whatever has it must have, spread over it from its first to its last. */
export function trigramsOf({ text }: Sought): readonly string[] {
  const characters = [...text];
  const { length } = characters;
  if (length === 1) return [edge + edge + text];
  if (length === 2) return [edge + text];
  const count = Math.min(trigramsMax, length - 2);
  const starts = Array.from({ length: count }, (_unused, nth) =>
    Math.round((nth * (length - 3)) / Math.max(1, count - 1)),
  );
  return [...new Set(starts.map((start) => characters.slice(start, start + 3).join('')))];
}
