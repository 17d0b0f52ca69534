import { assert } from '../../../shared/errors.ts';
import type { JournalRow } from '../../db/journal-table.ts';
import { newline } from '../journal/file.ts';
import { hashOf, lineStart, type Head, type Line } from '../journal/line.ts';

// A segment's bytes, with and without the hashes that the chain gives. Those are random, and so the most of what a compressed
// segment would be.

/** A segment's whole lines in one of the two forms, and the head behind the last of them. */
export interface Segment {
  readonly bytes: Buffer;
  readonly head: Head;
}

/** The bytes of a line up to `"prev"`. */
const numberLength = (n: number): number => `{"n":${n},`.length;
const prevLength = `"prev":"${'0'.repeat(64)}",`.length;

/** A record's line without its hash, with its newline. */
export function withoutHash({ n, text }: Line): string {
  const number = numberLength(n);
  return `${text.slice(0, number)}${text.slice(number + prevLength)}\n`;
}

/**
 * Takes the hashes out of lines that must follow `from`, one after the other; a number if the record of that number does not. `hear` is told
 * each line's own.
 */
export function withoutHashes(plain: Buffer, from: Head, hear?: (hash: string) => void): Segment | number {
  const bytes = Buffer.allocUnsafe(plain.length);
  let head = from;
  let size = 0;
  for (let start = 0; start < plain.length;) {
    const end = plain.indexOf(newline, start);
    const begins = lineStart(head);
    if (end < 0 || plain.toString('latin1', start, start + begins.length) !== begins) return head.n + 1;
    const number = numberLength(head.n + 1);
    size += plain.copy(bytes, size, start, start + number);
    size += plain.copy(bytes, size, start + begins.length, end + 1);
    head = { n: head.n + 1, hash: hashOf(plain.subarray(start, end)) };
    hear?.(head.hash);
    start = end + 1;
  }
  return { bytes: bytes.subarray(0, size), head };
}

/** The lines that follow `from` with their hashes; a number if the record of that number does not follow. */
export function withHashes(stripped: Buffer, from: Head): Segment | number {
  const pieces: Buffer[] = [];
  let head = from;
  for (let start = 0; start < stripped.length;) {
    const end = stripped.indexOf(newline, start);
    const number = numberLength(head.n + 1);
    if (end < 0 || stripped.toString('latin1', start, start + number) !== `{"n":${head.n + 1},`) return head.n + 1;
    const line = Buffer.allocUnsafe(end + 1 - start + prevLength);
    line.write(lineStart(head), 'latin1');
    stripped.copy(line, number + prevLength, start + number, end + 1);
    head = { n: head.n + 1, hash: hashOf(line.subarray(0, -1)) };
    pieces.push(line);
    start = end + 1;
  }
  return { bytes: Buffer.concat(pieces), head };
}

/** What of a line without its hash stands before its data. */
const shape =
  /^\{"n":(\d+),(?:"more":([1-9]),)?"at":"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+07:00)","kind":"([^"\\]*)","transactionId":(?:null|"([^"\\]*)"),"data":/;

/** The records of lines without their hashes. Throws where a line is none, for the chain has proven them. */
export function* recordsOf(stripped: Buffer): Generator<Omit<JournalRow, 'hash'>> {
  for (const record of readRecords(stripped)) {
    assert(record, 'a proven line is a record');
    yield record;
  }
}

/** The same; null for a line that is none. */
export function* readRecords(stripped: Buffer): Generator<Omit<JournalRow, 'hash'> | null> {
  for (let start = 0; start < stripped.length;) {
    const end = stripped.indexOf(newline, start);
    yield readRecord(stripped.toString('utf8', start, end));
    start = end + 1;
  }
}

function readRecord(text: string): Omit<JournalRow, 'hash'> | null {
  const [begins, n, more = '0', time = '', kind, transactionId = null] = shape.exec(text) ?? [];
  const at = Date.parse(time);
  if (begins === undefined || kind === undefined || Number.isNaN(at) || !text.endsWith('}')) return null;
  return { n: Number(n), at, kind, transactionId, data: text.slice(begins.length, -1), more: Number(more) };
}
