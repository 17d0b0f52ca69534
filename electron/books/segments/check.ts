import { auditRecords } from '../../db/audit.ts';
import { listAbout } from '../../db/journal-table.ts';
import type { Db } from '../../db/open.ts';
import {
  findPart,
  findSegmentOf,
  listPaymentsIn,
  listSegmentsSharedWith,
  packedHead,
  type SealedSegment,
} from '../../db/segments.ts';
import type { Head } from '../journal/line.ts';
import { Misfit, remedy } from '../journal/problem.ts';
import { recordsOf, withoutHashes } from './lines.ts';
import { sealedFile } from './names.ts';
import { unpack } from './packing.ts';
import type { SegmentFiles } from './tail.ts';
import { unpackStripped } from './unpack-part.ts';

/** Reads a sealed segment whole: its file, its seal and its packed part in the database must say the same. Throws a Misfit that names the file. */
export function checkSegment(
  db: Db,
  { folder, readSealed }: Pick<SegmentFiles, 'folder' | 'readSealed'>,
  seal: SealedSegment,
  from: Head,
): Buffer {
  const name = sealedFile(folder, seal.number);
  const bytes = readSealed(seal.number);
  const found = withoutHashes(bytes, from);
  const wrong = (what: string): never => {
    throw new Misfit(`The journal ${name} is damaged: ${what}; ${remedy('journal')}.`);
  };
  const other = otherSegmentIn(db, seal.number, bytes);
  if (other !== null) return wrong(`it holds the records of segment ${other}`);
  if (typeof found === 'number') return wrong(`record ${found}, it does not follow the one before`);
  if (found.head.n !== seal.last || found.head.hash !== seal.head || bytes.length !== seal.bytes)
    return wrong(`it does not end with record ${seal.last} as it was sealed`);
  const part = findPart(db, seal.number);
  const packed = part && unpack(part.data);
  if (part?.first !== from.n + 1 || part.last !== seal.last || !packed?.equals(found.bytes))
    throw new Misfit(
      `The database ${db.name} is damaged: its records ${from.n + 1} to ${seal.last} are not those of ${name}; ${remedy('database')}.`,
    );
  return found.bytes;
}

/** The other segment whose records begin as these lines do: files were exchanged, or one was copied over another. Null if it is none. */
function otherSegmentIn(db: Db, own: number, bytes: Buffer): number | null {
  const [, first] = /^\{"n":(\d+),/.exec(bytes.toString('latin1', 0, 30)) ?? [];
  const segment = first === undefined ? null : findSegmentOf(db, Number(first));
  return segment === own ? null : segment;
}

/**
 * Compares the payments, slips and inquiries that a packed segment tells of with all their records, wherever those are. `stripped`
 * is the segment's lines; `db` a connection of its own. One sentence a difference.
 */
export function auditSegment(db: Db, segment: number, stripped: Buffer): readonly string[] {
  const own = [...recordsOf(stripped)];
  const told = new Set(own.map(({ transactionId }) => transactionId));
  told.delete(null);
  const here = new Set(listPaymentsIn(db, segment));
  const strangers = [...here].filter((id) => !told.has(id));
  if (strangers.length > 0)
    return strangers.slice(0, 20).map((id) => `${id || 'a payment'}: no record of it is in segment ${segment}`);
  const others = listSegmentsSharedWith(db, segment).filter((number) => number !== segment);
  // Not of a payment that was only asked about here: some of its records can be in these segments, and others not.
  const isHere = ({ transactionId }: { readonly transactionId: string | null }): boolean =>
    here.has(transactionId ?? '');
  const far = others.flatMap((number) => [...recordsOf(unpackStripped(db, number))].filter(isHere));
  const live = listAbout(db, packedHead(db)?.n ?? 0).filter(isHere);
  return auditRecords(db, [...own, ...far, ...live]);
}
