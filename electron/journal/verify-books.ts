import type { JournalReport } from '../../shared/api.ts';
import { auditRows, checkIntegrity } from '../db/audit.ts';
import { isStorageError } from '../db/storage-error.ts';
import type { Books } from './books.ts';
import { linesOf } from './join.ts';
import { emptyHead, hashOf, lineStart, shortHead, type Head } from './line.ts';

/** Problems of one kind that are named; the rest is only more of the same. */
const namedMax = 20;

/** Reads the journal anew from the disk and compares the database with it, record by record. Changes nothing. */
export function verifyBooks(books: Books): JournalReport {
  const problems: string[] = [];
  let head = emptyHead;
  try {
    head = readChain(books, problems);
    problems.push(...auditRows(books.db, namedMax).map((wrong) => `The database ${books.db.name}: ${wrong}.`));
    problems.push(...checkIntegrity(books.db).map((wrong) => `The database ${books.db.name}: ${wrong}.`));
  } catch (error) {
    if (!isStorageError(error)) throw error;
    problems.push(`Journal and database can't be read: ${error.message} (${error.code}).`);
  }
  return { ok: problems.length === 0, records: head.n, head: head.hash, short: shortHead(head), problems };
}

/** Follows the chain to its end or to the first record that is wrong, and answers the last good one. */
function readChain(books: Books, problems: string[]): Head {
  const { db, file } = books;
  const rows = db.prepare('SELECT lower(hex(hash)) AS hash, data FROM journal ORDER BY n').all() as {
    hash: string;
    data: string;
  }[];
  let head = emptyHead;
  for (const bytes of linesOf(file)) {
    const wrong = wrongWith(bytes, head, rows[head.n]);
    if (wrong) {
      problems.push(`The journal ${file.name}: record ${head.n + 1} ${wrong}.`);
      return head;
    }
    head = { n: head.n + 1, hash: hashOf(bytes.subarray(0, -1)) };
  }
  const written = Math.max(rows.length, books.head().n);
  if (head.n < written) problems.push(`The journal ${file.name} ends at record ${head.n}, and there were ${written}.`);
  return head;
}

/** What is wrong with the line that should follow `head`, as the end of a sentence; null if nothing. */
function wrongWith(
  bytes: Buffer,
  head: Head,
  row: { readonly hash: string; readonly data: string } | undefined,
): string | null {
  if (bytes.at(-1) !== 0x0a) return 'is not finished';
  const text = bytes.toString('utf8', 0, bytes.length - 1);
  if (!text.startsWith(lineStart(head))) return 'does not follow the one before';
  if (!row) return 'is not in the database';
  if (hashOf(bytes.subarray(0, -1)) !== row.hash) return 'is not what the database has';
  return text.endsWith(`,"data":${row.data}}`) ? null : 'is not what the database says it holds';
}
