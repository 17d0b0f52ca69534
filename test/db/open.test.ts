import { copyFileSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { lockFolder } from '../../electron/db/folder-lock.ts';
import { guardsHash, hashOfGuards } from '../../electron/db/guards.ts';
import { columnsHash, hashOfColumns } from '../../electron/db/shape.ts';
import { openDatabase, type Db } from '../../electron/db/open.ts';
import { openCounter } from '../harness/counter.ts';
import { tempFolder } from '../harness/temp-folder.ts';

function openIn(folder: string): Db {
  const opened = openDatabase(path.join(folder, 'loket.db'));
  if (!opened.ok) throw new Error(opened.problem);
  return opened.db;
}

test('every commit reaches the disk, keys are checked, the file is the owner’s alone', () => {
  const folder = tempFolder();
  const db = openIn(folder);
  expect(db.pragma('synchronous', { simple: true })).toBe(2);
  expect(db.pragma('journal_mode', { simple: true })).toBe('wal');
  expect(db.pragma('foreign_keys', { simple: true })).toBe(1);
  expect(db.pragma('user_version', { simple: true })).toBe(200);
  expect(statSync(path.join(folder, 'loket.db')).mode & 0o777).toBe(0o600);
  const tables = db
    .prepare(
      `SELECT name, strict FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT GLOB 'search*'`,
    )
    .all();
  expect(tables).not.toHaveLength(0);
  for (const table of tables) expect(table).toMatchObject({ strict: 1 });
  db.close();
  openIn(folder).close();
});

test('the hash by which a start knows the guards of a database is that of a new one', () => {
  const db = openIn(tempFolder());
  expect(hashOfGuards(db)).toBe(guardsHash);
  db.close();
});

test('the hash by which a start knows the columns of a database is that of a new one', () => {
  const db = openIn(tempFolder());
  expect(hashOfColumns(db)).toBe(columnsHash);
  db.close();
});

test.for([
  [
    'a column that is called otherwise',
    `UPDATE sqlite_schema SET sql = replace(sql, 'remaining_bills', 'remaining_bhlls') WHERE name = 'transactions'`,
  ],
  ['a search index that has lost its own table', `UPDATE search_config SET v = 0`],
] as const)('%s refuses the start as damage', ([, sql]) => {
  const folder = tempFolder();
  openIn(folder).close();
  const db = new Database(path.join(folder, 'loket.db'));
  db.unsafeMode(true);
  db.pragma('writable_schema = ON');
  db.exec(sql);
  db.close();
  expect(openDatabase(path.join(folder, 'loket.db'))).toMatchObject({ ok: false, damaged: true });
});

test.for([
  ['a database of a newer version', 'newer version', (db: Db) => db.pragma('user_version = 9999')],
  ['a database of another program', 'another program', (db: Db) => db.pragma('application_id = 7')],
] as const)('%s is refused and left as it is', ([, says, spoil]) => {
  const folder = tempFolder();
  const file = path.join(folder, 'loket.db');
  const db = openIn(folder);
  spoil(db);
  db.close();
  const before = readFileSync(file);
  const opened = openDatabase(file);
  expect(opened).toMatchObject({ ok: false });
  expect(JSON.stringify(opened)).toContain(says);
  expect(JSON.stringify(opened)).toContain(file);
  expect(readFileSync(file).equals(before)).toBe(true);
});

test('garbage and a damaged page are refused by the file’s name', () => {
  const folder = tempFolder();
  const file = path.join(folder, 'loket.db');
  writeFileSync(file, 'not a database, only some text that is long enough to look at'.repeat(100));
  expect(openDatabase(file)).toMatchObject({ ok: false, problem: expect.stringContaining(file) as string });

  const other = tempFolder();
  openIn(other).close();
  const damaged = path.join(other, 'damaged.db');
  copyFileSync(path.join(other, 'loket.db'), damaged);
  const bytes = readFileSync(damaged);
  bytes.fill(0xff, 4096, 4096 + 200);
  writeFileSync(damaged, bytes);
  expect(openDatabase(damaged)).toMatchObject({ ok: false, problem: expect.stringContaining(damaged) as string });
});

test('payments and their trail can not be rewritten, not even by SQL', async () => {
  const counter = await openCounter();
  const { quoteId } = await counter.quote();
  const { transactionId } = await counter.must('payment:pay', { quoteId, tendered: 291_000 });
  const refuses = (sql: string): void => void expect(() => counter.db.prepare(sql).run()).toThrow();
  refuses(`UPDATE transactions SET status = 'pending', settled_at = NULL, reference = NULL`);
  refuses(`UPDATE transactions SET status = 'refused', refusal_code = 'x', reference = NULL`);
  refuses(`DELETE FROM transactions`);
  refuses(`UPDATE transactions SET total = total + 1, bill = bill + 1`);
  refuses(`UPDATE transactions SET customer_number = '512345678902'`);
  refuses(`UPDATE journal SET data = '{}'`);
  refuses(`DELETE FROM journal`);
  expect(await counter.must('transaction:get', { transactionId })).toMatchObject({ status: 'paid', total: 291_000 });
});

test('one till a folder; the lock goes with its holder', () => {
  const folder = tempFolder();
  const first = lockFolder(folder);
  expect(first.ok).toBe(true);
  expect(lockFolder(folder)).toMatchObject({ ok: false, problem: expect.stringContaining(folder) as string });
  if (first.ok) first.release();
  const second = lockFolder(folder);
  expect(second.ok).toBe(true);
  if (second.ok) second.release();
});

test('the addon is the one this Node can load', () => {
  expect(new Database(':memory:').prepare('SELECT 1 AS one').get()).toEqual({ one: 1 });
});

test('a lock file of other bytes stopped the till without a word of what to do', () => {
  const folder = tempFolder();
  writeFileSync(path.join(folder, 'loket.lock'), Buffer.alloc(4_096, 'rubbish '));
  const problem = 'It holds nothing: close every Loket, delete this file, and start again.';
  expect(lockFolder(folder)).toMatchObject({ ok: false, problem: expect.stringContaining(problem) as string });
});
