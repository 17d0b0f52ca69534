import type { JournalReport } from '../../../shared/api.ts';
import { checkSteps } from '../../db/audit.ts';
import { eachRow, type JournalRow } from '../../db/journal-table.ts';
import { openToRead, type Db } from '../../db/open.ts';
import { isStorageError } from '../../db/storage-error.ts';
import { linesOf, newline, readJournalFile, type JournalFile } from '../journal/file.ts';
import { emptyHead, hashOf, lineStart, shortHead, textOf, type Head } from '../journal/line.ts';

/** What the till knows of its books between two writes. Plain data, so that a thread can be told. */
export interface Known {
  readonly head: Head;
  /** Bytes of the journal, which hold the records up to that one and nothing else. */
  readonly bytes: number;
  /** What is wrong already, one sentence each. */
  readonly problems: readonly string[];
}

export interface BooksFiles {
  readonly database: string;
  readonly journal: string;
}

/** Where the books can be read. */
interface Readable {
  readonly db: Db;
  readonly file: Pick<JournalFile, 'name' | 'chunks'>;
}

/** Reads the journal anew from the disk and compares the database with it, record by record. Changes nothing. */
export function verifyBooks(known: Known, books: Readable): JournalReport {
  return verify(known, () => books);
}

/**
 * The same beside a till that goes on writing, by connections of its own: up to what that till knew. Once `isStopped` says so
 * it ends soon, with a report that says nothing.
 */
export function verifyFiles({ database, journal }: BooksFiles, known: Known, isStopped: () => boolean): JournalReport {
  const opened: { close(): unknown }[] = [];
  const open = (): Readable => {
    const file = readJournalFile(journal);
    opened.push(file);
    const db = openToRead(database);
    opened.push(db);
    // All is read as it was at one moment, which is not before the one that is known.
    db.exec('BEGIN');
    return { db, file };
  };
  try {
    return verify(known, open, isStopped);
  } finally {
    for (const one of opened) one.close();
  }
}

function verify(known: Known, open: () => Readable, isStopped: () => boolean = () => false): JournalReport {
  const problems = [...known.problems];
  let head = emptyHead;
  try {
    const { db, file } = open();
    head = readChain(db, file, known, problems, isStopped);
    for (const check of checkSteps()) {
      if (isStopped()) break;
      problems.push(...check(db).map((wrong) => `The database ${db.name}: ${wrong}.`));
    }
  } catch (error) {
    problems.push(unreadable(error));
  }
  return { ok: problems.length === 0, records: head.n, head: head.hash, short: shortHead(head), problems };
}

/** What the disk said; a bug stays one. */
export function unreadable(error: unknown): string {
  if (!isStorageError(error)) throw error;
  return `Journal and database can't be read: ${error.message} (${error.code}).`;
}

/** Follows the chain to what is known or to the first record that is wrong, and answers the last good one. */
function readChain(db: Db, file: Readable['file'], known: Known, problems: string[], isStopped: () => boolean): Head {
  const rows = eachRow(db, known.head.n);
  let head = emptyHead;
  /** How many more lines there must be of the group that the last one belongs to. */
  let due = 0;
  try {
    for (const bytes of linesOf({ chunks: () => firstBytes(file.chunks(), known.bytes) })) {
      if (isStopped()) return head;
      const row = rows.next().value as JournalRow | undefined;
      const wrong = wrongWith(bytes, head, row) ?? (due > 0 && row?.more !== due - 1 ? brokenGroup : null);
      if (wrong) {
        problems.push(`The journal ${file.name}: record ${head.n + 1} ${wrong}.`);
        return head;
      }
      head = { n: head.n + 1, hash: hashOf(bytes.subarray(0, -1)) };
      due = row?.more ?? 0;
    }
  } finally {
    // Else the connection would stay busy.
    rows.return?.();
  }
  const { n, hash } = known.head;
  if (head.n < n) problems.push(`The journal ${file.name} ends at record ${head.n}, and there were ${n}.`);
  else if (head.hash !== hash) problems.push(`The journal ${file.name}: record ${n} is not the one that was written.`);
  else if (due > 0) problems.push(`The journal ${file.name}: after record ${n}, ${due} written with it are missing.`);
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
  if (hashOf(bytes.subarray(0, -1)) !== row.hash) return 'is not what the database has';
  return text === textOf(head, row) ? null : 'is not what the database says it holds';
}
