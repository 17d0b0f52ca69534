import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { openDatabase } from '../../electron/db/open.ts';
import { emptyHead, toLine, type Head } from '../../electron/books/journal/line.ts';
import { rebuild } from '../../electron/books/rebuild.ts';
import { booksFiles } from '../../electron/books/start-books.ts';
import { tempFolder } from '../harness/temp-folder.ts';
import { closedShop, now, opened, refused } from './closed-shop.ts';

// What is made again, of what, and what is not.

test('a database made again has the same schema as a new one, text for text', async () => {
  const { folder, database } = await closedShop();
  const schema = (file: string): unknown => {
    const db = new Database(file, { readonly: true });
    const all = db.prepare('SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name').all();
    const settings = ['user_version', 'application_id', 'journal_mode'].map((name) =>
      db.pragma(name, { simple: true }),
    );
    db.close();
    return { all, settings };
  };
  const fresh = path.join(tempFolder(), 'new.db');
  const opened = openDatabase(fresh);
  if (opened.ok) opened.db.close();
  expect(await rebuild(folder, 'database', now)).toMatchObject({ ok: true });
  expect(schema(database)).toEqual(schema(fresh));
});

test.for(['database', 'journal'] as const)(
  'what an interrupted rebuild of the %s left is in nobody’s way',
  async (what) => {
    const { folder, journal, text } = await closedShop();
    const half = `${booksFiles[what](folder)}.new`;
    for (const name of [half, `${half}-wal`]) writeFileSync(name, 'half of it');
    expect(opened(folder)).toMatchObject({ restored: null, mode: 'normal' });
    expect(await rebuild(folder, what, now)).toMatchObject({ ok: true, records: 10 });
    expect(readFileSync(journal, 'utf8').startsWith(text)).toBe(true);
    expect(readdirSync(folder).filter((name) => name.includes('.new'))).toEqual([]);
    expect(opened(folder)).toMatchObject({ restored: null, mode: 'normal' });
  },
);

test('a payment that only the database’s table has wrong stops no journal from being made; the next start names it', async () => {
  const { folder, journal, database, text } = await closedShop();
  const bytes = readFileSync(database);
  bytes.write('512345678902', bytes.indexOf('512345678901SITI RAHAYU'));
  writeFileSync(database, bytes);
  rmSync(journal);
  expect(await rebuild(folder, 'journal', now)).toMatchObject({ ok: true, records: 9 });
  expect(readFileSync(journal, 'utf8')).toBe(text);
  expect(refused(folder)).toContain('--rebuild=database');
  expect(await rebuild(folder, 'database', now)).toMatchObject({ ok: true, records: 9 });
  expect(opened(folder)).toMatchObject({ restored: null, mode: 'normal' });
});

test.for([
  [
    'a record changed',
    `UPDATE journal SET data = replace(data, '285000', '285001') WHERE n = 3`,
    'record 3 was changed',
  ],
  ['a record moved in time', 'UPDATE journal SET at = at + 1 WHERE n = 4', 'record 4 was changed'],
  ['a record taken out', 'DELETE FROM journal WHERE n = 4', 'record 4 is missing'],
  ['its last records taken out', 'DELETE FROM journal WHERE n > 5', 'lacks the records of'],
] as const)('a database with %s makes no journal', async ([, sql, says]) => {
  const { folder, journal, database } = await closedShop();
  const db = new Database(database);
  db.exec(`DROP TRIGGER journal_is_final; DROP TRIGGER journal_stays; ${sql}`);
  db.close();
  rmSync(journal);
  expect(await rebuild(folder, 'journal', now)).toMatchObject({
    ok: false,
    problem: expect.stringContaining(says) as string,
  });
  expect(readdirSync(folder).filter((name) => name.startsWith('journal/000001.jsonl'))).toEqual([]);
});

test('a journal that tells of two unsettled payments of one bill makes no database', async () => {
  const { folder, journal, database, text } = await closedShop(2);
  // As if the till had died in both payments: only the intents are left, and the chain is made good again.
  let head: Head = emptyHead;
  const lines: string[] = [];
  for (const line of text.trimEnd().split('\n')) {
    const { at, kind, transactionId, data } = JSON.parse(line) as Written;
    if (kind === 'sent' || kind === 'paid') continue;
    const made = toLine(head, { at: Date.parse(at), kind, transactionId, data: JSON.stringify(data), more: 0 });
    lines.push(made.text);
    head = made;
  }
  writeFileSync(journal, `${lines.join('\n')}\n`);
  const before = readFileSync(database);
  expect(await rebuild(folder, 'database', now)).toMatchObject({
    ok: false,
    problem: expect.stringContaining(`${path.dirname(journal)} is damaged: UNIQUE`) as string,
  });
  expect(readFileSync(database).equals(before)).toBe(true);
});

test('a rebuild from the shorter of the two was done, and what only the other had was nowhere any more', async () => {
  const { folder, journal, database, text } = await closedShop();
  const lines = text.split('\n');
  writeFileSync(journal, `${lines.slice(0, 6).join('\n')}\n`);
  const refusal = await rebuild(folder, 'database', now);
  expect(refusal).toMatchObject({
    ok: false,
    problem: expect.stringContaining('has 9 records, and the journal only 6'),
  });
  expect(refusal).toMatchObject({ problem: expect.stringContaining('--rebuild=journal makes it again') });
  expect(readdirSync(folder).filter((name) => /new|damaged/.test(name))).toEqual([]);
  // The same of no journal at all, in whose place a refused start may have left an empty one.
  writeFileSync(journal, '');
  expect(await rebuild(folder, 'database', now)).toMatchObject({ ok: false });
  expect(await rebuild(folder, 'journal', now)).toMatchObject({ ok: true, records: 9 });
  expect(readFileSync(journal, 'utf8')).toBe(text);
  // A person who has nothing better can have it.
  writeFileSync(journal, `${lines.slice(0, 6).join('\n')}\n`);
  for (const end of ['', '-wal', '-shm']) rmSync(`${database}${end}`, { force: true });
  expect(await rebuild(folder, 'database', now)).toMatchObject({ ok: true, records: 6 });
  expect(opened(folder)).toMatchObject({ mode: 'reconcile' });
  writeFileSync(journal, text);
  expect(await rebuild(folder, 'journal', now)).toMatchObject({
    ok: false,
    problem: expect.stringMatching(/The journal .* has 9 records, and the database only \d/),
  });
});

test('a record of the database that one byte changed was sold beside, and the journal was blamed', async () => {
  const { folder, database } = await closedShop();
  const db = new Database(database);
  // What was sent, of which no table is made.
  db.exec(`DROP TRIGGER journal_is_final; UPDATE journal SET data = replace(data, 'POST', 'PUST') WHERE kind = 'sent'`);
  db.close();
  expect(refused(folder)).toMatch(/The database .* is damaged \(its record \d was changed\); --rebuild=database/);
  expect(await rebuild(folder, 'database', now)).toMatchObject({ ok: true, records: 9 });
  expect(opened(folder)).toMatchObject({ mode: 'normal' });
});

test('two rebuilds in one second kept only what the second put aside', async () => {
  const { folder, database } = await closedShop();
  writeFileSync(database, 'damaged');
  const [one, other] = [await rebuild(folder, 'database', now), await rebuild(folder, 'database', now)];
  if (!one.ok || !other.ok) throw new Error('both are to be done');
  expect(readFileSync(one.aside ?? '', 'utf8')).toBe('damaged');
  expect(other.aside).toBe(`${one.aside}-2`);
  expect(readFileSync(other.aside ?? '', 'latin1')).toContain('SQLite format 3');
});

interface Written {
  readonly at: string;
  readonly kind: string;
  readonly transactionId: string | null;
  readonly data: unknown;
}

test('journal and database both damaged: each was once to be made again from the other, in a circle', async () => {
  const { folder, journal, database, text } = await closedShop();
  const db = new Database(database);
  db.exec(`DROP TRIGGER journal_is_final; UPDATE journal SET data = replace(data, '285000', '285001') WHERE n = 3`);
  db.close();
  const lines = text.trimEnd().split('\n');
  writeFileSync(journal, `${lines.with(6, lines[6]?.replace('"at"', '"ta"') ?? '').join('\n')}\n`);
  const before = readFileSync(journal, 'utf8');
  for (const what of ['database', 'journal'] as const) {
    const done = await rebuild(folder, what, now);
    const problem = done.ok ? '' : done.problem;
    expect(problem).toContain('damaged too: neither can be made from the other');
    expect(problem).toContain('The journal can be believed up to record 6, the database up to record 2.');
    expect(problem).toContain('Put a backup of the whole folder back');
    expect(problem).not.toContain('--rebuild');
  }
  expect(readFileSync(journal, 'utf8')).toBe(before);
  expect(readdirSync(folder).filter((name) => /new|damaged/.test(name))).toEqual([]);
});

test('what is damaged while the other is whole names the one rebuild that mends it', async () => {
  const { folder, journal, database, text } = await closedShop();
  writeFileSync(journal, text.replace('285000', '285001'));
  expect(await rebuild(folder, 'database', now)).toMatchObject({
    ok: false,
    problem: expect.stringMatching(/The journal .* is damaged: .*; --rebuild=journal makes it again/) as string,
  });
  writeFileSync(journal, text);
  writeFileSync(database, 'junk'.repeat(2_000));
  expect(await rebuild(folder, 'journal', now)).toMatchObject({
    ok: false,
    problem: expect.stringMatching(/NOTADB\); --rebuild=database makes it again/) as string,
  });
});

test('a database that is missing while the journal is damaged is no source to make the journal from', async () => {
  const { folder, journal, database, text } = await closedShop();
  writeFileSync(journal, text.replace('285000', '285001'));
  for (const end of ['', '-wal', '-shm']) rmSync(`${database}${end}`, { force: true });
  expect(await rebuild(folder, 'database', now)).toMatchObject({
    ok: false,
    problem: expect.stringMatching(/is missing: neither can be made from the other/) as string,
  });
});
