import { isStorageError } from '../db/storage-error.ts';
import { prepared, type Db } from '../db/open.ts';
import { lastRecord, storeRecord } from '../db/records.ts';
import type { JournalFile } from './file.ts';
import { appendMax, emptyHead, hashOf, lineStart, readLine, toLine, type Head, type Line } from './line.ts';

// Journal and database tell the same story. Where a crash left one a little behind the other, it is brought up; where one of
// them says something else, nothing is touched and a person is told which.

export interface Joined {
  readonly ok: true;
  readonly head: Head;
  /** Records that the database did not have. */
  readonly caughtUp: number;
  /** Records that the journal did not have. */
  readonly restored: number;
  /** Bytes of a last line that was never finished, now cut off. */
  readonly torn: number;
}

/** One sentence that names the file and the record. */
export interface NotJoined {
  readonly ok: false;
  readonly problem: string;
}

/** What was found in the file behind its last good record. */
interface Tail {
  readonly head: Head;
  /** Bytes of the good records. */
  readonly size: number;
  /** The first line that is not as it must be, or null at a clean end. */
  readonly why: string | null;
  /** Whole lines from there to the end. */
  readonly linesLeft: number;
}

/**
 * Brings journal and database to the same last record. `rebuilding` names the one that is being made again from the other and
 * may be empty. Throws what the disk says.
 */
export function join(db: Db, file: JournalFile, rebuilding: 'database' | 'journal' | null = null): Joined | NotJoined {
  try {
    sealOldRecords(db, file);
    const known = lastRecord(db);
    const missing = rebuilding === null ? somethingMissing(db, file, known) : null;
    if (missing) return { ok: false, problem: missing };
    db.exec('BEGIN IMMEDIATE');
    const tail = readAll(db, file, known);
    const problem = problemOf(db, file, known, tail, rebuilding);
    db.exec(problem ? 'ROLLBACK' : 'COMMIT');
    if (problem) return { ok: false, problem };
    const torn = file.size() - tail.size;
    if (torn > 0) file.cut(tail.size);
    const restored = restoreTail(db, file, tail.head);
    const head = lastRecord(db);
    return { ok: true, head, caughtUp: head.n - known.n, restored, torn };
  } catch (error) {
    if (db.inTransaction) db.exec('ROLLBACK');
    if (error instanceof Misfit) return { ok: false, problem: error.message };
    throw error;
  }
}

/** What mends a file, as the end of a sentence. */
export function remedy(what: 'database' | 'journal'): string {
  return `--rebuild=${what} makes it again from the ${what === 'journal' ? 'database' : 'journal'}`;
}

/** A record of the journal that the database can not take. */
class Misfit extends Error {}

/** Reads the whole file: what the database has must be the same there, what it does not have is applied. */
function readAll(db: Db, file: JournalFile, known: Head): Tail {
  const hashes = db.prepare('SELECT lower(hex(hash)) FROM journal ORDER BY n').pluck().all() as string[];
  let head = emptyHead;
  let size = 0;
  let why: string | null = null;
  let linesLeft = 0;
  for (const bytes of linesOf(file)) {
    if (bytes.at(-1) !== newline) {
      why ??= 'it is not finished';
      break;
    }
    if (why === null) why = take(bytes.subarray(0, -1));
    if (why !== null) linesLeft++;
    else size += bytes.length;
  }
  return { head, size, why, linesLeft };

  /** What is wrong with the next line, or null. */
  function take(bytes: Buffer): string | null {
    const start = lineStart(head);
    if (bytes.toString('latin1', 0, start.length) !== start) return 'it does not follow the one before';
    if (head.n < known.n) {
      const hash = hashOf(bytes);
      if (hash !== hashes[head.n]) return 'it is not what the database has';
      head = { n: head.n + 1, hash };
      return null;
    }
    const read = readLine(head, bytes.toString('utf8'));
    if (!read) return 'it is not a record';
    applyTo(db, file, read.line, read.data);
    head = { n: read.line.n, hash: read.line.hash };
    return null;
  }
}

function applyTo(db: Db, file: JournalFile, line: Line, data: unknown): void {
  try {
    storeRecord(db, line, data);
  } catch (error) {
    if (isStorageError(error)) throw error;
    const why = error instanceof Error ? error.message : String(error);
    throw new Misfit(`The journal ${file.name} is damaged: record ${line.n} can't be (${why}); ${remedy('journal')}.`);
  }
}

function problemOf(
  db: Db,
  file: JournalFile,
  known: Head,
  tail: Tail,
  rebuilding: 'database' | 'journal' | null,
): string | null {
  // The journal is written first, so no crash leaves it behind by more than a lying disk loses.
  if (rebuilding === null && known.n - tail.head.n > appendMax && tail.linesLeft === 0)
    return `The journal ${file.name} ends at record ${tail.head.n}, and the database has ${known.n}; ${remedy('journal')}.`;
  // A line without its end was being written when the till died. If the database has its record, it is restored from there.
  if (tail.why === null || tail.linesLeft === 0) return null;
  const n = tail.head.n + 1;
  // A power cut can keep the end of what was being written and lose its start; the database does not have it yet.
  const beyond = tail.head.n + tail.linesLeft - known.n;
  if (rebuilding === null && n > known.n && beyond <= appendMax) return null;
  const row = n <= known.n ? recordText(db, tail.head) : null;
  if (row && row.made !== row.hash)
    return `The database ${db.name} is damaged: its record ${n} was changed; ${remedy('database')}.`;
  return `The journal ${file.name} is damaged: record ${n}, ${tail.why}; ${remedy('journal')}.`;
}

/** A file that is not there, or empty, was not lost in a crash. */
function somethingMissing(db: Db, file: JournalFile, known: Head): string | null {
  if (known.n > appendMax && file.size() === 0)
    return `The journal ${file.name} is missing or empty, and the database has ${known.n} records; ${remedy('journal')}.`;
  if (known.n > 0) return null;
  let lines = 0;
  for (const bytes of linesOf(file)) {
    if (bytes.at(-1) === newline && ++lines > appendMax)
      return `The database ${db.name} is missing or empty, and the journal ${file.name} is not; ${remedy('database')}.`;
  }
  return null;
}

/** Gives the journal the records that only the database has. */
function restoreTail(db: Db, file: JournalFile, from: Head): number {
  const batchRecords = 1_000;
  let head = from;
  for (;;) {
    const lines: Buffer[] = [];
    for (let row; lines.length < batchRecords && (row = recordText(db, head));) {
      if (row.made !== row.hash)
        throw new Misfit(
          `The database ${db.name} is damaged: its record ${head.n + 1} was changed; ${remedy('database')}.`,
        );
      lines.push(Buffer.from(`${row.text}\n`));
      head = { n: head.n + 1, hash: row.hash };
    }
    if (lines.length === 0) return head.n - from.n;
    file.append(Buffer.concat(lines));
  }
}

/** The line that the database's record after `head` makes, its hash, and the one that is stored with it. */
function recordText(
  db: Db,
  head: Head,
): { readonly text: string; readonly made: string; readonly hash: string } | null {
  const sql =
    'SELECT at, kind, transaction_id AS transactionId, data, lower(hex(hash)) AS hash FROM journal WHERE n = ?';
  const row = prepared(db, sql).get(head.n + 1) as (Omit<Line, 'n' | 'text'> & { hash: string }) | undefined;
  if (!row) return null;
  const { text, hash: made } = toLine(head, row);
  return { text, made, hash: row.hash };
}

/**
 * Gives the records of a till that had no journal their place in the chain; the file first, so that a crash repeats it. A file
 * that holds more than them is a newer journal beside an older database: it stays as it is.
 */
function sealOldRecords(db: Db, file: JournalFile): void {
  const isOld = prepared(db, 'SELECT 1 AS one FROM journal WHERE length(hash) = 0 LIMIT 1').get() !== undefined;
  if (!isOld) return;
  db.transaction(() => {
    const rows = db.prepare('SELECT at, kind, transaction_id AS transactionId, data FROM journal ORDER BY n').all();
    const seal = db.prepare('UPDATE journal SET hash = ? WHERE n = ?');
    const texts: string[] = [];
    let head = emptyHead;
    for (const row of rows as Omit<Line, 'n' | 'hash' | 'text'>[]) {
      const line = toLine(head, row);
      seal.run(Buffer.from(line.hash, 'hex'), line.n);
      texts.push(`${line.text}\n`);
      head = line;
    }
    const lines = Buffer.from(texts.join(''));
    const found = Buffer.concat([...file.chunks()]);
    if (found.subarray(0, lines.length).equals(lines)) return;
    if (!lines.subarray(0, found.length).equals(found))
      throw new Misfit(`The database ${db.name} is older than the journal ${file.name}; ${remedy('database')}.`);
    file.cut(0);
    file.append(lines);
  })();
}

const newline = 0x0a;

/** The file's lines, each with its newline; the last one may have none. */
export function* linesOf(file: Pick<JournalFile, 'chunks'>): Generator<Buffer> {
  let rest: Buffer[] = [];
  for (const chunk of file.chunks()) {
    let start = 0;
    for (let end = chunk.indexOf(newline); end >= 0; end = chunk.indexOf(newline, start)) {
      const piece = chunk.subarray(start, end + 1);
      yield rest.length > 0 ? Buffer.concat([...rest, piece]) : piece;
      rest = [];
      start = end + 1;
    }
    if (start < chunk.length) rest.push(chunk.subarray(start));
  }
  if (rest.length > 0) yield Buffer.concat(rest);
}
