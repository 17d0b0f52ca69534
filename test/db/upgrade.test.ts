import { firstSegment } from '../harness/first-segment.ts';
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { wibDayStart } from '../../shared/time.ts';
import { findTransaction, listEvents } from '../../electron/db/transactions.ts';
import { rebuild } from '../../electron/books/rebuild.ts';
import { startBooks, type StartedBooks } from '../../electron/books/start-books.ts';
import { verifyBooks } from '../../electron/books/checks/verify-books.ts';
import { createOldBooks } from '../faults/upgrade/old-books.ts';
import { fillOldBooks } from '../faults/upgrade/old-payments.ts';
import { tempFolder } from '../harness/temp-folder.ts';
import { clockAt } from '../harness/clock-at.ts';

// A till's books from before it had a journal, opened by one that has.

const noon = wibDayStart(Date.now()) + 12 * 60 * 60 * 1000;
const tables = { quotes: 'quote_id', transactions: 'transaction_id', print_jobs: 'job_id' } as const;

type Row = Readonly<Record<string, unknown>>;
type Rows = Readonly<Record<string, readonly Row[]>>;

function rowsOf(db: Database.Database): Rows {
  // What was one table is several since.
  const isNew = db.prepare(`SELECT 1 FROM sqlite_schema WHERE name = 'payments'`).get() !== undefined;
  const rows = (table: string, key: string): Row[] =>
    db
      .prepare(`SELECT * FROM ${isNew && table === 'transactions' ? 'payments' : table} ORDER BY ${key}`)
      .all() as Row[];
  return Object.fromEntries(Object.entries(tables).map(([table, key]) => [table, rows(table, key)]));
}

/** The ledger's sums, but for what comes to nothing. */
function postedIn(db: Database.Database): readonly unknown[] {
  const sql = `SELECT * FROM ledger WHERE amount <> 0 OR count <> 0 ORDER BY shift, day, event, account, provider, product, cashier`;
  return db.prepare(sql).all();
}

interface Old {
  readonly folder: string;
  readonly ids: Readonly<Record<string, string>>;
  readonly rows: Rows;
  readonly trail: readonly { transaction_id: string; at: number; kind: string; data: string }[];
}

function oldFolder(): Old {
  const folder = tempFolder();
  const books = createOldBooks(folder);
  const ids = fillOldBooks(books, noon);
  const trail = books.db.prepare('SELECT * FROM transaction_events ORDER BY event_id').all() as Old['trail'];
  const rows = rowsOf(books.db);
  books.close();
  return { folder, ids, rows, trail };
}

function open(folder: string): StartedBooks {
  const now = (): number => noon + 60 * 60 * 1000;
  const started = startBooks(folder, { clock: clockAt(now), newEpoch: () => 'ABCD', by: 'owner', version: 'test' });
  if (!started.ok) throw new Error(started.problem);
  return started;
}

/** What the verifier, which shares no code with the till, says. */
function verifier(folder: string): string {
  try {
    return execFileSync(process.execPath, ['electron/verify/verify.ts', folder], { encoding: 'utf8' });
  } catch (error) {
    return (error as { stdout: string }).stdout;
  }
}

test('every row of the old books is there after the upgrade, as it was', () => {
  const { folder, rows } = oldFolder();
  const { books, close } = open(folder);
  const after = rowsOf(books.db);
  for (const [table, old] of Object.entries(rows)) {
    const columns = Object.keys(old[0] ?? {});
    expect(columns.length).toBeGreaterThan(5);
    const now = (after[table] ?? []).map((row) => Object.fromEntries(columns.map((name) => [name, row[name]])));
    expect(now).toEqual(old);
  }
  expect((after['print_jobs'] ?? []).every(({ head }) => head === null)).toBe(true);
  close();
});

test('an old payment has a bill for each month that it paid, of which nothing else is known', () => {
  const { folder, ids } = oldFolder();
  const { books, close } = open(folder);
  const one = {
    amount: null,
    penalty: null,
    admin: null,
    standStart: null,
    standEnd: null,
    dueDate: null,
    usage: null,
  };
  for (const [name, id] of Object.entries(ids)) {
    const payment = findTransaction(books.db, id);
    expect(payment?.bills).toEqual(name === 'nontaglist' ? [] : [{ period: '2026-10', ...one }]);
  }
  close();
});

test('who settled an old payment is known, and a person may still take back a word of today', () => {
  const { folder, ids } = oldFolder();
  const { books, close } = open(folder);
  const by = (name: string): unknown =>
    books.db.prepare('SELECT settled_by FROM transactions WHERE transaction_id = ?').pluck().get(ids[name]);
  expect(['printed', 'refused', 'said paid', 'said refused', 'open', 'sending'].map(by)).toEqual([
    ...['provider', 'provider', 'person', 'person', null, null],
  ]);
  const data = { as: 'paid', reason: 'no, they said it is', by: 'owner' } as const;
  const transactionId = ids['said refused'] ?? '';
  books.keep([{ at: noon + 60 * 60 * 1000, kind: 'resolved', transactionId, data }]);
  expect(findTransaction(books.db, transactionId)).toMatchObject({ status: 'paid', refusal: null });
  close();
});

test('the trail of every old payment says what it said, in its order', () => {
  const { folder, ids, trail } = oldFolder();
  const { books, close } = open(folder);
  for (const id of Object.values(ids)) {
    const told = listEvents(books.db, id);
    const old = trail.filter(({ transaction_id }) => transaction_id === id);
    // A slip that was never finished has no line of its own in the old trail.
    const kept = told.filter(
      ({ kind, data }) => kind !== 'print' || old.some((line) => line.data === JSON.stringify(data)),
    );
    expect(kept.map(({ at, kind }) => ({ at: Date.parse(at), kind }))).toEqual(
      old.map(({ at, kind }) => ({ at, kind })),
    );
    kept.forEach(({ data }, nth) => expect(data).toMatchObject(JSON.parse(old[nth]?.data ?? '') as object));
  }
  close();
});

test('the journal made of old books verifies, by the till and by the verifier that is no part of it', () => {
  const { folder } = oldFolder();
  const { books, close } = open(folder);
  expect(verifyBooks(books.known(), books).problems).toEqual([]);
  close();
  expect(verifier(folder)).toMatch(/^problems {3}0$/m);
});

test('the database made again from the new journal has the same rows', async () => {
  const { folder } = oldFolder();
  const first = open(folder);
  const rows = rowsOf(first.books.db);
  const posted = postedIn(first.books.db);
  expect(posted.length).toBeGreaterThan(8);
  const records = first.books.head().n;
  first.close();
  for (const name of readdirSync(folder).filter((one) => one.startsWith('loket.db'))) rmSync(path.join(folder, name));
  expect(await rebuild(folder, 'database', noon)).toMatchObject({ ok: true, records });
  const again = new Database(path.join(folder, 'loket.db'), { readonly: true });
  expect(rowsOf(again)).toEqual(rows);
  // What was paid before there was a ledger is posted as if there had been one.
  expect(postedIn(again)).toEqual(posted);
  again.close();
});

test('opening the upgraded books again changes nothing but that they were opened', () => {
  const { folder } = oldFolder();
  open(folder).close();
  const journal = readFileSync(firstSegment(folder), 'utf8');
  open(folder).close();
  const now = readFileSync(firstSegment(folder), 'utf8');
  expect(now.startsWith(journal)).toBe(true);
  expect(now.slice(journal.length).split('\n').length).toBe(2);
});

const filesIn = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile())
    .map((one) => path.join(one.parentPath, one.name));

test('an old database put beside a newer journal takes nothing from it', () => {
  const shop = oldFolder();
  open(shop.folder).close();
  const journal = readFileSync(firstSegment(shop.folder), 'utf8');
  // Someone puts back the backup from before the upgrade.
  for (const name of readdirSync(shop.folder).filter((one) => one.startsWith('loket.db')))
    rmSync(path.join(shop.folder, name));
  const backup = createOldBooks(shop.folder);
  fillOldBooks(backup, noon);
  backup.close();
  const started = startBooks(shop.folder, {
    clock: clockAt(() => noon),
    newEpoch: () => 'EFGH',
    by: 'owner',
    version: 'test',
  });
  const mode = started.ok ? started.books.tillState().mode : 'refused';
  if (started.ok) started.close();
  const kept = filesIn(shop.folder).map((name) => readFileSync(name, 'latin1'));
  expect(kept.some((text) => text.includes(Buffer.from(journal).toString('latin1')))).toBe(true);
  expect(['refused', 'reconcile']).toContain(mode);
});
