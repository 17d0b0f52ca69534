import { auditRows, findUnrecorded } from '../db/audit.ts';
import { eachRow, lastRow, listRows, type JournalRow } from '../db/journal-table.ts';
import type { Db } from '../db/open.ts';
import { listUnpacked, packedHead } from '../db/segments.ts';
import { assert } from '../../shared/errors.ts';
import { storedHead } from './apply-record.ts';
import { linesOf, newline, type Journal, type Prepared } from './journal/file.ts';
import { appendMax, emptyHead, toLine, type Head, type Line } from './journal/line.ts';
import { Misfit, remedy, type BooksProblem } from './journal/problem.ts';
import { readAll, Unfit, type Tail } from './read-all.ts';
import { sealOldRecords } from './seal-old-records.ts';

/** Records that go between SQLite and the program at one time: each crossing has its price. */
const atOnce = 1_000;
/** Characters after which what is given back to the journal is written; every write is synced. */
const appendChars = 4 * 1024 * 1024;

// Journal and database tell the same story. Where a crash left one a little behind the other, it catches up; where one of them
// says something else, nothing is touched and a person is told which.

export interface CaughtUp {
  readonly ok: true;
  readonly head: Head;
  /** Records that the database did not have. */
  readonly toDatabase: number;
  /** Records that the journal did not have. */
  readonly toJournal: number;
  /** Bytes of a last line or group of lines that was never finished, now cut off. */
  readonly torn: number;
}

/**
 * Brings journal and database to the same last record. `rebuilding` names the one that is being made again from the other and
 * may be empty. Throws a storage error.
 */
export function catchUp(
  db: Db,
  file: Journal,
  rebuilding: 'database' | 'journal' | null = null,
): CaughtUp | BooksProblem {
  const { done, value } = catchingUp(db, file, rebuilding).next();
  assert(done, 'nobody has threads here');
  return value;
}

/** The same for a database that is made again, from a journal whose sealed segments are read ahead in threads. */
export async function catchUpAhead(db: Db, file: Journal): Promise<CaughtUp | BooksProblem> {
  const steps = catchingUp(db, file, 'database');
  for (let step = steps.next(); ;) {
    if (step.done) return step.value;
    try {
      step = steps.next(await step.value);
    } catch (error) {
      step = steps.throw(error);
    }
  }
}

function* catchingUp(
  db: Db,
  file: Journal,
  rebuilding: 'database' | 'journal' | null,
): Generator<Promise<Prepared | null>, CaughtUp | BooksProblem, Prepared | null> {
  try {
    sealOldRecords(db, file);
    const known = storedHead(db);
    const packed = packedHead(db) ?? emptyHead;
    const missing = rebuilding === null ? somethingMissing(db, file, known, packed) : null;
    if (missing) return { ok: false, problem: missing };
    db.exec('BEGIN IMMEDIATE');
    const tail = yield* readAll(db, file, { known, packed, isNew: rebuilding === 'database' });
    const problem = problemOf(db, file, known, tail, rebuilding);
    db.exec(problem ? 'ROLLBACK' : 'COMMIT');
    if (problem) return { ok: false, problem };
    const torn = file.size() - tail.size;
    if (torn > 0) file.cut(tail.size);
    const toJournal = giveTail(db, file, tail.head);
    const head = storedHead(db);
    return { ok: true, head, toDatabase: head.n - known.n, toJournal, torn };
  } catch (error) {
    if (db.inTransaction) db.exec('ROLLBACK');
    if (!(error instanceof Misfit)) throw error;
    // The chain proves a record, and nothing proves the tables that it does not fit: they are looked at first.
    const wrong = error instanceof Unfit && rebuilding === null ? (auditRows(db, 1)[0] ?? findUnrecorded(db)) : null;
    const problem = wrong && `The database ${db.name} is damaged (${wrong}); ${remedy('database')}.`;
    return { ok: false, problem: problem ?? error.message };
  }
}

function problemOf(
  db: Db,
  file: Journal,
  known: Head,
  tail: Tail,
  rebuilding: 'database' | 'journal' | null,
): string | null {
  // The journal is written first, so no crash leaves it behind by more than a lying disk loses.
  if (rebuilding === null && known.n - tail.head.n > appendMax && tail.linesLeft === 0)
    return `The journal ${file.nameAt(tail.size)} ends at record ${tail.head.n}, and the database has ${known.n}; ${remedy('journal')}.`;
  // A line without its end, or a group without its last, was being written when the till died. If the database has the records,
  // the journal gets them from there.
  if (tail.why === null) return endsWhole(db);
  const { n } = tail;
  // A power cut can keep the end of what was being written and lose its start; the database does not have it yet.
  const beyond = tail.head.n + tail.linesLeft - known.n;
  if (rebuilding === null && n > known.n && beyond <= appendMax) return endsWhole(db);
  const [row] = n <= known.n ? listRows(db, n, 1) : [];
  if (row) toProvenLine(db, tail.head, row);
  return `The journal ${file.nameAt(tail.size)} is damaged: record ${n}, ${tail.why}; ${remedy('journal')}.`;
}

/** What a commit stores is whole: a database that ends within a group was made so by somebody else. */
function endsWhole(db: Db): string | null {
  const { n, more } = lastRow(db) ?? { n: 0, more: 0 };
  return more === 0
    ? null
    : `The database ${db.name} is damaged: what was written with its record ${n} is missing; ${remedy('database')}.`;
}

/** A file that is not there, or empty, was not lost in a crash. */
function somethingMissing(db: Db, file: Journal, known: Head, packed: Head): string | null {
  if (known.n - packed.n > appendMax && file.size() === 0)
    return `The journal ${file.nameAt(0)} is missing or empty, and the database has ${known.n} records; ${remedy('journal')}.`;
  if (known.n > 0) return null;
  let lines = 0;
  for (const bytes of linesOf(file)) {
    if (bytes.at(-1) === newline && ++lines > appendMax)
      return `The database ${db.name} is missing or empty, and the journal ${file.nameAt(0)} is not; ${remedy('database')}.`;
  }
  return null;
}

/** Gives the journal the records that only the database has, segment by segment. The chain proves each of them. */
function giveTail(db: Db, file: Journal, from: Head): number {
  const ends = new Map(listUnpacked(db).map(({ number, last }) => [number, last]));
  let head = from;
  let text = '';
  const append = (): void => {
    file.append(Buffer.from(text));
    text = '';
  };
  const next = (): readonly JournalRow[] => listRows(db, head.n + 1, atOnce);
  for (let rows = next(); rows.length > 0; rows = next()) {
    for (const row of rows) {
      const line = toProvenLine(db, head, row);
      text += `${line.text}\n`;
      head = line;
      if (ends.get(file.open().number) !== head.n) continue;
      append();
      file.rollOver();
    }
    if (text.length > appendChars) append();
  }
  if (text.length > 0) append();
  return head.n - from.n;
}

/** The line that this row makes behind `head`; throws if it is not the one whose hash was stored. */
function toProvenLine(db: Db, head: Head, row: JournalRow): Line {
  const line = toLine(head, row);
  const wrong = wrongWith(line, row);
  if (wrong === null) return line;
  throw new Misfit(`The database ${db.name} is damaged: ${wrong}; ${remedy('database')}.`);
}

function wrongWith(line: Line, row: JournalRow): string | null {
  if (row.n === line.n && row.hash === line.hash) return null;
  return `its record ${line.n} ${row.n === line.n ? 'was changed' : 'is missing'}`;
}

/** The first record behind what is packed that is not the one whose hash the database stored with it; null if there is none. */
export function findChanged(db: Db): string | null {
  let head: Head = packedHead(db) ?? emptyHead;
  for (const row of eachRow(db, head.n, Number.MAX_SAFE_INTEGER)) {
    const line = toLine(head, row);
    const wrong = wrongWith(line, row);
    if (wrong !== null) return wrong;
    head = line;
  }
  return null;
}
