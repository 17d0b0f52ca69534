import { isAscii, isUtf8 } from 'node:buffer';
import { hash } from 'node:crypto';
import { isObject, parsed } from './report.ts';
import { behindMax } from './rows.ts';

/** What stands on a slip: a record's number and the first eight digits of its hash, upper case. */
export interface Short {
  readonly n: number;
  readonly hash: string;
}

/** Hears of a problem at a record of the file that is read just then; null where none can be named. */
export type Tell = (n: number | null, what: string) => void;

export interface Chain {
  /** Number of the last record. */
  readonly n: number;
  /** Its line's hash. */
  readonly head: string;
  /** Follows a line and answers it as text. */
  next(line: Buffer): string;
  /** What was written together stands in one file. */
  endFile(): void;
}

export const noHash = '0'.repeat(64);
const digitZero = '0'.charCodeAt(0);

export function shortOf(n: number, hashHex: string): string {
  return `${n}-${hashHex.slice(0, 8).toUpperCase()}`;
}

/**
 * Walks the lines: each must carry the next number and the hash of the line before. After a break it goes on from what it finds, so
 * that one break is told once.
 */
export function createChain(tell: Tell): Chain {
  /** What the line before says: so many that were written together with it follow. */
  let more = 0;
  const chain = { n: 0, head: noHash, next, endFile };
  return chain;

  function next(line: Buffer): string {
    const isPlain = isAscii(line);
    const text = isPlain ? line.toString('latin1') : line.toString();
    const start = `{"n":${chain.n + 1},"prev":"${chain.head}",`;
    const here = text.startsWith(start) ? moreAt(text, start.length) : null;
    chain.n = here === null ? explainBreak(text, chain.n + 1, chain.head, tell) : chain.n + 1;
    if (more > 0 && here !== null && here !== more - 1)
      tell(chain.n, 'was not written together with the one before, which says that it was');
    more = here ?? 0;
    chain.head = hash('sha256', line);
    if (!isPlain && !isUtf8(line)) tell(chain.n, 'is not text');
    return text;
  }

  function endFile(): void {
    if (more > 0) tell(chain.n, `torn: ${more} more that were written together with it are missing`);
    more = 0;
  }
}

/** What a line says of how many follow that were written together with it; null if nothing known stands there. */
function moreAt(text: string, from: number): number | null {
  if (text.startsWith('"at":"', from)) return 0;
  if (!text.startsWith('"more":', from) || !text.startsWith(',"at":"', from + 8)) return null;
  const digit = text.charCodeAt(from + 7) - digitZero;
  return digit >= 1 && digit < behindMax ? digit : null;
}

/** Says why a line is not the one that must come here. Answers the number to go on from. */
function explainBreak(text: string, n: number, head: string, tell: Tell): number {
  const record = parsed(text);
  if (!isObject(record)) tell(n, 'is not a record');
  else if (record.n !== n) tell(n, 'another record stands in its place, or it is missing');
  else if (record.prev !== head) tell(n, 'the record before it was changed, or this one (prev)');
  else tell(n, 'is not written in the one form a record has');
  return isObject(record) && Number.isSafeInteger(record.n) ? Number(record.n) : n;
}
