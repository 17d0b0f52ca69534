import { copyFileSync, openSync, readFileSync, renameSync, writeSync, closeSync, fstatSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import Database from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { startBooks } from '../../electron/books/start-books.ts';
import { clockAt } from '../harness/clock-at.ts';
import { openCounter, samplePayment, type Counter } from '../harness/counter.ts';
import { reply } from '../harness/fake-provider.ts';
import { paperText, startPrinterSink, type PrinterSink } from '../harness/printer-sink.ts';

// Another program writes into the till's files while the till runs. Nothing is paid or printed by what that wrote.

/** As another program does it: by a connection of its own, at once. */
function stranger(counter: Counter, sql: string): void {
  const db = new Database(path.join(counter.folder, 'loket.db'));
  try {
    db.exec(sql);
  } finally {
    db.close();
  }
}

/** Times of files are not finer than this. */
const tickMs = 20;

/** Waits until the till has opened its books anew and said so. */
async function compared(counter: Counter, event: string): Promise<void> {
  await expect.poll(() => counter.logText(), { timeout: 8_000 }).toContain(event);
}

async function printed(): Promise<{ counter: Counter; sink: PrinterSink; transactionId: string }> {
  const sink = await startPrinterSink();
  onTestFinished(() => sink.close());
  const counter = await openCounter({ printers: [{ id: 'counter', transport: sink.transport, columns: 32 }] });
  const { quoteId } = await counter.quote();
  const { transactionId } = await counter.must('payment:pay', { quoteId, tendered: 291_000 });
  await expect.poll(() => sink.jobs.length, { timeout: 5_000 }).toBe(1);
  await expect.poll(async () => (await counter.must('transaction:get', { transactionId })).prints).toBe(1);
  return { counter, sink, transactionId };
}

const originals = (sink: PrinterSink): number =>
  sink.jobs.filter((job) => paperText(job).includes('CETAK ASLI')).length;

test.for([
  `UPDATE print_jobs SET state = 'failed'`,
  `UPDATE print_jobs SET state = 'sending'`,
  `UPDATE print_jobs SET copy = 7`,
  `DELETE FROM print_jobs`,
  `INSERT INTO print_jobs SELECT 'X', transaction_id, 1, printer, created_at, 'sent', head FROM print_jobs`,
  `UPDATE quotes SET expires_at = 1`,
  `DELETE FROM quotes`,
])('%s is not let through by the database', async (sql) => {
  const { counter } = await printed();
  expect(() => stranger(counter, sql)).toThrow(/a print job|what was printed|a quote/);
  expect(await counter.must('journal:verify', {})).toMatchObject({ ok: true });
});

test.for([
  ['a print job is said to have failed', `DROP TRIGGER print_jobs_end_once; UPDATE print_jobs SET state = 'failed'`],
  ['the mode of the till is changed', `UPDATE till_state SET mode = 'reconcile'`],
  ['the correction of the clock is changed', `UPDATE till_state SET correction_ms = correction_ms + 86400000`],
  ['a print job is deleted', `DROP TRIGGER print_jobs_stay; DELETE FROM print_jobs`],
  [
    'a print job and its record are said to have failed',
    `DROP TRIGGER print_jobs_end_once; DROP TRIGGER journal_is_final; UPDATE print_jobs SET state = 'failed';
     UPDATE journal SET data = replace(data, '"result":"sent"', '"result":"failed"') WHERE kind = 'print'`,
  ],
] as const)('%s by another program: no second original comes out', async ([, sql]) => {
  const { counter, sink, transactionId } = await printed();
  stranger(counter, sql);
  expect(await counter.call('receipt:print', { transactionId })).toMatchObject({ code: 'storage-failed' });
  await compared(counter, 'books-disagree');
  expect(await counter.call('receipt:print', { transactionId })).toMatchObject({ code: 'storage-failed' });
  expect((await counter.must('till:status', {})).storage.ok).toBe(false);
  expect(originals(sink)).toBe(1);
  expect(sink.jobs).toHaveLength(1);
});

test('another program settles a pending payment: its bill stays locked', async () => {
  const counter = await openCounter();
  const { quoteId } = await counter.quote();
  counter.payments(() => ({ raw: reply(200, 'no answer that anybody could read') }));
  expect(await counter.must('payment:pay', { quoteId, tendered: 291_000 })).toMatchObject({ status: 'pending' });
  const again = await counter.quote();
  const pay = { quoteId: again.quoteId, tendered: 291_000 };
  expect(await counter.call('payment:pay', pay)).toMatchObject({ code: 'bill-locked' });
  stranger(
    counter,
    `DROP TRIGGER search_settled; DROP TRIGGER search_taken_back;
     UPDATE transactions SET status = 'refused', refusal_code = 'rejected', settled_at = 1, settled_by = 'provider', next_ask_at = NULL`,
  );
  expect(await counter.call('payment:pay', pay)).toMatchObject({ code: 'storage-failed' });
  await compared(counter, 'books-disagree');
  expect(await counter.call('payment:pay', pay)).toMatchObject({ code: 'storage-failed' });
  expect(counter.payRequests()).toBe(1);
});

test('another program lifts a lock while the till waits for the database: nothing is sent', async () => {
  const counter = await openCounter();
  const { quoteId } = await counter.quote();
  const library = path.resolve('node_modules/better-sqlite3');
  const worker = new Worker(
    `const { parentPort } = require('node:worker_threads');
     const db = require(${JSON.stringify(library)})(${JSON.stringify(path.join(counter.folder, 'loket.db'))});
     db.exec("BEGIN IMMEDIATE; UPDATE till_state SET mode = 'reconcile'");
     parentPort.postMessage('locked');
     Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 500);
     db.exec('COMMIT');
     db.close();`,
    { eval: true },
  );
  onTestFinished(async () => void (await worker.terminate()));
  await new Promise((resolve) => worker.once('message', resolve));
  // Nothing is committed when it looks; its own write has to wait.
  expect(await counter.call('payment:pay', { quoteId, tendered: 291_000 })).toMatchObject({ code: 'storage-failed' });
  expect(counter.payRequests()).toBe(0);
});

test('a byte of the journal changed in place is noticed before the next payment, and so is that it was put right', async () => {
  const counter = await openCounter();
  for (let quotes = 0; quotes < 9; quotes++) await counter.quote();
  const { quoteId } = await counter.quote();
  const name = path.join(counter.folder, 'journal/000001.jsonl');
  const place = readFileSync(name).indexOf('285000');
  await sleep(tickMs);
  const fd = openSync(name, 'r+');
  onTestFinished(() => closeSync(fd));
  const { size } = fstatSync(fd);
  writeSync(fd, '385000', place);
  expect(fstatSync(fd).size).toBe(size);
  const pay = { quoteId, tendered: 291_000 };
  expect(await counter.call('payment:pay', pay)).toMatchObject({ code: 'storage-failed' });
  expect((await counter.must('till:status', {})).storage.ok).toBe(false);
  await compared(counter, 'is damaged: record');
  expect(await counter.call('payment:pay', pay)).toMatchObject({ code: 'storage-failed' });
  expect(counter.payRequests()).toBe(0);
  writeSync(fd, '285000', place);
  await expect.poll(() => counter.books.state(), { timeout: 8_000 }).toBe('ready');
  expect(await counter.must('payment:pay', pay)).toMatchObject({ status: 'paid' });
});

test('a record that another program adds, in database and journal, is not believed', async () => {
  const counter = await openCounter();
  const { quoteId } = await counter.quote();
  const other = await openCounter();
  await other.quote();
  const line = readFileSync(path.join(other.folder, 'journal/000001.jsonl'), 'utf8').split('\n')[1] ?? '';
  // In the database alone, where the journal would take it over.
  const { hash } = counter.books.head();
  const text = line.replace(/^\{"n":\d+,"prev":"[^"]*"/, `{"n":3,"prev":"${hash}"`);
  const { createHash } = await import('node:crypto');
  const record = JSON.parse(text) as { at: string; kind: string; transactionId: string; data: object };
  const db = new Database(path.join(counter.folder, 'loket.db'));
  db.prepare('INSERT INTO journal VALUES (3, ?, ?, ?, ?, ?, 0)').run(
    Date.parse(record.at),
    record.kind,
    record.transactionId,
    JSON.stringify(record.data),
    createHash('sha256').update(text).digest(),
  );
  db.close();
  const pay = { quoteId, tendered: 291_000 };
  expect(await counter.call('payment:pay', pay)).toMatchObject({ code: 'storage-failed' });
  await compared(counter, 'was written by somebody else');
  expect(await counter.call('payment:pay', pay)).toMatchObject({ code: 'storage-failed' });
});

test('another file in the place of the database is noticed, the same bytes though they are', async () => {
  const counter = await openCounter();
  const { quoteId } = await counter.quote();
  const name = path.join(counter.folder, 'loket.db');
  copyFileSync(name, `${name}.copy`);
  renameSync(`${name}.copy`, name);
  expect(await counter.call('payment:pay', { quoteId, tendered: 291_000 })).toMatchObject({ code: 'storage-failed' });
  expect(counter.payRequests()).toBe(0);
});

test('another program that writes nothing of ours costs a moment, and one that only reads not even that', async () => {
  const counter = await openCounter();
  const { quoteId } = await counter.quote();
  stranger(counter, 'SELECT count(*) FROM journal; PRAGMA wal_checkpoint(PASSIVE)');
  await expect.poll(() => counter.books.state(), { timeout: 8_000 }).toBe('ready');
  const reader = new Database(path.join(counter.folder, 'loket.db'), { readonly: true });
  onTestFinished(() => void reader.close());
  expect(reader.prepare('SELECT count(*) AS many FROM journal').get()).toEqual({ many: 2 });
  expect(counter.books.state()).toBe('ready');
  stranger(counter, 'CREATE TABLE theirs (a)');
  expect(counter.books.state()).toBe('uncertain');
  await compared(counter, 'books-touched');
  await expect.poll(() => counter.books.state(), { timeout: 8_000 }).toBe('ready');
  expect(await counter.must('payment:pay', { quoteId, tendered: 291_000 })).toMatchObject({ status: 'paid' });
});

test('the till’s own work never looks like somebody else’s', async () => {
  const counter = await openCounter();
  const { quoteId } = await counter.quote();
  await counter.must('payment:pay', { quoteId, tendered: 291_000 });
  counter.books.tidyUp();
  await counter.must('journal:verify', {});
  await expect(counter.call('payment:pay', { quoteId: 'none', tendered: 1 })).resolves.toMatchObject({ ok: false });
  expect(counter.books.state()).toBe('ready');
  expect(counter.logText()).not.toContain('books-');
});

test('another program drops the index that locks a bill: the till puts it back before it pays, and the bill is paid once', async () => {
  const counter = await openCounter();
  const quotes = [await counter.quote(), await counter.quote()];
  stranger(counter, 'DROP INDEX one_unsettled_payment; DROP TRIGGER journal_stays');
  const pay = (): Promise<readonly { ok: boolean }[]> =>
    Promise.all(quotes.map(({ quoteId }) => counter.call('payment:pay', { quoteId, tendered: 300_000 })));
  expect(await pay()).toMatchObject([{ code: 'storage-failed' }, { code: 'storage-failed' }]);
  await compared(counter, 'books-touched');
  expect(await pay()).toMatchObject([{ ok: true }, { code: 'bill-locked' }]);
  expect(counter.payRequests()).toBe(1);
  expect(() => stranger(counter, 'DELETE FROM journal')).toThrow('a record is never deleted');
  await counter.close();
  stranger(counter, 'DROP INDEX one_unsettled_payment');
  const started = startBooks(counter.folder, {
    clock: clockAt(() => counter.clock.ms),
    newEpoch: () => 'NEXT',
    by: 'owner',
    version: 'test',
  });
  expect(started).toMatchObject({ ok: true, guards: ['index one_unsettled_payment'] });
  if (started.ok) started.close();
});

/** Comparing that ends when the test says so: one way to end it for each time that it began. */
function comparisonsOf({ books }: Counter): { end: (problems: readonly string[] | null) => void; fail: () => void }[] {
  const begun: { end: (problems: readonly string[] | null) => void; fail: () => void }[] = [];
  books.compareBy(
    () =>
      new Promise((resolve, reject) => {
        begun.push({ end: resolve, fail: () => reject(new Error('no thread can begin')) });
      }),
  );
  return begun;
}

const touch = 'CREATE TABLE stranger (x); DROP TABLE stranger';

test('while all is compared since another program wrote, nothing new is paid, what a provider answers is stored, and then it goes on', async () => {
  const counter = await openCounter();
  const begun = comparisonsOf(counter);
  const [first, second] = [await counter.quote(), await counter.quote()];
  // Longer than it takes until the till looks at the files again.
  counter.payments((body) => ({ raw: reply(200, samplePayment(body)), afterMs: 4_000 }));
  const paying = counter.call('payment:pay', { quoteId: first.quoteId, tendered: 291_000 });
  await expect.poll(() => counter.payRequests()).toBe(1);
  stranger(counter, touch);
  expect(counter.books.state()).toBe('uncertain');
  await expect.poll(() => begun.length, { timeout: 8_000 }).toBe(1);
  const pay = { quoteId: second.quoteId, tendered: 291_000, confirmPaidBefore: true };
  expect(await counter.call('payment:pay', pay)).toMatchObject({ code: 'storage-failed' });
  expect(await paying).toMatchObject({ ok: true, value: { status: 'paid' } });
  const paid = counter.books.db.prepare(`SELECT count(*) FROM journal WHERE kind = 'paid'`).pluck().get();
  expect([paid, counter.books.state()]).toEqual([1, 'uncertain']);
  begun[0]?.end([]);
  await expect.poll(() => counter.books.state()).toBe('ready');
  expect(await counter.call('payment:pay', pay)).toMatchObject({ code: 'paid-before' });
  expect(await counter.must('payment:pay', pay)).toMatchObject({ status: 'paid' });
});

test('a comparison that began before another program wrote once more does not count', async () => {
  const counter = await openCounter();
  const begun = comparisonsOf(counter);
  for (const times of [1, 2]) {
    stranger(counter, touch);
    expect(counter.books.state()).toBe('uncertain');
    await expect.poll(() => begun.length, { timeout: 8_000 }).toBe(times);
  }
  begun[0]?.end([]);
  await sleep(50);
  expect(counter.books.state()).toBe('uncertain');
  begun[1]?.end(['a payment is not what was recorded']);
  await expect.poll(() => counter.books.state()).toBe('damaged');
});

test('where no thread can compare, the till itself does', async () => {
  const counter = await openCounter();
  const begun = comparisonsOf(counter);
  stranger(counter, `DROP TRIGGER quotes_are_final; ${touch}`);
  expect(counter.books.state()).toBe('uncertain');
  await expect.poll(() => begun.length, { timeout: 8_000 }).toBe(1);
  begun[0]?.fail();
  await expect.poll(() => counter.books.state()).toBe('ready');
});
