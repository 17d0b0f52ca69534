import { hash } from 'node:crypto';
import { assert } from '../../../shared/errors.ts';
import { toWib } from '../../../shared/time.ts';
import type { JournalRow } from '../../db/journal-table.ts';
import type { Entry } from './record.ts';

/** The end of the chain: how many records there are, and the SHA-256 of the last one's line, in hex. */
export interface Head {
  readonly n: number;
  readonly hash: string;
}

/** A record with its place in the chain; `text` is its whole line in the file, without the newline. */
export interface Line extends JournalRow {
  readonly text: string;
}

/** What a line is made of, behind the one before it. */
type Unlinked = Omit<Line, 'n' | 'hash' | 'text'>;

export const emptyHead: Head = { n: 0, hash: '0'.repeat(64) };

/** Most records that are written together, so that the file is never further ahead of the database than this. */
export const appendMax = 8;

/** The head as it stands on slips: `1024-9F3A21C4`. */
export function shortHead({ n, hash: whole }: Head): string {
  return `${n}-${whole.slice(0, 8).toUpperCase()}`;
}

/** How the line of the record after `head` begins. */
export function lineStart(head: Head): string {
  return `{"n":${head.n + 1},"prev":"${head.hash}",`;
}

/** The whole line of an entry that follows `head`, without its newline. */
export function textOf(head: Head, { at, kind, transactionId, data, more }: Unlinked): string {
  const mark = more === 0 ? '' : `"more":${more},`;
  const start = `${lineStart(head)}${mark}"at":"${toWib(at)}","kind":"${kind}",`;
  return `${start}"transactionId":${JSON.stringify(transactionId)},"data":${data}}`;
}

/** The line that follows `head`. */
export function toLine(head: Head, entry: Unlinked): Line {
  const { at, kind, transactionId, data, more } = entry;
  const text = textOf(head, entry);
  return { n: head.n + 1, hash: hashOf(text), at, kind, transactionId, data, more, text };
}

/** The lines of entries that follow `head`, in their order: a group, written together. */
export function toLines(head: Head, entries: readonly Entry[]): readonly Line[] {
  const lines: Line[] = [];
  for (const entry of entries) {
    const more = entries.length - 1 - lines.length;
    const line = toLine(lines.at(-1) ?? head, { ...entry, data: JSON.stringify(entry.data), more });
    assert(!line.text.includes('\n'), 'a record is one line');
    lines.push(line);
  }
  return lines;
}

/** What of a line stands before its data. Taken apart so, a line is read faster than by parsing the whole of it. */
const headShape =
  /^\{"n":(\d+),"prev":"([\da-f]{64})",(?:"more":([1-9]),)?"at":"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+07:00)","kind":"([^"\\]*)","transactionId":(?:null|"([^"\\]*)"),"data":/;

export interface ReadLine {
  readonly line: Line;
  /** What its data say. */
  readonly data: unknown;
}

/** Reads a line that must follow `head`; null if it is not shaped as the writer shapes one. */
export function readLine(head: Head, text: string): ReadLine | null {
  const [start, n, prev, more = '0', time, kind, transactionId = null] = headShape.exec(text) ?? [];
  if (start === undefined || time === undefined || kind === undefined) return null;
  const at = Date.parse(time);
  if (Number(n) !== head.n + 1 || prev !== head.hash || Number.isNaN(at) || !text.endsWith('}')) return null;
  const data = text.slice(start.length, -1);
  try {
    const line = { n: head.n + 1, hash: hashOf(text), at, kind, transactionId, data, more: Number(more), text };
    return { line, data: JSON.parse(data) as unknown };
  } catch {
    return null;
  }
}

export function hashOf(text: string | Uint8Array): string {
  return hash('sha256', text, 'hex');
}
