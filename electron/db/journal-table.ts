import { prepared, type Db } from './open.ts';

/** A record of the journal, as the database has it. The journal's file has the same in a line. */
export interface JournalRow {
  /** Its place, from 1 on without a gap. */
  readonly n: number;
  /** ms. */
  readonly at: number;
  readonly kind: string;
  /** Null if it is about no payment. */
  readonly transactionId: string | null;
  /** JSON. */
  readonly data: string;
  /** How many records follow it that were written together with it. */
  readonly more: number;
  /** SHA-256 of its line in the file, in lower-case hex. */
  readonly hash: string;
}

const columns = 'n, at, kind, transaction_id AS transactionId, data, more, lower(hex(hash)) AS hash';

/**
 * Adds records; nothing is done yet of what they say. In a transaction that is rolled back if this throws. Some at one time cost
 * less, and all hashes cross over as one.
 */
export function insertRows(db: Db, added: readonly JournalRow[]): void {
  if (added.length === 0) return;
  const rows = added.map((_row, nth) => `(?, ?, ?, ?, ?, ?, substr(:hashes, ${nth * 32 + 1}, 32))`).join(', ');
  const values = [];
  let hashes = '';
  for (const { n, at, kind, transactionId, data, more, hash } of added) {
    values.push(n, at, kind, transactionId, data, more);
    hashes += hash;
  }
  // FAIL, for the transaction takes back what ABORT would remember page by page.
  const sql = `INSERT OR FAIL INTO journal (n, at, kind, transaction_id, data, more, hash) VALUES ${rows}`;
  prepared(db, sql).run(...values, { hashes: Buffer.from(hashes, 'hex') });
}

/** The last record; null if there is none. */
export function lastRow(db: Db): JournalRow | null {
  const sql = `SELECT ${columns} FROM journal ORDER BY n DESC LIMIT 1`;
  return (prepared(db, sql).get() as JournalRow | undefined) ?? null;
}

/** At most `most` records, from the `from`-th on. */
export function listRows(db: Db, from: number, most: number): readonly JournalRow[] {
  return prepared(db, `SELECT ${columns} FROM journal WHERE n >= ? ORDER BY n LIMIT ?`).all(from, most) as JournalRow[];
}

/** The records behind the `after`-th up to the `to`-th, one after the other. The connection is busy until all are taken, or `return` is called. */
export function eachRow(db: Db, after: number, to: number): IterableIterator<JournalRow> {
  const sql = `SELECT ${columns} FROM journal WHERE n > ? AND n <= ? ORDER BY n`;
  return db.prepare(sql).iterate(after, to) as IterableIterator<JournalRow>;
}

/** The rows about a payment, oldest first. */
export function listRecordsOf(db: Db, transactionId: string): readonly JournalRow[] {
  const sql = `SELECT ${columns} FROM journal WHERE transaction_id = ? ORDER BY n`;
  return prepared(db, sql).all(transactionId) as JournalRow[];
}

/** The first row behind the `n`-th; null if there is none. */
export function firstAfter(db: Db, n: number): JournalRow | null {
  const sql = `SELECT ${columns} FROM journal WHERE n > ? ORDER BY n LIMIT 1`;
  return (prepared(db, sql).get(n) as JournalRow | undefined) ?? null;
}

/** All rows behind the `after`-th that are about payments or inquiries. */
export function listAbout(db: Db, after: number): readonly JournalRow[] {
  const sql = `SELECT ${columns} FROM main.journal WHERE n > ? AND transaction_id IS NOT NULL ORDER BY n`;
  return db.prepare(sql).all(after) as JournalRow[];
}

/** The payments and inquiries of whose records some have rows. */
export function listAtHand(db: Db): readonly string[] {
  const sql = 'SELECT DISTINCT transaction_id FROM journal WHERE transaction_id IS NOT NULL';
  return db.prepare(sql).pluck().all() as string[];
}

/** The hash of the `n`-th record, in hex; null if it has no row. */
export function findHash(db: Db, n: number): string | null {
  return (
    (prepared(db, 'SELECT lower(hex(hash)) FROM journal WHERE n = ?').pluck().get(n) as string | undefined) ?? null
  );
}

/** The hashes of at most `most` records, from the `from`-th on. */
export function listHashes(db: Db, from: number, most: number): readonly string[] {
  const sql = 'SELECT lower(hex(hash)) FROM journal WHERE n >= ? ORDER BY n LIMIT ?';
  return prepared(db, sql).pluck().all(from, most) as string[];
}

/** What kind of records stand behind the `n`-th, and about which payment each is; oldest first. */
export function listKindsAfter(db: Db, n: number): readonly Pick<JournalRow, 'kind' | 'transactionId'>[] {
  const sql = 'SELECT kind, transaction_id AS transactionId FROM journal WHERE n > ? ORDER BY n';
  return prepared(db, sql).all(n) as Pick<JournalRow, 'kind' | 'transactionId'>[];
}

/** Whether this very record is there. */
export function hasRow(db: Db, row: Pick<JournalRow, 'at' | 'kind' | 'transactionId' | 'data'>): boolean {
  const sql = 'SELECT 1 FROM journal WHERE transaction_id IS ? AND kind = ? AND at = ? AND data = ?';
  return prepared(db, sql).get(row.transactionId, row.kind, row.at, row.data) !== undefined;
}

/** A till that had no journal yet left records without a hash: all of them, or none. */
export function isUnsealed(db: Db): boolean {
  return prepared(db, 'SELECT 1 AS one FROM journal WHERE n = 1 AND length(hash) = 0').get() !== undefined;
}

/** Gives a record without a hash its own. */
export function sealRow(db: Db, { n, hash }: Pick<JournalRow, 'n' | 'hash'>): void {
  prepared(db, 'UPDATE journal SET hash = ? WHERE n = ?').run(Buffer.from(hash, 'hex'), n);
}
