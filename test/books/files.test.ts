import { firstSegment } from '../harness/first-segment.ts';
import { appendFileSync, cpSync, mkdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { auditRows, checkIntegrity } from '../../electron/db/audit.ts';
import { defineSearchText } from '../../electron/db/search-text.ts';
import { rebuild } from '../../electron/books/rebuild.ts';
import { booksFiles } from '../../electron/books/start-books.ts';
import { openLog } from '../../electron/machine/log.ts';
import { systemClock } from '../../electron/time/clock.ts';
import { watchIntegrity } from '../../electron/upkeep.ts';
import { openCounter } from '../harness/counter.ts';
import { tempFolder } from '../harness/temp-folder.ts';
import { closedShop, now, opened, refused, sold } from './closed-shop.ts';

// What a start makes of journal and database as a crash, a sick disk or a person left them.

const lineAt = (text: string, n: number): string => text.split('\n')[n - 1] ?? '';

test('every event of a payment is a line that names the hash of the one before', async () => {
  const counter = await sold(1);
  const lines = readFileSync(firstSegment(counter.folder), 'utf8').trimEnd().split('\n');
  const records = lines.map((line) => JSON.parse(line) as { n: number; kind: string; at: string });
  expect(records.map(({ kind }) => kind)).toEqual(['opened', 'quote', 'intent', 'sent', 'paid']);
  expect(records.map(({ n }) => n)).toEqual([1, 2, 3, 4, 5]);
  expect(records[0]).toMatchObject({ prev: '0'.repeat(64), data: { by: 'owner' } });
  const report = await counter.must('journal:verify', {});
  expect(report).toMatchObject({ ok: true, records: 5, problems: [] });
  expect(report.short).toBe(`5-${report.head.slice(0, 8).toUpperCase()}`);
  const [{ transactionId } = { transactionId: '' }] = (await counter.must('transaction:list', {})).items;
  const { lines: slip } = await counter.must('receipt:preview', { transactionId });
  expect(slip.join('\n')).toContain(`Jurnal ${report.short}`);
});

test('after a quiet start nothing has to catch up, and the till trusts its own files', async () => {
  const { folder } = await closedShop();
  expect(opened(folder)).toMatchObject({
    restored: null,
    mode: 'normal',
    caughtUp: { toDatabase: 0, toJournal: 0, torn: 0 },
  });
  expect(opened(folder)).toMatchObject({ restored: null, mode: 'normal' });
});

test('a torn last line is cut off and reported', async () => {
  const { folder, journal, text } = await closedShop();
  appendFileSync(journal, '{"n":10,"prev":"0123');
  expect(opened(folder).caughtUp).toMatchObject({ torn: 20, toDatabase: 0, toJournal: 0 });
  expect(readFileSync(journal, 'utf8').startsWith(text)).toBe(true);
  expect(readFileSync(journal, 'utf8').endsWith('\n')).toBe(true);
});

test('the tail that only the database has is given to the journal, byte for byte', async () => {
  const { folder, journal, text } = await closedShop();
  truncateSync(journal, Buffer.byteLength(text) - lineAt(text, 9).length - 20);
  expect(opened(folder).caughtUp).toMatchObject({ toJournal: 2, toDatabase: 0 });
  expect(readFileSync(journal, 'utf8').startsWith(text)).toBe(true);
});

test('records that only the journal has are brought to the database', async () => {
  const { folder, database } = await closedShop(1);
  const older = tempFolder();
  cpSync(database, path.join(older, 'loket.db'));
  const counter = await openCounter({ folder });
  const { quoteId } = await counter.quote();
  await counter.must('payment:pay', { quoteId, tendered: 291_000, confirmPaidBefore: true });
  await counter.close();
  // As if the last commits had never reached the disk.
  cpSync(path.join(older, 'loket.db'), database);
  expect(opened(folder)).toMatchObject({ caughtUp: { toDatabase: 5 }, restored: null });
  const again = await openCounter({ folder });
  expect((await again.must('transaction:list', { status: 'paid' })).items).toHaveLength(2);
  expect(await again.must('journal:verify', {})).toMatchObject({ ok: true });
});

test.for([
  ['an edited amount', (lines: string[]) => (lines[2] = lines[2]?.replace('285000', '285001') ?? '')],
  ['a line taken out', (lines: string[]) => lines.splice(4, 1)],
  ['a line put in twice', (lines: string[]) => lines.splice(4, 0, lines[4] ?? '')],
  ['two lines changed over', (lines: string[]) => lines.splice(4, 2, lines[5] ?? '', lines[4] ?? '')],
  ['a byte of the last line', (lines: string[]) => (lines[8] = lines[8]?.replace('paid', 'pajd') ?? '')],
] as const)(
  'a journal with %s refuses the start by file and record, and is rebuilt from the database',
  async ([, spoil]) => {
    const { folder, journal, text } = await closedShop();
    const lines = text.trimEnd().split('\n');
    spoil(lines);
    writeFileSync(journal, `${lines.join('\n')}\n`);
    const problem = refused(folder);
    expect(problem).toContain(journal);
    expect(problem).toMatch(/record \d+/);
    expect(text).not.toBe(readFileSync(journal, 'utf8'));
    expect(await rebuild(folder, 'journal', now)).toMatchObject({ ok: true, records: 9 });
    expect(readFileSync(journal, 'utf8')).toBe(text);
    expect(opened(folder)).toMatchObject({ restored: null, mode: 'normal' });
  },
);

test.for([
  ['garbage', (file: string) => writeFileSync(file, 'no database at all, but long enough'.repeat(400))],
  ['cut in half', (file: string) => truncateSync(file, 40_000)],
  ['empty', (file: string) => truncateSync(file, 0)],
  ['gone', (file: string) => rmSync(file)],
] as const)(
  'a database that is %s refuses the start by its name, and is rebuilt from the journal',
  async ([, spoil]) => {
    const { folder, database } = await closedShop();
    spoil(database);
    expect(refused(folder)).toContain(database);
    expect(await rebuild(folder, 'database', now)).toMatchObject({ ok: true, records: 9 });
    const counter = await openCounter({ folder });
    expect((await counter.must('transaction:list', { status: 'paid' })).items).toHaveLength(2);
    expect(await counter.must('journal:verify', {})).toMatchObject({ ok: true });
    expect((await counter.must('till:status', {})).mode).toBe('normal');
  },
);

test('a journal that is gone refuses the start and is rebuilt', async () => {
  const { folder, journal, text } = await closedShop();
  rmSync(journal);
  expect(refused(folder)).toContain(journal);
  expect(await rebuild(folder, 'journal', now)).toMatchObject({ ok: true });
  expect(readFileSync(journal, 'utf8')).toBe(text);
});

test('an amount changed in the database, where SQLite itself sees nothing wrong, refuses the start', async () => {
  const { folder, database } = await closedShop();
  const bytes = readFileSync(database);
  // The name stands in the row, in the quote and in the records; the row is where the number stands beside it.
  const at = bytes.indexOf('512345678901SITI RAHAYU');
  expect(at).toBeGreaterThan(0);
  bytes.write('512345678902', at);
  writeFileSync(database, bytes);
  expect(refused(folder)).toContain(database);
});

test('where a proven record does not fit the tables since they have what was never recorded, the database is named', async () => {
  const { folder, database, text } = await closedShop(1);
  const older = path.join(tempFolder(), 'loket.db');
  cpSync(database, older);
  const counter = await openCounter({ folder });
  const { quoteId } = await counter.quote();
  await counter.must('payment:pay', { quoteId, tendered: 291_000, confirmPaidBefore: true });
  await counter.close();
  // As a disk leaves it that lied: an older database, and one page of the newer.
  const db = new Database(older);
  defineSearchText(db);
  db.pragma('foreign_keys = OFF');
  db.exec(
    `ATTACH '${database}' AS later; INSERT INTO main.quotes SELECT * FROM later.quotes WHERE quote_id = '${quoteId}'`,
  );
  db.close();
  cpSync(older, database);
  expect(refused(folder)).toMatch(/^The database .*loket\.db is damaged \(.*\); --rebuild=database/);
  expect(await rebuild(folder, 'database', now)).toMatchObject({ ok: true });
  expect(opened(folder).caughtUp).toMatchObject({ toDatabase: 0, toJournal: 0 });
  expect(readFileSync(firstSegment(folder), 'utf8').startsWith(text)).toBe(true);
});

test('if both are damaged nothing is rebuilt and nothing is touched', async () => {
  const { folder, journal, database, text } = await closedShop();
  writeFileSync(journal, text.replace('285000', '285001'));
  writeFileSync(database, 'garbage'.repeat(2_000));
  expect(await rebuild(folder, 'database', now)).toMatchObject({
    ok: false,
    problem: expect.stringContaining(journal) as string,
  });
  expect(await rebuild(folder, 'journal', now)).toMatchObject({
    ok: false,
    problem: expect.stringContaining(database) as string,
  });
  expect(readFileSync(database, 'utf8')).toBe('garbage'.repeat(2_000));
});

test('a backup that was put back starts by comparing, under a new epoch, and pays nothing until a person has', async () => {
  const { folder } = await closedShop();
  const backup = tempFolder();
  cpSync(folder, backup, { recursive: true });
  const lost = await openCounter({ folder });
  await lost.close();
  rmSync(folder, { recursive: true });
  cpSync(backup, folder, { recursive: true });

  const counter = await openCounter({ folder });
  expect(counter.books.tillState()).toMatchObject({ mode: 'reconcile' });
  expect((await counter.must('till:status', {})).mode).toBe('reconcile');
  const quote = await counter.quote();
  const pay = { quoteId: quote.quoteId, tendered: 291_000, confirmPaidBefore: true };
  expect(await counter.call('payment:pay', pay)).toMatchObject({ code: 'reconcile' });
  expect(counter.payRequests()).toBe(0);
  await counter.close();

  const again = await openCounter({ folder });
  expect((await again.must('till:status', {})).mode).toBe('reconcile');
  expect(await again.must('till:reconciled', { reason: 'compared with IAK’s list' })).toMatchObject({ mode: 'normal' });
  expect(await again.must('payment:pay', pay)).toMatchObject({ status: 'paid' });
});

test('a till put back from a backup makes its ids under another epoch than the till it was copied from', async () => {
  const { folder } = await closedShop(1);
  const backup = tempFolder();
  cpSync(folder, backup, { recursive: true });
  const epochOf = async (of: string): Promise<string> => {
    const counter = await openCounter({ folder: of });
    const { epoch } = counter.books.tillState();
    expect((await counter.quote()).quoteId.slice(10, 14)).toBe(epoch);
    await counter.close();
    return epoch;
  };
  const original = await epochOf(folder);
  expect(await epochOf(folder)).toBe(original);
  expect(await epochOf(backup)).not.toBe(original);
});

test('files written over from a backup, and an older journal with its database, are noticed too', async () => {
  const { folder } = await closedShop();
  const backup = tempFolder();
  cpSync(folder, backup, { recursive: true });
  const later = await openCounter({ folder });
  await later.close();
  for (const name of ['loket.db', 'journal/000001.jsonl']) cpSync(path.join(backup, name), path.join(folder, name));
  for (const end of ['-wal', '-shm']) rmSync(`${booksFiles.database(folder)}${end}`, { force: true });
  expect(opened(folder)).toMatchObject({ restored: 'they are older than what was known', mode: 'reconcile' });
});

test('a damaged index, which no start sees, is found in the background and stops new payments', async () => {
  const { folder, database } = await closedShop();
  spoilIndex(database);
  const counter = await openCounter({ folder });
  const { quoteId } = await counter.quote();
  const { stop } = watchIntegrity(
    database,
    counter.books,
    systemClock,
    openLog({ file: `${folder}/log`, now: Date.now, newId, secrets: [] }),
  );
  await expect.poll(() => counter.books.state(), { timeout: 10_000 }).toBe('damaged');
  void stop();
  const pay = { quoteId, tendered: 291_000, confirmPaidBefore: true };
  expect(await counter.call('payment:pay', pay)).toMatchObject({ code: 'storage-failed' });
  expect((await counter.must('till:status', {})).storage.ok).toBe(false);
  expect(readFileSync(`${folder}/log`, 'utf8')).toContain('database-damaged');
  expect((await counter.must('journal:verify', {})).ok).toBe(false);
});

const newId = (): string => 'line';

/** Changes a number where only an index holds it. */
function spoilIndex(database: string): void {
  const before = readFileSync(database);
  for (let at = before.indexOf('512345678901'); at >= 0; at = before.indexOf('512345678901', at + 1)) {
    const bytes = Buffer.from(before);
    bytes.write('512345678900', at);
    writeFileSync(database, bytes);
    const db = new Database(database, { readonly: true });
    const found = [
      db.pragma('quick_check', { simple: true }),
      auditRows(db).length,
      checkIntegrity(db).length,
    ] as const;
    db.close();
    if (found[0] === 'ok' && found[1] === 0 && found[2] > 0) return;
  }
  throw new Error('no index holds the number');
}

test('journal and database gone, and the mark not: the till does not begin as if nothing had been', async () => {
  const { folder, journal, database } = await closedShop();
  rmSync(journal);
  rmSync(database);
  expect(opened(folder).mode).toBe('reconcile');
});

test('a journal that ends long before the database is not restored in silence', async () => {
  const { folder, journal, text } = await closedShop(4);
  writeFileSync(journal, `${text.split('\n').slice(0, 4).join('\n')}\n`);
  expect(refused(folder)).toContain(`${journal} ends at record 4`);
  expect(await rebuild(folder, 'journal', now)).toMatchObject({ ok: true });
  expect(readFileSync(journal, 'utf8')).toBe(text);
});

test('a mark that could not be written ended the start with a stack trace', async () => {
  const { folder } = await closedShop();
  rmSync(path.join(folder, 'loket.mark'));
  mkdirSync(path.join(folder, 'loket.mark'));
  expect(refused(folder)).toMatch(/^What belongs to .* can't be used: EISDIR: .*loket\.mark.*\.$/);
});
