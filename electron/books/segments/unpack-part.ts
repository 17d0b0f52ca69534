import type { Db } from '../../db/open.ts';
import { findHash } from '../../db/journal-table.ts';
import { findPart, findSegment, findSegmentOf } from '../../db/segments.ts';
import { emptyHead, type Head } from '../journal/line.ts';
import { Misfit, remedy } from '../journal/problem.ts';
import { withHashes, type Segment } from './lines.ts';
import { unpack } from './packing.ts';

/** The lines that the database packed of a segment, without their hashes. Throws a Misfit if they are not there. */
export function unpackStripped(db: Db, segment: number): Buffer {
  const part = findPart(db, segment);
  const stripped = part && unpack(part.data);
  if (!stripped) throw damagedPart(db, segment);
  return stripped;
}

/** What to say of a packed segment that can't be read. */
export function damagedPart(db: Db, segment: number): Misfit {
  return new Misfit(`The database ${db.name} is damaged: what it packed of segment ${segment}; ${remedy('database')}.`);
}

/** The end of the chain before a segment. */
export function headBefore(db: Db, segment: number): Head {
  const before = findSegment(db, segment - 1);
  return before ? { n: before.last, hash: before.head } : emptyHead;
}

/** The same lines as they stand in the file, and the head behind them. */
export function unpackPart(db: Db, segment: number): Segment {
  const plain = withHashes(unpackStripped(db, segment), headBefore(db, segment));
  if (typeof plain === 'number')
    throw new Misfit(
      `The database ${db.name} is damaged: its packed record ${plain} is missing; ${remedy('database')}.`,
    );
  return plain;
}

/** The hash of a record of any age, in hex; null if there is none of that number. */
export function hashOfRecord(db: Db, n: number): string | null {
  const atHand = findHash(db, n);
  if (atHand !== null) return atHand;
  const segment = findSegmentOf(db, n);
  if (segment === null) return null;
  // The line behind it names it; behind the last one of a segment that is the seal.
  const seal = findSegment(db, segment);
  if (seal?.last === n) return seal.head;
  const start = `\n{"n":${n + 1},"prev":"`;
  const { bytes } = unpackPart(db, segment);
  const at = bytes.indexOf(start);
  return at < 0 ? null : bytes.toString('latin1', at + start.length, at + start.length + 64);
}
