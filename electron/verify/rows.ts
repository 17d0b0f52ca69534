import { isObject, parsed, type Report } from './report.ts';

// The records as the database has them, beside the lines of the journal.

/** n, at (ms), kind, transaction_id, data, hash (lower-case hex), more (0 in a database from before there were groups). */
export type JournalRow = readonly [number, number, string, string | null, string, string, number];

/** One group: what a till that died may have written into the file and not yet into the database. */
export const behindMax = 8;
const digitZero = '0'.charCodeAt(0);
const atLength = '2026-11-21T14:32:05.123+07:00'.length;

export interface Rows {
  /**
   * A line with its number and hash. `isHeld`: the database has it in another form too, and a row of it need not be there. Answers
   * whether it is.
   */
  next(n: number, hashHex: string, text: string, isHeld: boolean): boolean;
  /** Tells of what only the database has. Answers how many records at the end only the file has. */
  end(): number;
}

/** Compares line after line with its row. What only one side has is told at the journal's file that is read just then. */
export function createRows(rows: Iterator<JournalRow>, place: { readonly file: string }, report: Report): Rows {
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
    next(n, hashHex, text, isHeld) {
      for (; row && row[0] < n; row = take()) report(place.file, row[0], 'is missing; the database has it');
      if (isHeld && behind > 0) report('loket.db', n, `journal: lacks the ${behind} records before this one`);
      if (isHeld) behind = 0;
      else if (!row) behind++;
      else if (row[0] > n) report('loket.db', n, 'journal: is missing, or stands twice in the file');
      if (row?.[0] !== n) return false;
      compareRow(row, text, report);
      if (hashesAgree && row[5] !== hashHex)
        report('loket.db', n, 'journal: from here on other hashes than in the file');
      hashesAgree = row[5] === hashHex;
      row = take();
      return true;
    },
    end() {
      if (row) report(place.file, row[0], 'truncated: the database goes on from here');
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
