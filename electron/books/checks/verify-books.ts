import type { JournalReport } from '../../../shared/api.ts';
import { assert } from '../../../shared/errors.ts';
import { auditRows, checkIntegrity, findUnrecorded } from '../../db/audit.ts';
import { eachRow, type JournalRow } from '../../db/journal-table.ts';
import { copyInMemory, openToRead, type Db } from '../../db/open.ts';
import { findSegment, listPacked, packedHead, type SealedSegment } from '../../db/segments.ts';
import { auditSearch } from '../../db/search-index.ts';
import { isStorageError } from '../../db/storage-error.ts';
import { linesOf, newline, type Journal } from '../journal/file.ts';
import { emptyHead, hashOf, lineStart, shortHead, textOf, type Head } from '../journal/line.ts';
import { Misfit, remedy } from '../journal/problem.ts';
import { auditSegment, checkSegment } from '../segments/check.ts';
import { findSlips, type SlipsFound } from '../segments/find-slips.ts';
import { readTail, segmentFiles } from '../segments/tail.ts';
import { headBefore } from '../segments/unpack-part.ts';

/** What the till knows of its books between two writes. Plain data, so that a thread can be told. */
export interface Known {
  readonly head: Head;
  /** Segments that are packed. */
  readonly packed: number;
  /** Bytes of the journal behind those, which hold the records up to that one and nothing else. */
  readonly bytes: number;
  /** What is wrong already, one sentence each. */
  readonly problems: readonly string[];
}

export interface BooksFiles {
  readonly database: string;
  /** The journal's folder. */
  readonly journal: string;
}

/** Where the books can be read. */
interface Readable {
  readonly db: Db;
  readonly file: Pick<Journal, 'name' | 'chunks' | 'nameAt' | 'open' | 'readSealed'>;
}

/** Uses a connection of its own, so that what it does there is nobody else's. */
type Beside = (use: (db: Db) => void) => void;

/** Who waits for a check. */
interface Waiting {
  /** Once it says so the check ends soon, with a report that says nothing. */
  readonly isStopped: () => boolean;
  /** Hears how much is done, from 0 to 1. */
  readonly tellDone: (done: number) => void;
}

const nobody: Waiting = { isStopped: () => false, tellDone: () => undefined };
/** Of a check, what the journal takes; the rest is the database alone. About. */
const journalShare = 0.8;

/** Reads the journal anew from the disk and compares the database with it, record by record. Changes nothing. */
export function verifyBooks(known: Known, books: Readable): JournalReport {
  const beside: Beside = (use) => (books.db.memory ? withCopy(books.db, use) : withDatabase(books.db.name, use));
  return verify(known, () => books, beside);
}

/**
 * The same beside a till that goes on writing, by connections of its own: up to what that till knew.
 */
export function verifyFiles(files: BooksFiles, known: Known, waiting: Waiting = nobody): JournalReport {
  const opened: { close(): unknown }[] = [];
  const open = (): Readable => {
    const db = openToRead(files.database);
    opened.push(db);
    // All is read as it was at one moment, which is not before the one that is known.
    db.exec('BEGIN');
    const file = readTail(files.journal, packedHead(db)?.segment ?? 0);
    opened.push(file);
    return { db, file };
  };
  try {
    return verify(known, open, (use) => withDatabase(files.database, use), waiting);
  } finally {
    for (const one of opened) one.close();
  }
}

function verify(
  known: Known,
  open: () => Readable,
  beside: Beside,
  { isStopped, tellDone }: Waiting = nobody,
): JournalReport {
  const problems = [...known.problems];
  let head = emptyHead;
  let segments = 0;
  try {
    const { db, file } = open();
    segments = file.open().number;
    const packed = listPacked(db);
    const size = packed.reduce((sum, seal) => sum + seal.bytes, known.bytes);
    const tellRead = (read: number): void => tellDone((read / Math.max(1, size)) * journalShare);
    head = readSegments(db, { file, packed, beside, tellRead }, problems, isStopped);
    // What was packed since then is no part of the tail any more.
    const bytes = packed.slice(known.packed).reduce((left, seal) => left - seal.bytes, known.bytes);
    if (head.n < known.head.n || bytes > 0) head = readChain(db, file, head, { ...known, bytes }, problems, isStopped);
    tellDone(journalShare);
    problems.push(...checkDatabase(beside, isStopped).map((wrong) => `The database ${db.name}: ${wrong}.`));
  } catch (error) {
    problems.push(unreadable(error));
  }
  return { ok: problems.length === 0, records: head.n, head: head.hash, short: shortHead(head), segments, problems };
}

/** What is wrong with a database but for what it packed, one sentence each. */
export function checkDatabaseFile(file: string, isStopped: () => boolean): readonly string[] {
  return checkDatabase((use) => withDatabase(file, use), isStopped);
}

/** A connection for each look, so that the till's log is not held back for all of them. */
function checkDatabase(beside: Beside, isStopped: () => boolean): readonly string[] {
  const found: string[] = [];
  const unrecorded = (db: Db): readonly string[] => {
    const id = findUnrecorded(db);
    return id === null ? [] : [`${id}: the payment is there and not recorded`];
  };
  for (const look of [checkIntegrity, unrecorded, auditRows, auditSearch]) {
    if (isStopped()) break;
    beside((db) => void found.push(...look(db)));
  }
  return found;
}

function withDatabase(file: string, use: (db: Db) => void): void {
  const db = openToRead(file);
  try {
    // All as it was at one moment: the till beside us goes on writing and packing.
    db.exec('BEGIN');
    use(db);
  } finally {
    db.close();
  }
}

/** What is in memory has no second connection. */
function withCopy(db: Db, use: (db: Db) => void): void {
  const copy = copyInMemory(db);
  try {
    use(copy);
  } finally {
    copy.close();
  }
}

/** What the disk said, or a file that is not what it must be; a bug stays one. */
export function unreadable(error: unknown): string {
  if (error instanceof Misfit) return error.message;
  if (!isStorageError(error)) throw error;
  return `Journal and database can't be read: ${error.message} (${error.code}).`;
}

/** Reads one sealed segment whole, by connections of its own: what is wrong with it or with what it tells of, one sentence each. */
export function checkOneSegment({ database, journal }: BooksFiles, number: number): readonly string[] {
  const found: string[] = [];
  try {
    withDatabase(database, (db) => {
      const seal = findSegment(db, number);
      if (!seal) return;
      const stripped = checkSegment(db, segmentFiles(journal), seal, headBefore(db, number));
      withDatabase(database, (own) => void found.push(...auditSegment(own, number, stripped)));
    });
  } catch (error) {
    // That something can't be read now, for want of a handle, is no damage.
    if (isStorageError(error) && !isLost(error)) throw error;
    found.push(unreadable(error));
  }
  return found;
}

/** Why nothing can be said of slips. */
export interface DamagedSlips {
  readonly found: 'damaged';
  readonly problem: string;
}

/** Looks for the slips that carry a word of the journal, by a connection of its own. */
export function findSlipsIn(
  databaseFile: string,
  name: { readonly n: number; readonly word: string },
): SlipsFound | DamagedSlips {
  let found: SlipsFound | undefined;
  try {
    withDatabase(databaseFile, (db) => (found = findSlips(db, name)));
  } catch (error) {
    return { found: 'damaged', problem: unreadable(error) };
  }
  assert(found, 'whoever looks finds something or throws');
  return found;
}

/** The disk has lost what was there. */
function isLost({ code }: { readonly code: string }): boolean {
  return code === 'EIO' || /^SQLITE_(CORRUPT|NOTADB|IOERR)/.test(code);
}

/** Reads the sealed segments, and answers the head behind the last of them. Throws a Misfit where one is not as it was sealed. */
function readSegments(
  db: Db,
  {
    file,
    packed,
    beside,
    tellRead,
  }: {
    readonly file: Readable['file'];
    readonly packed: readonly SealedSegment[];
    readonly beside: Beside;
    /** Hears how many bytes are read. */
    readonly tellRead: (bytes: number) => void;
  },
  problems: string[],
  isStopped: () => boolean,
): Head {
  let head = emptyHead;
  let read = 0;
  for (const seal of packed) {
    if (isStopped()) return head;
    const stripped = checkSegment(db, { folder: file.name, readSealed: file.readSealed }, seal, head);
    beside((own) => {
      const found = auditSegment(own, seal.number, stripped);
      problems.push(...found.map((wrong) => `The database ${db.name}: ${wrong}.`));
    });
    head = { n: seal.last, hash: seal.head };
    read += seal.bytes;
    tellRead(read);
  }
  return head;
}

/** Follows the chain behind `from` to what is known or to the first record that is wrong, and answers the last good one. */
function readChain(
  db: Db,
  file: Pick<Journal, 'chunks' | 'nameAt'>,
  from: Head,
  known: Known,
  problems: string[],
  isStopped: () => boolean,
): Head {
  const rows = eachRow(db, from.n, known.head.n);
  let head = from;
  let size = 0;
  /** How many more lines there must be of the group that the last one belongs to. */
  let due = 0;
  try {
    for (const bytes of linesOf({ chunks: () => firstBytes(file.chunks(), known.bytes) })) {
      if (isStopped()) return head;
      const row = rows.next().value as JournalRow | undefined;
      const wrong = wrongWith(bytes, head, row) ?? (due > 0 && row?.more !== due - 1 ? brokenGroup : null);
      if (wrong) {
        problems.push(`The journal ${file.nameAt(size)}: record ${head.n + 1} ${wrong}.`);
        return head;
      }
      const text = bytes.toString('utf8', 0, bytes.length - 1);
      // The chain proves the line, so it is the row that somebody changed.
      if (row && text !== textOf(head, row))
        problems.push(`The database ${db.name}: its record ${row.n} was changed; ${remedy('database')}.`);
      head = { n: head.n + 1, hash: hashOf(bytes.subarray(0, -1)) };
      size += bytes.length;
      due = row?.more ?? 0;
    }
  } finally {
    // Else the connection would stay busy.
    rows.return?.();
  }
  const { n, hash } = known.head;
  const name = file.nameAt(size);
  if (head.n < n) problems.push(`The journal ${name} ends at record ${head.n}, and there were ${n}.`);
  else if (head.hash !== hash) problems.push(`The journal ${name}: record ${n} is not the one that was written.`);
  else if (due > 0) problems.push(`The journal ${name}: after record ${n}, ${due} written with it are missing.`);
  return head;
}

const brokenGroup = 'was not written together with the one before';

/** The pieces up to `size` bytes. */
function* firstBytes(chunks: Iterable<Buffer>, size: number): Generator<Buffer> {
  let left = size;
  for (const chunk of chunks) {
    if (left < chunk.length) {
      if (left > 0) yield chunk.subarray(0, left);
      return;
    }
    yield chunk;
    left -= chunk.length;
  }
}

/** What is wrong with the line that should follow `head`, as the end of a sentence; null if nothing. */
function wrongWith(bytes: Buffer, head: Head, row: JournalRow | undefined): string | null {
  if (bytes.at(-1) !== newline) return 'is not finished';
  const text = bytes.toString('utf8', 0, bytes.length - 1);
  if (!text.startsWith(lineStart(head))) return 'does not follow the one before';
  if (row?.n !== head.n + 1) return 'is not in the database';
  return hashOf(bytes.subarray(0, -1)) === row.hash ? null : 'is not what the database has';
}
