import { insertRows, type JournalRow } from '../../db/journal-table.ts';
import type { Db } from '../../db/open.ts';
import {
  deletePart,
  findSegment,
  insertPart,
  listSegmentsAtHand,
  listUnsealedParts,
  noteSegment,
} from '../../db/segments.ts';
import { assert } from '../../../shared/errors.ts';
import { emptyHead, readLine, type Head, type Line } from '../journal/line.ts';
import { withoutHash } from './lines.ts';
import { pack } from './packing.ts';
import { unpackPart } from './unpack-part.ts';

/** Takes the records of one segment after another into the database's journal. What they say is done elsewhere. */
export interface Keeping {
  keep(line: Line): void;
  endSegment(number: number): void;
}

/** Records that go between SQLite and the program at one time: each crossing has its price. */
const atOnce = 25;

/** As rows. */
export function keepAsRows(db: Db): Keeping {
  const lines: Line[] = [];
  return {
    keep(line) {
      if (lines.push(line) === atOnce) insertRows(db, lines.splice(0));
    },
    endSegment: () => insertRows(db, lines.splice(0)),
  };
}

/** Packed at once, for a database that is made again: as rows they would take ten times the room. `endPacking` is to follow. */
export function keepPacked(db: Db): Keeping {
  let texts: string[] = [];
  let about = new Set<string>();
  let first = 0;
  let last = 0;
  const rows = keepAsRows(db);
  return {
    keep(line) {
      if (texts.length === 0) first = line.n;
      last = line.n;
      texts.push(withoutHash(line));
      if (line.transactionId === null) rows.keep(line);
      else about.add(line.transactionId);
    },
    endSegment(segment) {
      rows.endSegment(segment);
      if (texts.length === 0) return;
      insertPart(db, { segment, first, last, data: pack(Buffer.from(texts.join(''))) });
      for (const id of about) noteSegment(db, segment, id);
      texts = [];
      about = new Set();
    },
  };
}

/**
 * Unpacks again what has to be at hand: segments whose seal is in no record, since the till died over it, and payments that are
 * not settled, or were not before `before` (ms).
 */
export function endPacking(db: Db, before: number): void {
  for (const segment of listUnsealedParts(db)) {
    const rows = unpackRows(db, segment).filter(({ transactionId }) => transactionId !== null);
    deletePart(db, segment);
    for (const row of rows) insertRows(db, [row]);
  }
  for (const { segment, payments } of listSegmentsAtHand(db, before)) {
    const ids = new Set(JSON.parse(payments) as string[]);
    for (const row of unpackRows(db, segment))
      if (row.transactionId && ids.has(row.transactionId)) insertRows(db, [row]);
  }
}

/** The rows that a packed segment was made of. */
function unpackRows(db: Db, segment: number): readonly JournalRow[] {
  const before = findSegment(db, segment - 1);
  let head: Head = before ? { n: before.last, hash: before.head } : emptyHead;
  const texts = unpackPart(db, segment).bytes.toString('utf8').split('\n').slice(0, -1);
  return texts.map((text) => {
    const read = readLine(head, text);
    assert(read, 'what was packed just now is a record');
    head = read.line;
    return read.line;
  });
}
