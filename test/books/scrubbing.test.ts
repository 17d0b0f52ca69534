import { readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { checkOneSegment } from '../../electron/books/checks/verify-books.ts';
import { startDailyCheck } from '../../electron/books/daily-check.ts';
import { startScrubbing } from '../../electron/books/scrubbing.ts';
import { listSending } from '../../electron/db/pending-payments.ts';
import { openCounter, type Counter } from '../harness/counter.ts';

// What is sealed is read again while the till runs.

const halfDayMs = 13 * 3_600_000;
const filesOf = (folder: string): readonly string[] => readdirSync(path.join(folder, 'journal'));

/** A till that has sealed some segments. */
async function sealedShop(): Promise<Counter> {
  const counter = await openCounter({ segmentBytes: 8_000 });
  for (let nth = 0; nth < 8; nth++) {
    const { quoteId } = await counter.quote();
    await counter.must('payment:pay', { quoteId, tendered: 291_000, confirmPaidBefore: true });
    counter.clock.ms += 1_000;
  }
  await expect
    .poll(() => filesOf(counter.folder).filter((name) => name.endsWith('.jsonl')), { timeout: 10_000 })
    .toHaveLength(1);
  return counter;
}

/** Scrubbing whose pauses end when `due` says so. */
function scrub(
  { books, clock }: Counter,
  check: (number: number) => readonly string[],
): { readonly found: string[]; readonly due: () => void; readonly stop: () => Promise<void> } {
  const found: string[] = [];
  let due: () => void = () => undefined;
  const stop = startScrubbing({
    books,
    clock: { now: () => clock.ms, after: (_ms, action) => ((due = action), () => undefined) },
    check: (number) => Promise.resolve(check(number)),
    damaged: (problems) => void found.push(...problems),
    failed(error) {
      throw error;
    },
  });
  return { found, due: () => due(), stop };
}

test('a sealed segment that the disk lost a bit of is read again within the day, and no new payment begins', async () => {
  const counter = await sealedShop();
  const name = path.join(counter.folder, 'journal', '000001.jsonl.zst');
  const { atime, mtime } = statSync(name);
  const bytes = readFileSync(name);
  const at = bytes.length >> 1;
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  writeFileSync(name, bytes);
  // A disk that fails leaves no mark of it.
  utimesSync(name, atime, mtime);
  const files = { database: path.join(counter.folder, 'loket.db'), journal: path.join(counter.folder, 'journal') };
  const { quoteId } = await counter.quote();
  const { found, due, stop } = scrub(counter, (number) => checkOneSegment(files, number));
  due();
  await setTimeout(5);
  expect([found, counter.books.state()]).toEqual([[], 'ready']);
  counter.clock.ms += halfDayMs;
  due();
  await expect.poll(() => found).toEqual([expect.stringMatching(/000001\.jsonl\.zst is damaged/)]);
  await stop();
  expect(await counter.call('payment:pay', { quoteId, tendered: 291_000, confirmPaidBefore: true })).toMatchObject({
    code: 'storage-failed',
  });
  expect((await counter.must('till:status', {})).storage.ok).toBe(false);
});

test('segments that are well are read one after another, and are young again after their turn', async () => {
  const counter = await sealedShop();
  const sealed = filesOf(counter.folder).filter((name) => name.endsWith('.zst'));
  const read: number[] = [];
  const { due, stop } = scrub(counter, (number) => (read.push(number), []));
  counter.clock.ms += halfDayMs;
  for (let turn = 0; turn < sealed.length + 2; turn++) {
    due();
    await setTimeout(5);
  }
  await stop();
  expect(read).toEqual(sealed.map((_, at) => at + 1));
});

test('the database is read again a day later, when no payment is on its way, and damage stops new ones', async () => {
  const counter = await openCounter({ timeoutMs: { pay: 500 } });
  const said: (readonly string[])[] = [[], ['a page is not what it was']];
  const found: string[] = [];
  const asked: boolean[] = [];
  let due: { readonly ms: number; readonly action: () => void } = { ms: 0, action: () => undefined };
  const { first, foundWellAt, stop } = startDailyCheck({
    books: counter.books,
    clock: { now: () => 7, after: (ms, action) => ((due = { ms, action }), () => undefined) },
    check: (isFirst) => {
      asked.push(isFirst);
      return Promise.resolve(said.shift() ?? null);
    },
    damaged: (problems) => void found.push(...problems),
    failed(error) {
      throw error;
    },
  });
  expect([asked, foundWellAt()]).toEqual([[], null]);
  due.action();
  await first;
  expect(foundWellAt()).toBe(7);
  await expect.poll(() => due.ms).toBe(24 * 3_600_000);
  expect([asked, found, counter.books.state()]).toEqual([[true], [], 'ready']);
  const { quoteId } = await counter.quote();
  counter.payments(() => 'hang');
  const paying = counter.call('payment:pay', { quoteId, tendered: 291_000, confirmPaidBefore: true });
  await expect.poll(() => listSending(counter.db).length).toBe(1);
  due.action();
  expect([asked, due.ms]).toEqual([[true], 10_000]);
  await paying;
  due.action();
  await expect.poll(() => found).toEqual(['a page is not what it was']);
  expect([asked, counter.books.state()]).toEqual([[true, false], 'damaged']);
  await stop();
  await counter.close();
});

test('a segment that is being packed just then is no damage of one that shares payments with it, and their trail is whole', async () => {
  const counter = await sealedShop();
  const files = { database: path.join(counter.folder, 'loket.db'), journal: path.join(counter.folder, 'journal') };
  const { number } = counter.books.file.open();
  const first = counter.db.prepare('SELECT transaction_id FROM transactions').pluck().get() as string;
  const trail = (await counter.must('transaction:get', { transactionId: first })).events;
  // As sealing notes them, some at a time, before it packs.
  counter.books.arrange(({ db }) => {
    db.prepare('INSERT INTO payment_segments SELECT rowid, ? FROM transactions').run(number);
  });
  for (let segment = 1; segment < number; segment++) expect(checkOneSegment(files, segment)).toEqual([]);
  counter.books.arrange(
    ({ db }) => void db.exec('DELETE FROM journal WHERE n <= (SELECT max(last_n) FROM journal_parts)'),
  );
  expect((await counter.must('transaction:get', { transactionId: first })).events).toEqual(trail);
});
