import { isUtf8 } from 'node:buffer';
import { hash } from 'node:crypto';
import { isObject, parsed, type Report } from './report.ts';

/** n, at (ms), kind, transaction_id, data, hash (lower-case hex), more (0 in a database from before there were groups). */
export type JournalRow = readonly [number, number, string, string | null, string, string, number];

/** What stands on a slip: a record's number and the first eight digits of its hash, upper case. */
export interface Short {
  readonly n: number;
  readonly hash: string;
}

export interface Chain {
  /** Number of the last record. */
  readonly n: number;
  readonly head: string;
  /** Records at the end that the database does not have. */
  readonly behind: number;
}

export const noHash = '0'.repeat(64);
/** One group: what a till that died may have written into the file and not yet into the database. */
export const behindMax = 8;
const digitZero = '0'.charCodeAt(0);
const atLength = '2026-11-21T14:32:05.123+07:00'.length;

export function shortOf(n: number, hashHex: string): string {
  return `${n}-${hashHex.slice(0, 8).toUpperCase()}`;
}

/**
 * Walks the lines: each must carry the next number and the hash of the line before, and stand in the database letter by
 * letter. After a break it goes on from what it finds, so that one break is told once.
 */
export function checkChain(
  lines: Iterable<Buffer>,
  rows: Iterable<JournalRow> | null,
  short: Short | null,
  report: Report,
): Chain {
  const compare = rows && createComparison(rows[Symbol.iterator](), report);
  let n = 0;
  let head = noHash;
  /** What the line before says: so many that were written together with it follow. */
  let more = 0;
  let slipFound = short === null || shortOf(0, noHash) === shortOf(short.n, short.hash);
  for (const line of lines) {
    const text = line.toString();
    const start = `{"n":${n + 1},"prev":"${head}",`;
    const follows = text.slice(0, start.length) === start;
    const here = follows ? moreAt(text, start.length) : null;
    n = here === null ? explainBreak(text, n + 1, head, report) : n + 1;
    if (more > 0 && here !== null && here !== more - 1)
      report('loket.journal', n, 'was not written together with the one before, which says that it was');
    more = here ?? 0;
    head = hash('sha256', line);
    if (!isUtf8(line)) report('loket.journal', n, 'is not text');
    compare?.next(n, head, text);
    if (short?.n !== n) continue;
    slipFound = true;
    if (shortOf(n, head) !== shortOf(n, short.hash)) report('slip', n, 'is not the record that the slip names');
  }
  if (more > 0) report('loket.journal', n, `torn: ${more} more that were written together with it are missing`);
  if (!slipFound) report('slip', short?.n ?? null, 'the record that the slip names is not there');
  return { n, head, behind: compare?.end() ?? 0 };
}

/** What a line says of how many follow that were written together with it; null if nothing known stands there. */
function moreAt(text: string, from: number): number | null {
  if (text.startsWith('"at":"', from)) return 0;
  if (!text.startsWith('"more":', from) || !text.startsWith(',"at":"', from + 8)) return null;
  const digit = text.charCodeAt(from + 7) - digitZero;
  return digit >= 1 && digit < behindMax ? digit : null;
}

/** Says why a line is not the one that must come here. Answers the number to go on from. */
function explainBreak(text: string, n: number, head: string, report: Report): number {
  const record = parsed(text);
  if (!isObject(record)) report('loket.journal', n, 'is not a record');
  else if (record.n !== n) report('loket.journal', n, 'another record stands in its place, or it is missing');
  else if (record.prev !== head) report('loket.journal', n, 'the record before it was changed, or this one (prev)');
  else report('loket.journal', n, 'is not written in the one form a record has');
  return isObject(record) && Number.isSafeInteger(record.n) ? Number(record.n) : n;
}

interface Comparison {
  next(n: number, hashHex: string, text: string): void;
  /** Tells of what only the database has. Answers how many records at the end only the file has. */
  end(): number;
}

function createComparison(rows: Iterator<JournalRow>, report: Report): Comparison {
  let row = take();
  /** Records met since the last one that the database has. */
  let behind = 0;
  // A hash is made of all that came before: where one is wrong, so are those that follow, and only the first is told.
  let hashesAgree = true;

  function take(): JournalRow | null {
    const next = rows.next();
    return next.done ? null : next.value;
  }

  return {
    next(n, hashHex, text) {
      for (; row && row[0] < n; row = take()) report('loket.journal', row[0], 'is missing; the database has it');
      behind++;
      if (!row) return;
      if (row[0] > n) return report('loket.db', n, 'journal: is missing, or stands twice in the file');
      behind = 0;
      compareRow(row, text, report);
      if (hashesAgree && row[5] !== hashHex)
        report('loket.db', n, 'journal: from here on other hashes than in the file');
      hashesAgree = row[5] === hashHex;
      row = take();
    },
    end() {
      if (row) report('loket.journal', row[0], 'truncated: the database goes on from here');
      else if (behind > behindMax) report('loket.db', null, `journal: lacks the last ${behind} records of the file`);
      return behind;
    },
  };
}

function compareRow([n, at, kind, transactionId, data, , more]: JournalRow, text: string, report: Report): void {
  const atStart = text.indexOf(',"at":"') + 7;
  const atEnd = atStart + atLength;
  const id = transactionId === null ? 'null' : `"${transactionId}"`;
  const same = Date.parse(text.slice(atStart, atEnd)) === at;
  const middle = `","kind":"${kind}","transactionId":${id},"data":`;
  const dataStart = atEnd + middle.length;
  // Piece by piece, for putting them together costs more than comparing them.
  const isMarked = more === (text.startsWith('"more":', atStart - 15) ? text.charCodeAt(atStart - 8) - digitZero : 0);
  const begins = same && isMarked && text.slice(atEnd, dataStart) === middle;
  if (begins && text.slice(dataStart, -1) === data && text.endsWith('}')) return;
  const record = parsed(text);
  // The first of its kind, for a quotation mark inside a string has a backslash before it.
  const dataThere = text.slice(text.indexOf(',"data":') + 8, -1);
  const wrong = [
    same ? null : 'at',
    isObject(record) && record.kind === kind ? null : 'kind',
    isObject(record) && record.transactionId === transactionId ? null : 'transaction_id',
    dataThere === data ? null : 'data',
    isMarked ? null : 'more',
  ].filter((name) => name !== null);
  if (wrong.length > 0) report('loket.db', n, `journal: is not the line in the file (${wrong.join(', ')})`);
}
