import { hash } from 'node:crypto';

// Taking secrets out of a text. A server that repeats a key may write it in any way: escaped for JSON, for JSON in JSON, for XML or
// for an address, in hex or base64, in capitals. So no spellings are listed here: text and secret are both read back to what
// was meant, in an alphabet that knows neither escapes nor case, and compared there.

export type Redact = (text: string) => string;

/** Values shorter than this many characters can't be told from ordinary words, and stay where they are. */
export const secretCharsMin = 6;

const instead = '[secret]';

/** Takes every one of these values out of a text, however it is spelt there. Many values cost little more than one. */
export function createRedact(secrets: readonly string[]): Redact {
  const words = wordsFor([...new Set(secrets)].filter((secret) => secret.length >= secretCharsMin));
  if (words.size === 0) return (text) => text;
  return (text) => {
    const views = [() => asWritten(text)];
    // Where a text stands for itself, nothing is built: most texts hold no secret.
    const plain = mayHold(text, words);
    const meant = hasEscape.test(text) && mayHold(read(text), words);
    if (meant) views.push(() => unescaped(asWritten(text)));
    const spaced = spacedHex.test(text);
    if (spaced) views.push(() => unspaced(asWritten(text)));
    return plain || meant || spaced
      ? cutOut(
          text,
          views.flatMap((view) => search(view(), words)),
        )
      : text;
  };
}

/** Takes these values out of one text. */
export function redact(text: string, secrets: readonly string[]): string {
  return createRedact(secrets)(text);
}

// What stands for a character, read back.

const hasEscape = /[\\%&]/;
/** `\/` `\u0041` `\u{41}` `\x41` behind any number of backslashes; `%41` `%u0041` `%2541`; `&#65;` `&#x41;` `&plus;` `&amp;#65;`. */
const escapes =
  /\\+(?:u([0-9a-f]{4})|u\{([0-9a-f]{1,6})\}|x([0-9a-f]{2})|([^\\]|$))|%(?:25)*(?:u([0-9a-f]{4})|([0-9a-f]{2}))|&(?:amp;)*(?:#x([0-9a-f]{1,6});?|#(\d{1,7});?|([a-z]\w{1,9});)/gi;
/** Escapes within escapes are read back this many times at most. */
const roundsMax = 8;

/** HTML's names of printable ASCII characters. Any other name stands for a letter beyond ASCII. */
const entities: Readonly<Record<string, string>> = {
  ...{ excl: '!', quot: '"', num: '#', dollar: '$', percnt: '%', amp: '&', apos: "'", lpar: '(', rpar: ')', ast: '*' },
  ...{ midast: '*', plus: '+', comma: ',', period: '.', sol: '/', colon: ':', semi: ';', lt: '<', equals: '=' },
  ...{ gt: '>', quest: '?', commat: '@', lsqb: '[', lbrack: '[', bsol: '\\', rsqb: ']', rbrack: ']', hat: '^' },
  ...{ lowbar: '_', underbar: '_', grave: '`', lcub: '{', lbrace: '{', verbar: '|', vert: '|', rcub: '}', rbrace: '}' },
  ...{ nbsp: ' ', tab: '\t', newline: '\n', hyphen: '-', dash: '-' },
};

/** What one match of `escapes` stands for: one character, or none. */
function meaning(_all: string, ...groups: readonly (string | undefined)[]): string {
  const [unicode, braced, byte, escaped, percentUnicode, percent, hexEntity, entity, name] = groups;
  if (escaped !== undefined) return escaped;
  if (name !== undefined) return entities[name.toLowerCase()] ?? beyondAscii;
  const hex = unicode ?? braced ?? byte ?? percentUnicode ?? percent ?? hexEntity;
  const code = hex === undefined ? Number(entity) : parseInt(hex, 16);
  return code > 0x7e ? beyondAscii : String.fromCharCode(code);
}

const beyondAscii = '\uffff';

/** The text with all its escapes read back. */
function read(text: string): string {
  let last = text;
  for (let round = 0; round < roundsMax; round++) {
    const next = last.replace(escapes, meaning);
    if (next === last) break;
    last = next;
  }
  return last;
}

/** A text read back, and where each of its characters begins and ends in the text as it is written. */
interface Spelt {
  readonly text: string;
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

function asWritten(text: string): Spelt {
  const starts = Array.from({ length: text.length }, (_unused, at) => at);
  return { text, starts, ends: starts.map((at) => at + 1) };
}

/** As `read`, with the places. */
function unescaped(written: Spelt): Spelt {
  let last = written;
  for (let round = 0; round < roundsMax; round++) {
    const next = mapped(last, escapes, meaning);
    if (next.text === last.text) break;
    last = next;
  }
  return last;
}

function mapped(
  { text, starts, ends }: Spelt,
  pattern: RegExp,
  into: (...match: [string, ...(string | undefined)[]]) => string,
): Spelt {
  const parts: string[] = [];
  const [newStarts, newEnds]: [number[], number[]] = [[], []];
  let done = 0;
  const copyUntil = (end: number): void => {
    parts.push(text.slice(done, end));
    for (; done < end; done++) {
      newStarts.push(starts[done] ?? 0);
      newEnds.push(ends[done] ?? 0);
    }
  };
  for (const match of text.matchAll(pattern)) {
    copyUntil(match.index);
    const part = into(...(match as unknown as [string, ...(string | undefined)[]]));
    done += match[0].length;
    if (part === '') continue;
    parts.push(part);
    newStarts.push(starts[match.index + escapedBackslashes(match)] ?? 0);
    newEnds.push(ends[done - 1] ?? 0);
  }
  copyUntil(text.length);
  return { text: parts.join(''), starts: newStarts, ends: newEnds };
}

/** How many of the backslashes before a character are escaped themselves: they stay, so that JSON stays JSON. */
function escapedBackslashes([all, , , , plain]: readonly (string | undefined)[]): number {
  const count = /^\\*/.exec(all ?? '')?.[0].length ?? 0;
  if (count === 0 || count % 2 === 1) return Math.max(0, count - 1);
  return plain === undefined ? count - 2 : count;
}

/** Hex with something between the bytes, as dumps have it. */
const spacedHex = /[0-9a-f]{2}(?:[\s:,.-]{1,2}(?:0x)?[0-9a-f]{2}){5}/i;

function unspaced(written: Spelt): Spelt {
  return mapped(written, /[\s:,.-]+(?:0x)?/gi, () => '');
}

// One alphabet.

/** Whoever writes what is beyond ASCII in another encoding makes another number of characters of it: so a run of it is one letter. */
const foreign = 0x7f;

/** Neither case nor base64's two alphabets nor `+` for a space nor `\n` for the end of a line make a difference. */
const alphabet = Uint8Array.from({ length: foreign }, (_unused, code) => {
  const same: Readonly<Record<string, string>> = { ' ': '+', '-': '+', _: '/', '\n': 'n', '\r': 'r', '\t': 't' };
  const char = String.fromCharCode(code);
  return (same[char] ?? char.toLowerCase()).charCodeAt(0);
});

function letterOf(text: string, at: number): number {
  const code = text.charCodeAt(at);
  return code < foreign ? (alphabet[code] ?? foreign) : foreign;
}

/** The letters of a text, with the place of each. */
function lettersOf({ text, starts, ends }: Spelt): { letters: number[]; starts: number[]; ends: number[] } {
  const own: ReturnType<typeof lettersOf> = { letters: [], starts: [], ends: [] };
  for (let at = 0; at < text.length; at++) {
    const letter = letterOf(text, at);
    if (letter === foreign && own.letters.at(-1) === foreign) {
      own.ends[own.ends.length - 1] = ends[at] ?? 0;
      continue;
    }
    own.letters.push(letter);
    own.starts.push(starts[at] ?? 0);
    own.ends.push(ends[at] ?? 0);
  }
  return own;
}

// What is looked for, by its first four letters.

const keyLetters = 4;

type Word = readonly number[];
type Words = ReadonlyMap<number, readonly Word[]>;

function keyOf(word: Word): number {
  return word.slice(0, keyLetters).reduce((key, letter) => (key << 8) | letter, 0);
}

function wordsFor(secrets: readonly string[]): Words {
  const words = new Map<number, Word[]>();
  for (const secret of secrets) {
    const backwards = [...secret].toReversed().join('');
    for (const text of [secret, read(secret), read(backwards), ...encoded(secret)]) {
      const word = wordOf(text);
      // A run of letters beyond ASCII is one here, so that a long secret can be a short word.
      if (text.length < secretCharsMin || word.length < keyLetters) continue;
      const key = keyOf(word);
      words.set(key, [...(words.get(key) ?? []), word]);
    }
  }
  return words;
}

function wordOf(text: string): Word {
  return lettersOf({ text, starts: [], ends: [] }).letters;
}

/** In hex, in base64 whatever stands before and behind it, and the digests by which a server may name a key. */
function encoded(secret: string): readonly string[] {
  const bytes = Buffer.from(secret);
  const base64 = [0, 1, 2].map((before) => {
    const text = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64');
    // The first and the last letters depend on what stands beside the secret.
    return text.slice(Math.ceil((before * 8) / 6), Math.floor(((before + bytes.length) * 8) / 6));
  });
  const digests = ['md5', 'sha1', 'sha256'].map((name) => hash(name, secret, 'hex'));
  return [bytes.toString('hex'), ...base64, ...digests];
}

/** Whether the first letters of a word stand anywhere in this text. */
function mayHold(text: string, words: Words): boolean {
  let key = 0;
  let letter = 0;
  for (let at = 0; at < text.length; at++) {
    const last = letter;
    letter = letterOf(text, at);
    if (letter === foreign && last === foreign) continue;
    key = (key << 8) | letter;
    if (words.has(key)) return true;
  }
  return false;
}

interface Range {
  readonly start: number;
  readonly end: number;
}

function search(spelt: Spelt, words: Words): readonly Range[] {
  const { letters, starts, ends } = lettersOf(spelt);
  const found: Range[] = [];
  let key = 0;
  letters.forEach((letter, last) => {
    key = (key << 8) | letter;
    const at = last + 1 - keyLetters;
    for (const word of words.get(key) ?? []) {
      if (!word.every((wanted, offset) => letters[at + offset] === wanted)) continue;
      found.push({ start: starts[at] ?? 0, end: ends[at + word.length - 1] ?? 0 });
    }
  });
  return found;
}

function cutOut(text: string, ranges: readonly Range[]): string {
  const parts: string[] = [];
  let done = 0;
  for (const { start, end } of ranges.toSorted((one, other) => one.start - other.start || other.end - one.end)) {
    if (start >= done) parts.push(text.slice(done, start), instead);
    done = Math.max(done, end);
  }
  return [...parts, text.slice(done)].join('');
}
