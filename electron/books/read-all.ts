import { lastRow, listHashes } from '../db/journal-table.ts';
import type { Db } from '../db/open.ts';
import { isStorageError } from '../db/storage-error.ts';
import { applyRecord } from './apply-record.ts';
import { linesOf, newline, type Journal, type JournalSegment, type Prepared } from './journal/file.ts';
import { hashOf, lineStart, readLine, type Head, type Line, type ReadLine } from './journal/line.ts';
import { Misfit, remedy } from './journal/problem.ts';
import { handyFrom } from './segments/at-hand.ts';
import { keepAsRows, keepPacked, type Keeping } from './segments/keep-lines.ts';
import { readRecords } from './segments/lines.ts';

// The journal's files, read from the first line that is not packed to the last, each record done to the tables.

/** Hashes that are asked for at one time: each crossing has its price. */
const atOnce = 1_000;

/** What was found in the file behind its last good record: one that is there with all that was written together with it. */
export interface Tail {
  readonly head: Head;
  /** Bytes of the good records. */
  readonly size: number;
  /** The first line that is not as it must be, or null at a clean end. */
  readonly why: string | null;
  /** That line's number. */
  readonly n: number;
  /** Whole lines behind the good records. */
  readonly linesLeft: number;
}

interface Known {
  /** The end of the chain in the database. */
  readonly known: Head;
  /** What is packed of it. */
  readonly packed: Head;
  /** The database is new, and gets sealed segments packed. */
  readonly isNew: boolean;
}

/**
 * Reads all behind what is packed: what the database has must be the same there, what it does not have is applied. Yields segments that
 * a thread reads ahead, and wants them back when they are there.
 */
export function* readAll(
  db: Db,
  file: Journal,
  { known, packed, isNew }: Known,
): Generator<Promise<Prepared | null>, Tail, Prepared | null> {
  const reading = createReading(db, file, known, packed);
  const [asRows, asParts] = [keepAsRows(db), keepPacked(db)];
  for (const segment of file.segments()) {
    const prepared = isNew && segment.prepare ? yield segment.prepare() : null;
    if (prepared && reading.isBefore(prepared)) {
      reading.takePrepared(prepared, { ...asParts, keep: asParts.note });
      asParts.endSegment(segment.number, prepared.part);
    } else {
      const keeping = isNew && segment.isSealed ? asParts : asRows;
      reading.takeLines(segment, keeping);
      keeping.endSegment(segment.number);
    }
  }
  const tail = reading.tail();
  if (isNew && tail.why === null) asParts.end(handyFrom(lastRow(db)?.at ?? 0));
  return tail;
}

interface Reading {
  /** Whether this follows what was read, and nothing was wrong. */
  isBefore(prepared: Prepared): boolean;
  takePrepared(prepared: Prepared, keeping: Keeping): void;
  takeLines(segment: Pick<JournalSegment, 'chunks'>, keeping: Keeping): void;
  tail(): Tail;
}

function createReading(db: Db, file: Pick<Journal, 'nameAt'>, known: Head, from: Head): Reading {
  const isKnown = createHashReader(db);
  let group: ReadLine[] = [];
  let head = from;
  let good: Pick<Tail, 'head' | 'size'> = { head, size: 0 };
  let [size, linesLeft] = [0, 0];
  let why: string | null = null;
  let isTorn = false;

  /** What is wrong with the next line, or null. */
  function take(bytes: Buffer, keeping: Keeping): string | null {
    if (head.n < known.n) {
      if (!follows(bytes, head)) return 'it does not follow the one before';
      const hash = hashOf(bytes);
      if (!isKnown(head.n + 1, hash)) return 'it is not what the database has';
      head = { n: head.n + 1, hash };
      return null;
    }
    const read = readLine(head, bytes.toString('utf8'));
    if (!read) return follows(bytes, head) ? 'it is not a record' : 'it does not follow the one before';
    return takeRecord(read, keeping);
  }

  function takeRecord(read: ReadLine, keeping: Keeping): string | null {
    const before = group.at(-1);
    if (before && read.line.more !== before.line.more - 1) return 'it was not written together with the one before';
    group.push(read);
    head = read.line;
    // None of a group counts before its last is there.
    if (read.line.more > 0) return null;
    for (const { line, data } of group) {
      applyTo(db, () => file.nameAt(size), line, data);
      keeping.keep(line);
    }
    group = [];
    return null;
  }

  return {
    isBefore: ({ from }) => why === null && !isTorn && from.n === head.n && from.hash === head.hash,
    takePrepared(prepared, keeping) {
      for (const read of readsOf(prepared)) why ??= read ? takeRecord(read, keeping) : 'it is not a record';
      linesLeft += prepared.head.n - prepared.from.n;
      size += prepared.bytes;
      if (why !== null || group.length > 0) return;
      good = { head, size };
      linesLeft = 0;
    },
    takeLines(segment, keeping) {
      for (const bytes of linesOf(segment)) {
        // Only the last line of all can be one that was being written when the till died.
        if (isTorn) why ??= 'it is not finished';
        isTorn = bytes.at(-1) !== newline;
        if (isTorn) continue;
        why ??= take(bytes.subarray(0, -1), keeping);
        size += bytes.length;
        linesLeft++;
        if (why !== null || group.length > 0) continue;
        good = { head, size };
        linesLeft = 0;
      }
    },
    tail: () => ({ ...good, why, n: head.n + 1, linesLeft }),
  };
}

/** The records of a segment whose lines a thread has read; null for a line that is none. */
function* readsOf({ stripped, hashes }: Prepared): Generator<ReadLine | null> {
  const all = Buffer.from(hashes.buffer, hashes.byteOffset, hashes.byteLength);
  let at = 0;
  for (const record of readRecords(Buffer.from(stripped.buffer, stripped.byteOffset, stripped.byteLength))) {
    yield record && readData({ ...record, hash: all.toString('hex', at, at + 32), text: '' });
    at += 32;
  }
}

function readData(line: Line): ReadLine | null {
  try {
    return { line, data: JSON.parse(line.data) as unknown };
  } catch {
    return null;
  }
}

function follows(bytes: Buffer, head: Head): boolean {
  const start = lineStart(head);
  return bytes.toString('latin1', 0, start.length) === start;
}

/** Tells whether a record has this hash in the database. To be asked about one after the other. */
function createHashReader(db: Db): (n: number, hash: string) => boolean {
  let from = 1;
  let hashes: readonly string[] = [];
  return (n, hash) => {
    if (n >= from + hashes.length) {
      from = n;
      hashes = listHashes(db, n, atOnce);
    }
    return hashes[n - from] === hash;
  };
}

/** A record that follows the one before it, and can't be done to the tables. */
export class Unfit extends Misfit {}

function applyTo(db: Db, name: () => string, line: Line, data: unknown): void {
  try {
    applyRecord(db, line, data);
  } catch (error) {
    if (isStorageError(error)) throw error;
    const why = error instanceof Error ? error.message : String(error);
    throw new Unfit(`The journal ${name()} is damaged: record ${line.n} can't be (${why}); ${remedy('journal')}.`);
  }
}
