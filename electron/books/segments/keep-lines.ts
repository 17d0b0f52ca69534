import { insertRows, listAtHand, type JournalRow } from '../../db/journal-table.ts';
import { listToPackOf, packPayments } from '../../db/old-payments.ts';
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
import { readLine, type Line } from '../journal/line.ts';
import { handyFrom } from './at-hand.ts';
import { withoutHash } from './lines.ts';
import { pack } from './packing.ts';
import { headBefore, unpackPart } from './unpack-part.ts';

/** Takes the records of one segment after another into the database's journal. What they say is done elsewhere. */
export interface Keeping {
  keep(line: Line): void;
  endSegment(number: number): void;
}

/** Records that go between SQLite and the program at one time: each crossing has its price. */
const atOnce = 25;

/** As rows. */
export function keepAsRows(db: Db): Keeping & { keep(row: JournalRow): void } {
  const lines: JournalRow[] = [];
  return {
    keep(line) {
      if (lines.push(line) === atOnce) insertRows(db, lines.splice(0));
    },
    endSegment: () => insertRows(db, lines.splice(0)),
  };
}

/** Packed at once, for a database that is made again: as rows they would take ten times the room. */
export interface Packing extends Keeping {
  /** As `keep`, of a record whose segment a thread has packed. */
  readonly note: (record: JournalRow) => void;
  /** `part`: where a thread has packed it. */
  endSegment(number: number, part?: Uint8Array): void;
  /**
   * Unpacks again what has to be at hand: segments whose seal is in no record, since the till died over it, and payments that are
   * not settled, or were not before `before` (ms). All others are packed.
   */
  end(before: number): void;
}

export function keepPacked(db: Db): Packing {
  let texts: string[] = [];
  let about = new Set<string>();
  /** Payments of the segment before, if the record of its seal is not there yet. */
  let unsealed: { readonly segment: number; readonly about: ReadonlySet<string> } | null = null;
  /** Payments that can be packed when they are old enough. */
  const due = new Set<string>();
  let first: number | null = null;
  let last: Pick<Line, 'n' | 'at'> = { n: 0, at: 0 };
  const rows = keepAsRows(db);

  /** `atHand`: those of which some record has a row; while segments are packed only the till's own records have. */
  function packDue(before: number, atHand: ReadonlySet<string> = new Set()): void {
    if (unsealed && findSegment(db, unsealed.segment)) {
      for (const id of unsealed.about) due.add(id);
      unsealed = null;
    }
    // What has records in a segment that may have to be unpacked is not packed before that is known.
    const waiting = [...due].filter((id) => !atHand.has(id) && !about.has(id) && !unsealed?.about.has(id));
    const old = listToPackOf(db, waiting, before);
    packPayments(db, old);
    for (const id of old) due.delete(id);
  }

  function note(line: JournalRow): void {
    first ??= line.n;
    last = line;
    if (line.transactionId === null) rows.keep(line);
    else about.add(line.transactionId);
  }

  return {
    note,
    keep(line) {
      texts.push(withoutHash(line));
      note(line);
    },
    endSegment(segment, part) {
      rows.endSegment(segment);
      if (first === null) return;
      const data = part ? Buffer.from(part) : pack(Buffer.from(texts.join('')));
      insertPart(db, { segment, first, last: last.n, data });
      for (const id of about) noteSegment(db, segment, id);
      packDue(handyFrom(last.at));
      unsealed = { segment, about };
      texts = [];
      about = new Set();
      first = null;
    },
    end(before) {
      packDue(before, new Set(listAtHand(db)));
      unpackSegments(db);
      unpackPayments(db, before);
    },
  };
}

function unpackSegments(db: Db): void {
  for (const segment of listUnsealedParts(db)) {
    const rows = unpackRows(db, segment).filter(({ transactionId }) => transactionId !== null);
    deletePart(db, segment);
    for (const row of rows) insertRows(db, [row]);
  }
}

function unpackPayments(db: Db, before: number): void {
  for (const { segment, payments } of listSegmentsAtHand(db, before)) {
    const ids = new Set(JSON.parse(payments) as string[]);
    for (const row of unpackRows(db, segment))
      if (row.transactionId && ids.has(row.transactionId)) insertRows(db, [row]);
  }
}

/** The rows that a packed segment was made of. */
function unpackRows(db: Db, segment: number): readonly JournalRow[] {
  let head = headBefore(db, segment);
  const texts = unpackPart(db, segment).bytes.toString('utf8').split('\n').slice(0, -1);
  return texts.map((text) => {
    const read = readLine(head, text);
    assert(read, 'what was packed just now is a record');
    head = read.line;
    return read.line;
  });
}
