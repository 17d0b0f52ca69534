import Database from 'better-sqlite3';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { Job } from '../../electron/db/spool-store.ts';
import { openSpoolStore } from '../../electron/db/spool-store.ts';
import { hadPrintJobs } from '../../electron/db/openings.ts';
import { asItDied } from '../harness/as-it-died.ts';
import { openCounter, type Counter } from '../harness/counter.ts';
import { paperPrinter, type PaperPrinter } from '../harness/paper-printer.ts';
import { tempFolder } from '../harness/temp-folder.ts';

// The file of print jobs is behind the books, damaged, gone, or can't be had: nothing comes out as an original twice.

const printers = [{ id: 'counter', transport: 'tcp://127.0.0.1:9100', columns: 32, drawer: 2 }];
const parts = ['loket.spool', 'loket.spool-wal'];

interface Shop extends Counter {
  readonly paper: PaperPrinter;
}

async function openShop(folder?: string, startsAt?: number): Promise<Shop> {
  const paper = paperPrinter();
  const settings = { digest: 'the same', values: {}, keys: {} };
  const more = { ...(folder && { folder }), ...(startsAt !== undefined && { startsAt }) };
  return { ...(await openCounter({ printers, settings, deliver: paper.deliver, ...more })), paper };
}

const jobsOf = async (shop: Counter) => (await shop.must('print:list', {})).items;

/** A shop in what the first left, but with its print jobs as they were. */
function diedWith(shop: Shop, spool: ReadonlyMap<string, Buffer>): Promise<Shop> {
  const folder = asItDied(shop);
  for (const [name, bytes] of spool) writeFileSync(path.join(folder, name), bytes);
  return openShop(folder);
}

function spoolOf({ folder }: Shop): ReadonlyMap<string, Buffer> {
  return new Map(parts.map((name) => [name, readFileSync(path.join(folder, name))]));
}

/** A closed shift whose Z waits for its printer; answers the jobs' file as it is then. */
async function waitingZ(shop: Shop): Promise<ReadonlyMap<string, Buffer>> {
  const { shiftId } = await shop.must('shift:open', { float: 0 });
  await shop.must('shift:close', { counted: 0 });
  shop.paper.mood = 'off';
  void shop.call('shift:print', { shiftId });
  await expect.poll(() => shop.paper.tries()).toBe(1);
  return spoolOf(shop);
}

test('after a power cut a Z that was out came out once more as the original', async () => {
  const first = await openShop();
  const spool = await waitingZ(first);
  first.paper.mood = 'prints';
  const [{ jobId } = { jobId: '' }] = await jobsOf(first);
  expect(await first.must('print:retry', { jobId })).toMatchObject({ state: 'sent' });
  expect(first.paper.papers()).toHaveLength(1);
  const second = await diedWith(first, spool);
  expect((await jobsOf(second))[0]).toMatchObject({ jobId, state: 'doubtful' });
  expect(second.paper.tries()).toBe(0);
});

test('a Z that no byte of went out waits over a power cut, and comes out as the original', async () => {
  const first = await openShop();
  const second = await diedWith(first, await waitingZ(first));
  await expect.poll(() => second.paper.papers().length).toBe(1);
});

test('the file of print jobs is damaged or gone: the till opens, and a receipt that was out is a copy from then on', async () => {
  const first = await openShop();
  const { quoteId } = await first.quote();
  const { transactionId } = await first.must('payment:pay', { quoteId, tendered: 300_000 });
  await expect.poll(() => first.paper.papers().length).toBe(1);
  await expect.poll(async () => (await jobsOf(first))[0]?.state).toBe('sent');
  const none = new Map(parts.map((name) => [name, Buffer.alloc(0)]));
  const second = await diedWith(first, none);
  expect(await jobsOf(second)).toMatchObject([{ what: 'lost' }]);
  expect(second.paper.tries()).toBe(0);
  expect(await second.must('receipt:print', { transactionId })).toMatchObject({ copy: 1 });
});

const knowsNothing = { hadFile: () => false, printedSince: () => null, printedAt: () => 0, books: () => null };

const job: Job = {
  ...{ jobId: 'J1', printerId: 'counter', what: 'x', transactionId: null, copy: null, asked: 'yes', drawer: false },
  ...{ entry: null, bytes: null, hash: null, columns: 32, state: 'queued', cause: null, attempts: 0, seen: false },
  ...{ createdAt: 1, updatedAt: 1, wantedAt: 1 },
};

test('a disk that gave no file of print jobs kept the till from starting', () => {
  const found: string[] = [];
  // A folder stands under the name of the file, which SQLite can't open as one.
  const file = path.join(tempFolder(), 'loket.spool');
  mkdirSync(file);
  const store = openSpoolStore(file, 1, (why) => found.push(why), knowsNothing);
  store.save(job);
  expect(store.unfinished()).toEqual([job]);
  expect(found).toHaveLength(1);
  expect(existsSync(file)).toBe(true);
  expect(existsSync(`${file}.damaged`)).toBe(false);
  store.close();
});

test('a damaged file of print jobs is put aside, and the next is begun', () => {
  const found: string[] = [];
  const file = path.join(tempFolder(), 'loket.spool');
  writeFileSync(file, Buffer.alloc(8_192, 'rubbish '));
  const store = openSpoolStore(file, 1, (why) => found.push(why), knowsNothing);
  store.save(job);
  store.close();
  expect(found).toHaveLength(1);
  expect(existsSync(`${file}.damaged`)).toBe(true);
});

test('a damaged file of print jobs was told to nobody at the screen', async () => {
  const first = await openShop();
  const rubbish = Buffer.alloc(8_192, 'rubbish ');
  const second = await diedWith(
    first,
    new Map(parts.map((name) => [name, name === 'loket.spool' ? rubbish : Buffer.alloc(0)])),
  );
  const open = async () => (await second.must('print:list', { open: true })).items;
  expect(await open()).toMatchObject([{ what: 'lost', state: 'failed', seen: false }]);
  expect(second.paper.tries()).toBe(0);
  const [{ jobId } = { jobId: '' }] = await open();
  await second.must('print:seen', { jobId });
  expect(await open()).toEqual([]);
});

test('an emptied or removed file of print jobs was told to nobody, and slips that waited were gone in silence', async () => {
  const first = await openShop();
  first.paper.mood = 'off';
  await first.must('shift:open', { float: 0 });
  void first.call('drawer:open', { reason: 'receh' });
  for (const left of [Buffer.alloc(0), null]) {
    const folder = asItDied(first);
    for (const name of parts) {
      if (left === null) rmSync(path.join(folder, name));
      else writeFileSync(path.join(folder, name), left);
    }
    const second = await openShop(folder);
    const open = async () => (await second.must('print:list', { open: true })).items;
    expect(await open()).toMatchObject([{ what: 'lost', state: 'failed', seen: false }]);
    await second.must('print:seen', { jobId: 'lost' });
    await second.close();
    // It is told once: the file is there from then on.
    const third = await openShop(folder);
    expect((await third.must('print:list', { open: true })).items).toEqual([]);
    await third.close();
  }
});

test('a first start, one that died before it had a file, and an older till\u2019s books lack no print jobs', async () => {
  const first = await openShop();
  expect(hadPrintJobs(first.db)).toBe(false);
  const second = await diedWith(first, new Map());
  expect(hadPrintJobs(second.db)).toBe(false);
  await second.must('shift:open', { float: 0 });
  expect(hadPrintJobs(second.db)).toBe(true);
  // Put back from a copy: the file of print jobs was not in it.
  const restored = tempFolder();
  for (const name of ['loket.db', 'journal'])
    cpSync(path.join(second.folder, name), path.join(restored, name), { recursive: true });
  const third = await openShop(restored);
  expect(third.books.tillState().mode).toBe('reconcile');
  expect(await jobsOf(third)).toEqual([]);
  // An older till said nothing of its settings, and had no such file.
  const older = await openCounter({ printers });
  await older.must('shift:open', { float: 0 });
  expect(hadPrintJobs(older.db)).toBe(false);
});

const minute = 60_000;

/** Sells, and answers once its receipt is out. */
async function sellAndPrint(shop: Shop): Promise<void> {
  const before = shop.paper.papers().length;
  const { quoteId, paidBefore } = await shop.quote();
  await shop.must('payment:pay', { quoteId, tendered: 300_000, ...(paidBefore && { confirmPaidBefore: true }) });
  await expect.poll(() => shop.paper.papers().length).toBe(before + 1);
  await expect.poll(async () => (await jobsOf(shop))[0]?.state).toBe('sent');
}

const openJobs = async (shop: Counter) => (await shop.must('print:list', { open: true })).items;

test('a file of print jobs that was older than the books was told to nobody, and what had waited in it came out twice', async () => {
  const first = await openShop();
  await sellAndPrint(first);
  first.paper.mood = 'off';
  const { shiftId } = await first.must('shift:open', { float: 0 });
  void first.call('shift:print', { shiftId });
  await expect.poll(async () => (await openJobs(first)).map(({ what }) => what)).toContain('x');
  const older = spoolOf(first);
  first.paper.mood = 'prints';
  for (const { jobId } of await openJobs(first)) await first.must('print:retry', { jobId });
  first.clock.ms += 3 * minute;
  await sellAndPrint(first);
  first.clock.ms += 3 * minute;
  await sellAndPrint(first);

  const second = await diedWith(first, older);
  const told = await openJobs(second);
  expect(told.filter(({ what }) => what === 'lost')).toMatchObject([{ state: 'failed', seen: false }]);
  expect(told.filter(({ what }) => what === 'x')).toMatchObject([{ state: 'doubtful' }]);
  expect(second.paper.tries()).toBe(0);
  for (const { jobId } of told) await second.must('print:seen', { jobId });
  // It is told once.
  const third = await openShop(asItDied(second));
  expect(await openJobs(third)).toEqual([]);
});

test('another till’s file of print jobs was taken for one’s own, and what waited in it came out here', async () => {
  const other = await openShop();
  other.paper.mood = 'off';
  await other.must('shift:open', { float: 0 });
  void other.call('shift:print', { shiftId: (await other.must('till:status', {})).shift?.shiftId ?? '' });
  await expect.poll(async () => (await openJobs(other)).map(({ what }) => what)).toEqual(['x']);
  const own = await openShop(undefined, other.clock.ms + minute);
  // Before the first receipt the books know no job that it lacks.
  await own.must('shift:open', { float: 0 });

  const folder = asItDied(own);
  for (const [name, bytes] of spoolOf(other)) writeFileSync(path.join(folder, name), bytes);
  const swapped = await openShop(folder);
  expect(await openJobs(swapped)).toMatchObject([{ what: 'lost', state: 'failed', seen: false }]);
  await swapped.must('print:seen', { jobId: 'lost' });
  expect(await openJobs(await openShop(asItDied(swapped)))).toEqual([]);
  expect(swapped.paper.tries()).toBe(0);
  expect(existsSync(path.join(folder, 'loket.spool.damaged'))).toBe(true);
});

test('print jobs that somebody took out of their file were told to nobody', async () => {
  const first = await openShop();
  for (let n = 0; n < 2; n++) {
    first.clock.ms += 3 * minute;
    await sellAndPrint(first);
  }
  const folder = asItDied(first);
  const db = new Database(path.join(folder, 'loket.spool'));
  db.exec('DELETE FROM jobs');
  db.close();
  expect(await openJobs(await openShop(folder))).toMatchObject([{ what: 'lost' }]);
});

test('jobs that were over for a week, the last moments before a power cut, and an older till’s file are no lost print jobs', async () => {
  const first = await openShop();
  first.clock.ms += 3 * minute;
  await sellAndPrint(first);
  const before = spoolOf(first);
  first.clock.ms += minute;
  await sellAndPrint(first);
  const second = await diedWith(first, before);
  expect(await openJobs(second)).toEqual([]);

  first.clock.ms += 3 * minute;
  await sellAndPrint(first);
  const day = 24 * 60 * minute;
  const folder = asItDied(first);
  for (const after of [0, 6 * day, 8 * day, 9 * day]) {
    const later = await openShop(folder, first.clock.ms + after);
    expect(await openJobs(later)).toEqual([]);
    if (after === 8 * day) expect(await jobsOf(later)).toEqual([]);
    await later.close();
  }
  const older = asItDied(first);
  const db = new Database(path.join(older, 'loket.spool'));
  db.exec('DELETE FROM jobs; DROP TABLE complete');
  db.close();
  expect(await openJobs(await openShop(older))).toEqual([]);
});
