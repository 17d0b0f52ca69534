import { createHash } from 'node:crypto';
import { copyFileSync, cpSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { zstdCompressSync } from 'node:zlib';
import Database from 'better-sqlite3';
import { expect, test, vi } from 'vitest';
import { verifyBooks } from '../../electron/books/checks/verify-books.ts';
import { rebuild } from '../../electron/books/rebuild.ts';
import type { Head } from '../../electron/books/journal/line.ts';
import { checkSealedFiles } from '../../electron/books/segments/marks.ts';
import { hashOfRecord } from '../../electron/books/segments/unpack-part.ts';
import { openCounter } from '../harness/counter.ts';
import { booksFiles } from '../../electron/books/start-books.ts';
import { now, opened, refused } from './closed-shop.ts';
import { segmentBytes, dayMs, sealedShop, filesOf, sealedName, linesOf, tablesOf, swap, flip } from './sealed-shop.ts';

// The journal in segments: full ones are sealed while the till runs, and everything that counts on the journal goes on counting.

test('full segments are sealed while the till runs, and the chain goes on over them', async () => {
  const counter = await sealedShop();
  const names = filesOf(counter.folder);
  expect(names.length).toBeGreaterThan(2);
  expect(names.slice(0, -1).every((name) => name.endsWith('.jsonl.zst'))).toBe(true);
  expect(names.map((name) => Number(name.slice(0, 6)))).toEqual(names.map((_, at) => at + 1));
  const lines = linesOf(counter.folder);
  const records = lines.map((line) => JSON.parse(line) as { n: number; prev: string; kind: string });
  expect(records.map(({ n }) => n)).toEqual(lines.map((_, at) => at + 1));
  const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
  expect(records.slice(1).map(({ prev }) => prev)).toEqual(lines.slice(0, -1).map(sha256));
  expect(records.filter(({ kind }) => kind === 'sealed')).toHaveLength(names.length - 1);
  const report = await counter.must('journal:verify', {});
  expect(report).toMatchObject({ ok: true, problems: [], records: lines.length, segments: names.length });
});

test('what is sealed is packed in the database, and old payments have no rows but their whole trail', async () => {
  const counter = await sealedShop();
  const [first = ''] = counter.ids;
  const before = await counter.must('transaction:get', { transactionId: first });
  expect(before.events.map(({ kind }) => kind)).toEqual(['intent', 'sent', 'paid']);
  counter.clock.ms += 2 * dayMs;
  const rowsOf = (): unknown => {
    counter.sealing.look();
    return counter.books.db.prepare('SELECT count(*) FROM journal WHERE transaction_id = ?').pluck().get(first);
  };
  await vi.waitFor(() => expect(rowsOf()).toBe(0), { timeout: 10_000 });
  const after = await counter.must('transaction:get', { transactionId: first });
  expect(after).toEqual({ ...before, mayTakeBack: false });
  expect(await counter.must('journal:verify', {})).toMatchObject({ ok: true, problems: [] });
});

test('a start takes sealed segments as the till left them, and goes on', async () => {
  const counter = await sealedShop();
  const lines = linesOf(counter.folder);
  await counter.close();
  expect(opened(counter.folder)).toMatchObject({
    restored: null,
    mode: 'normal',
    caughtUp: { toDatabase: 0, toJournal: 0 },
  });
  expect(linesOf(counter.folder).slice(0, lines.length)).toEqual(lines);
});

test.for(['database', 'journal'] as const)(
  'the %s is made again from the other, sealed segments and all',
  async (what) => {
    const counter = await sealedShop();
    counter.clock.ms += 2 * dayMs;
    await counter.close();
    const { folder } = counter;
    const lines = linesOf(folder);
    const tables = tablesOf(folder);
    const names = filesOf(folder);
    expect(await rebuild(folder, what, now)).toMatchObject({ ok: true, records: lines.length });
    expect(linesOf(folder)).toEqual(lines);
    expect(filesOf(folder)).toEqual(names);
    expect(tablesOf(folder)).toEqual(tables);
    expect(opened(folder)).toMatchObject({ mode: 'normal', caughtUp: { toDatabase: 0, toJournal: 0 } });
    const again = await openCounter({ folder });
    expect(verifyBooks(again.books.known(), again.books)).toMatchObject({ ok: true, problems: [] });
  },
);

test.for([
  ['missing', (a: string) => rmSync(a), /000001\.jsonl\.zst is missing/],
  [
    'swapped with another',
    (a: string, b: string) => swap(a, b),
    /000001\.jsonl\.zst is damaged: it holds the records of segment 2/,
  ],
  [
    'doubled',
    (a: string, b: string) => copyFileSync(a, b),
    /000002\.jsonl\.zst is damaged: it holds the records of segment 1/,
  ],
  ['cut short', (a: string) => writeFileSync(a, readFileSync(a).subarray(0, -1)), /000001\.jsonl\.zst is damaged/],
  ['changed in one byte', flip, /000001\.jsonl\.zst is damaged/],
  ['longer than it was', (a: string) => writeFileSync(a, 'x', { flag: 'a' }), /000001\.jsonl\.zst is damaged/],
] as const)('a sealed segment that is %s is noticed at the start', async ([, harm, sentence]) => {
  const counter = await sealedShop();
  await counter.close();
  harm(sealedName(counter.folder, 1), sealedName(counter.folder, 2));
  expect(refused(counter.folder)).toMatch(sentence);
  expect(await rebuild(counter.folder, 'journal', now)).toMatchObject({ ok: true });
  expect(opened(counter.folder).mode).toBe('normal');
});

test.for([
  ['a name of a far number', '999999999.jsonl', ''],
  ['a file that would fill the memory', '000001.jsonl.zst', zstdCompressSync(Buffer.alloc(200 * 1024 * 1024))],
] as const)('%s in the journal’s folder is refused in a sentence, and at once', async ([, name, bytes]) => {
  const { folder, close } = await sealedShop();
  await close();
  writeFileSync(path.join(folder, 'journal', name), bytes);
  expect(refused(folder)).toMatch(/The journal .*(is missing|can't be unpacked)/);
});

test('a stray segment behind the last one stopped the shop with a sentence that only knew of a file that is missing', async () => {
  const { folder, close } = await sealedShop();
  await close();
  const stray = path.join(folder, 'journal', '000099.jsonl.zst');
  copyFileSync(sealedName(folder, 1), stray);
  const sentence = refused(folder);
  expect(sentence).toContain(`${stray} is there: if that is none of this till's files, move it away`);
  rmSync(stray);
  expect(opened(folder).mode).toBe('normal');
});

test('a sealed segment that was put back byte for byte is read whole and taken', async () => {
  const counter = await sealedShop();
  await counter.close();
  const name = sealedName(counter.folder, 1);
  copyFileSync(name, `${name}.copy`);
  rmSync(name);
  renameSync(`${name}.copy`, name);
  expect(opened(counter.folder).mode).toBe('normal');
});

test('an older till’s journal becomes the first segment, and its slips still prove their records', async () => {
  const counter = await openCounter();
  const { quoteId } = await counter.quote();
  await counter.must('payment:pay', { quoteId, tendered: 291_000 });
  await counter.close();
  const { folder } = counter;
  const lines = linesOf(folder);
  const old = path.join(folder, 'loket.journal');
  renameSync(path.join(folder, 'journal', '000001.jsonl'), old);
  rmSync(path.join(folder, 'journal'), { recursive: true });
  expect(opened(folder)).toMatchObject({ mode: 'normal', restored: null });
  expect(existsSync(old)).toBe(false);
  expect(linesOf(folder).slice(0, lines.length)).toEqual(lines);
});

test('an older till’s journal beside segments that say something else is touched by nobody', async () => {
  const counter = await sealedShop(2);
  await counter.close();
  const old = path.join(counter.folder, 'loket.journal');
  writeFileSync(old, '{"n":1}\n');
  expect(refused(counter.folder)).toContain(`${old} stands beside`);
  expect(readFileSync(old, 'utf8')).toBe('{"n":1}\n');
});

test('a whole folder that was put back is noticed, sealed segments and all', async () => {
  const counter = await sealedShop();
  await counter.close();
  const copy = `${counter.folder}-copy`;
  cpSync(counter.folder, copy, { recursive: true, preserveTimestamps: true });
  expect(opened(copy)).toMatchObject({ mode: 'reconcile' });
  rmSync(copy, { recursive: true });
});

test('what the database packed of a segment is damaged: the check names the database', async () => {
  const counter = await sealedShop();
  await counter.close();
  const db = new Database(path.join(counter.folder, 'loket.db'));
  db.exec('DROP TRIGGER journal_parts_are_final');
  db.prepare(
    'UPDATE journal_parts SET data = (SELECT data FROM journal_parts WHERE segment = 2) WHERE segment = 1',
  ).run();
  db.close();
  const again = await openCounter({ folder: counter.folder });
  const report = verifyBooks(again.books.known(), again.books);
  expect(report.problems.join()).toMatch(
    /loket\.db is damaged: its records 1 to \d+ are not those of .*000001\.jsonl\.zst/,
  );
});

test('an unsettled payment keeps its records at hand, however old it is', async () => {
  const counter = await openCounter({ segmentBytes });
  const settled = await counter.quote();
  const paid = await counter.must('payment:pay', { quoteId: settled.quoteId, tendered: 291_000 });
  counter.payments(() => 'cut');
  const { quoteId } = await counter.quote();
  const pending = await counter.must('payment:pay', { quoteId, tendered: 291_000, confirmPaidBefore: true });
  counter.books.file.rollOver();
  counter.clock.ms += 3 * dayMs;
  const rows = (id: string): unknown =>
    counter.books.db.prepare('SELECT kind FROM journal WHERE transaction_id = ? ORDER BY n').pluck().all(id);
  const sealed = (): unknown => {
    counter.sealing.look();
    return rows(paid.transactionId);
  };
  // Those of one that was settled then are gone, so that all was looked at.
  await expect.poll(sealed, { timeout: 10_000 }).toEqual([]);
  expect(rows(pending.transactionId)).toEqual(['quote', 'intent', 'sent', 'pending']);
});

test('a copy that is printed of a payment whose other records are packed was taken for a slip that is missing', async () => {
  const counter = await sealedShop();
  const [first = ''] = counter.ids;
  counter.clock.ms += 2 * dayMs;
  const rowsOf = (): unknown => {
    counter.sealing.look();
    return counter.books.db.prepare('SELECT count(*) FROM journal WHERE transaction_id = ?').pluck().get(first);
  };
  await expect.poll(rowsOf, { timeout: 10_000 }).toBe(0);
  const about = { at: counter.clock.ms, transactionId: first } as const;
  const slip = { jobId: 'JOB1', copy: 0, printer: 'counter' } as const;
  counter.books.keep([{ ...about, kind: 'printing', data: { ...slip, head: null, drawer: false } }]);
  counter.books.keep([{ ...about, kind: 'print', data: { ...slip, result: 'sent' } }]);
  await counter.close();
  expect(opened(counter.folder).mode).toBe('normal');
});

test('a mark or an anchor that names a record whose row is gone since was taken for a stranger’s', async () => {
  const counter = await sealedShop();
  const { db } = counter.books;
  const hashes = db.prepare('SELECT n, lower(hex(hash)) AS hash FROM journal ORDER BY n').all() as Head[];
  counter.clock.ms += 2 * dayMs;
  const rowsOf = (): unknown => {
    counter.sealing.look();
    return db.prepare('SELECT count(*) FROM journal WHERE transaction_id = ?').pluck().get(counter.ids[0]);
  };
  await expect.poll(rowsOf, { timeout: 10_000 }).toBe(0);
  expect(hashes.length).toBeGreaterThan(20);
  expect(hashes.map(({ n }) => hashOfRecord(db, n))).toEqual(hashes.map(({ hash }) => hash));
  expect(hashOfRecord(db, counter.books.head().n + 1)).toBeNull();
});

test.for(['database', 'journal'] as const)(
  'a rebuild of the %s has just read what is sealed: the next start does not read it again',
  async (what) => {
    const counter = await sealedShop();
    await counter.close();
    expect(await rebuild(counter.folder, what, now)).toMatchObject({ ok: true });
    const db = new Database(booksFiles.database(counter.folder));
    const journal = booksFiles.journal(counter.folder);
    expect(checkSealedFiles(db, journal, now)).toEqual([]);
    // Whereas one that is exchanged is read.
    copyFileSync(sealedName(counter.folder, 1), path.join(journal, 'copy'));
    renameSync(path.join(journal, 'copy'), sealedName(counter.folder, 1));
    expect(checkSealedFiles(db, journal, now)).toEqual([1]);
    db.close();
  },
);
