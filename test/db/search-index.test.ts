import path from 'node:path';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { auditSearch, fillSearch } from '../../electron/db/search-index.ts';
import { openDatabase, type Db } from '../../electron/db/open.ts';
import { listInTurns, listTransactions } from '../../electron/db/search.ts';
import { rebuild } from '../../electron/books/rebuild.ts';
import type { Input } from '../../shared/api.ts';
import { openCounter, type Counter } from '../harness/counter.ts';
import { firstAt, payment, store, type Made } from '../harness/made-payments.ts';

function indexOf(db: Db): readonly unknown[] {
  db.exec(`CREATE VIRTUAL TABLE IF NOT EXISTS temp.terms USING fts5vocab ('main', 'search', 'instance')`);
  return db.prepare('SELECT term, doc FROM terms ORDER BY term, doc').raw().all();
}

test('an index that is made anew from the payments is the one that was kept with them', () =>
  fc.assert(
    fc.asyncProperty(fc.array(payment, { maxLength: 30 }), async (log) => {
      const counter = await openCounter();
      for (const made of log) store(counter, made);
      const kept = [indexOf(counter.db), counter.db.prepare('SELECT * FROM set_backs').raw().all()];
      fillSearch(counter.db);
      expect([indexOf(counter.db), counter.db.prepare('SELECT * FROM set_backs').raw().all()]).toEqual(kept);
      await counter.close();
    }),
    { numRuns: 15, endOnFailure: true },
  ));

const siti: Made = {
  ...{
    product: 'pln-postpaid',
    provider: 'iak',
    cashier: 'owner',
    customerNumber: '512345678901',
    customerName: 'SITI RAHAYU',
  },
  ...{ reference: 'REF4212C9', sinceFirst: 5_000, becomes: 'paid' },
};
const others = ['BUDI SANTOSO', 'NUR AINI', 'H. ABDULLAH'].map((customerName, at): Made => {
  return {
    ...siti,
    customerName,
    customerNumber: `51234567891${at}`,
    reference: `REF77${at}00AB`,
    sinceFirst: (9 - at) * 1_000,
  };
});

async function withPayments(): Promise<Counter> {
  const counter = await openCounter();
  for (const made of [...others, siti]) store(counter, made);
  return counter;
}

const names = (db: Db, input: Input<'transaction:list'>): readonly unknown[] | undefined =>
  listTransactions(db, input)?.items.map(({ customerName }) => customerName);

test('a database that is rebuilt from the journal is searched as the one before was', async () => {
  const counter = await withPayments();
  const before = indexOf(counter.db);
  await counter.close();
  expect(await rebuild(counter.folder, 'database', firstAt)).toMatchObject({ ok: true });
  const opened = openDatabase(path.join(counter.folder, 'loket.db'));
  if (!opened.ok) throw new Error(opened.problem);
  expect([opened.guards, indexOf(opened.db), names(opened.db, { search: '4212c' })]).toEqual([
    [],
    before,
    ['SITI RAHAYU'],
  ]);
  expect(auditSearch(opened.db)).toEqual([]);
  opened.db.close();
});

const damages = [
  [
    'a payment is not in it',
    `INSERT INTO search (search, rowid, name) VALUES ('delete', 4, char(57344, 57344) || 'SITI RAHAYU')`,
  ],
  ['a payment is in it that is another', `INSERT INTO search (rowid, name) VALUES (2, 'SITI')`],
  [
    'a payment is in it in the place of another',
    `INSERT INTO search (search, rowid, name) VALUES ('delete', 4, char(57344, 57344) || 'SITI');
     INSERT INTO search (rowid, name) VALUES (3, char(57344, 57344) || 'SITI')`,
  ],
  ['it is empty', `INSERT INTO search (search) VALUES ('delete-all')`],
  ['a set-back is not in it', 'DELETE FROM set_backs WHERE first = 3'],
  ['a set-back is in it that was none', 'INSERT INTO set_backs VALUES (1)'],
] as const;
test.each(damages)('an index that says something else than the payments is noticed: %s', async (_what, sql) => {
  const counter = await withPayments();
  expect(await counter.must('journal:verify', {})).toMatchObject({ ok: true });
  counter.db.exec(sql);
  const { ok, problems } = await counter.must('journal:verify', {});
  expect([ok, problems.filter((problem) => problem.includes('search'))]).toMatchObject([false, [{}]]);
});

const losses = [
  ['the index', 'DROP TABLE search'],
  [
    'the index, for a table that looks like it',
    'DROP TABLE search; CREATE VIRTUAL TABLE search USING fts5 (number, name, content = "")',
  ],
  ['what keeps it', `DROP TRIGGER search_settled; INSERT INTO search (search) VALUES ('delete-all')`],
  ['the set-backs', 'DROP TABLE set_backs'],
] as const;
test.each(losses)('another program took away %s: the next start makes it again', async (_what, sql) => {
  const counter = await withPayments();
  const before = indexOf(counter.db);
  const file = path.join(counter.folder, 'loket.db');
  await counter.close();
  const db = new Database(file);
  db.exec(sql);
  db.close();
  const opened = openDatabase(file);
  if (!opened.ok) throw new Error(opened.problem);
  expect(opened.guards.length).toBeGreaterThan(0);
  expect([indexOf(opened.db), auditSearch(opened.db), names(opened.db, { search: 'siti' })]).toEqual([
    before,
    [],
    ['SITI RAHAYU'],
  ]);
  opened.db.close();
});

const asked: readonly Input<'transaction:list'>[] = [
  {},
  { from: '2026-01-01T00:00:00Z', to: '2026-02-01T00:00:00Z' },
  { cursor: `${firstAt}.01MT0` },
  ...[{ search: '5' }, { search: '51' }, { search: '512' }, { search: 'siti rahayu' }, { search: '01MT00001234X9Z2' }],
  ...(['paid', 'refused', 'pending', 'sending', 'unsettled'] as const).map((status) => ({ status })),
  ...[{ provider: 'iak' as const }, { product: 'pln-postpaid' as const }, { cashier: 'owner' }],
  { search: '512', status: 'paid', provider: 'iak', from: '2026-01-01T00:00:00Z', cursor: `${firstAt}.01MT0` },
];

test('however the list is asked, no table is read through for it', async () => {
  const counter = await withPayments();
  const recorded = new Set<string>();
  for (const input of asked) {
    // Another connection, so that every statement is made anew and seen.
    const db = new Database(path.join(counter.folder, 'loket.db'), { verbose: (sql) => recorded.add(String(sql)) });
    listTransactions(db, input);
    db.close();
  }
  const steps = [...recorded].flatMap((sql) =>
    (counter.db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all() as { detail: string }[]).map(({ detail }) => detail),
  );
  expect(recorded.size).toBeGreaterThan(4);
  // Places, segments and terms are what the statement itself made of its few parameters.
  const scans = steps.filter((step) => step.startsWith('SCAN'));
  expect([...new Set(scans)].sort()).toEqual([
    'SCAN json_each VIRTUAL TABLE INDEX 1:',
    'SCAN places',
    'SCAN segments',
    'SCAN set_backs',
    'SCAN t USING INDEX one_unsettled_payment',
    'SCAN terms',
  ]);
});

test('a list that takes long lets others go first, and goes on with the books as they are then', async () => {
  const counter = await openCounter();
  for (let nth = 0; nth < 80; nth++)
    store(counter, { ...siti, customerNumber: `5123456${String(78_901 + nth)}`, sinceFirst: nth * 1_000 });
  const input = { search: '5123', limit: 70 };
  const page = listTransactions(counter.db, input);
  expect(page?.items).toHaveLength(70);
  const other = new Database(path.join(counter.folder, 'loket.db'), { readonly: true });
  let db = counter.db;
  let ms = 0;
  const waits: number[] = [];
  const slow = {
    elapsed: () => (ms += 10),
    turn: () => {
      waits.push(ms);
      // Whoever came in between had the books opened anew.
      if (waits.length === 1) db = other;
      return Promise.resolve();
    },
  };
  expect(await listInTurns(() => db, input, slow)).toEqual(page);
  expect(waits).toHaveLength(2);
  expect(await listInTurns(() => other, input, { ...slow, elapsed: () => 0 })).toEqual(page);
  expect(waits).toHaveLength(2);
  other.close();
  await counter.close();
});
