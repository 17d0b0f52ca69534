import { hash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { headThere, toAt, type History, type Told } from './history.ts';
import { sealOf } from './seal.ts';

// A made-up history as the files of a data folder.

export type JournalRow = readonly [number, number, string, string | null, string, string, number];

/** The lines and the database's rows of records, and the head that each print job carries. A seal says what comes before it. */
export function chain(records: readonly Told[]): {
  readonly lines: readonly string[];
  readonly rows: readonly JournalRow[];
  readonly heads: ReadonlyMap<unknown, string>;
} {
  const lines: string[] = [];
  const rows: JournalRow[] = [];
  const heads = new Map<unknown, string>();
  let prev = '0'.repeat(64);
  let sealedBefore = 0;
  for (const [index, one] of records.entries()) {
    const { at, kind, transactionId } = one;
    const short = `${index}-${prev.slice(0, 8).toUpperCase()}`;
    const data =
      kind === 'sealed'
        ? {
            ...sealOf(Number(one.data['segment']), toBytes(lines.slice(sealedBefore)).length, { n: index, hash: prev }),
            ...one.data,
          }
        : one.data['head'] === headThere
          ? { ...one.data, head: short }
          : one.data;
    if (kind === 'sealed') sealedBefore = index;
    if (kind === 'printing') heads.set(data['jobId'], short);
    const more = moreAt(records, index);
    const mark = more > 0 ? { more } : {};
    const line = JSON.stringify({ n: index + 1, prev, ...mark, at: toAt(at), kind, transactionId, data });
    prev = hash('sha256', line);
    lines.push(line);
    rows.push([index + 1, at, kind, transactionId, JSON.stringify(data), prev, more]);
  }
  return { lines, rows, heads };
}

/** How many records that are written together with this one follow it: what was sent, its outcome and what is alarming in it. */
export function moreAt(records: readonly Told[], index: number): number {
  const [here, next] = [records[index], records[index + 1]];
  if (!here || !next || here.transactionId !== next.transactionId) return 0;
  const isTogether = here.kind === 'sent' || (here.kind === 'pending' && next.kind === 'alarm');
  return isTogether ? 1 + moreAt(records, index + 1) : 0;
}

export function toBytes(lines: readonly string[]): Buffer {
  return Buffer.from(lines.map((line) => `${line}\n`).join(''));
}

/** Writes journal and database into a folder; the database as if it had not been told of the last `behind` records. */
export function writeFolder(folder: string, history: History, behind = 0): void {
  const { lines, rows } = chain(history.records);
  writeFileSync(path.join(folder, 'loket.journal'), toBytes(lines));
  const db = openDatabase(folder);
  fillDatabase(db, history, rows.slice(0, rows.length - behind));
  db.close();
}

export function openDatabase(folder: string): Database.Database {
  const db = new Database(path.join(folder, 'loket.db'));
  db.pragma('journal_mode = WAL');
  return db;
}

export function fillDatabase(db: Database.Database, history: History, rows: readonly JournalRow[]): void {
  const { heads } = chain(history.records);
  db.exec(schema);
  const insert = db.prepare('INSERT INTO journal VALUES (?, ?, ?, ?, ?, unhex(?), ?)');
  db.transaction(() => {
    for (const row of rows) insert.run(...row);
    for (const [table, made] of Object.entries(history.tables)) {
      for (const row of made) {
        const names = Object.keys(row);
        const sql = `INSERT INTO ${table} (${names.join()}) VALUES (${names.map((name) => `:${name}`).join()})`;
        db.prepare(sql).run(row['head'] === headThere ? { ...row, head: heads.get(row['job_id']) } : row);
      }
    }
  })();
}

const schema = `
  CREATE TABLE journal (n INTEGER PRIMARY KEY, at INTEGER NOT NULL, kind TEXT NOT NULL, transaction_id TEXT,
    data TEXT NOT NULL, hash BLOB NOT NULL, more INTEGER NOT NULL) STRICT;
  CREATE TABLE quotes (quote_id TEXT PRIMARY KEY, transaction_id TEXT UNIQUE, provider_ref TEXT UNIQUE,
    created_at INTEGER, expires_at INTEGER, quote TEXT, memo TEXT) STRICT;
  CREATE TABLE transactions (transaction_id TEXT PRIMARY KEY, quote_id TEXT REFERENCES quotes (quote_id),
    provider_ref TEXT, provider TEXT, product TEXT, customer_number TEXT, customer_name TEXT, periods TEXT,
    bill INTEGER, admin INTEGER, fee INTEGER, total INTEGER, tendered INTEGER, cashier TEXT, created_at INTEGER,
    expires_at INTEGER, memo TEXT, details TEXT, footer TEXT, status TEXT, reference TEXT, refusal_code TEXT, settled_at INTEGER,
    settled_by TEXT, look_at INTEGER, slip_number TEXT, claim_code TEXT, commission INTEGER) STRICT;
  CREATE INDEX transactions_by_number ON transactions (customer_number);
  CREATE TABLE print_jobs (job_id TEXT PRIMARY KEY, transaction_id TEXT REFERENCES transactions (transaction_id),
    copy INTEGER, printer TEXT, head TEXT, created_at INTEGER, state TEXT) STRICT;
  CREATE TABLE till_state (one INTEGER PRIMARY KEY, epoch TEXT, mode TEXT, correction_ms INTEGER, till TEXT,
    public_key TEXT) STRICT;
  CREATE TABLE segments (number INTEGER PRIMARY KEY, last_n INTEGER, head BLOB, bytes INTEGER, signature TEXT) STRICT;
  CREATE TABLE journal_parts (segment INTEGER PRIMARY KEY, first_n INTEGER, last_n INTEGER, data BLOB) STRICT;
  CREATE TABLE payment_segments (payment INTEGER, segment INTEGER, PRIMARY KEY (payment, segment)) STRICT, WITHOUT ROWID;`;
