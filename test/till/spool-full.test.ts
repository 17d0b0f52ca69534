import Database from 'better-sqlite3';
import path from 'node:path';
import { expect, test } from 'vitest';
import { asItDied } from '../harness/as-it-died.ts';
import { openCounter, type Counter } from '../harness/counter.ts';
import { paperPrinter, type PaperPrinter } from '../harness/paper-printer.ts';

// The disk takes no word of a print job any more: what only its file knows of does not go out, and all else does.

const printers = [{ id: 'counter', transport: 'tcp://127.0.0.1:9100', columns: 32, drawer: 2 }];

interface Shop extends Counter {
  readonly paper: PaperPrinter;
}

async function openShop(folder?: string): Promise<Shop> {
  const paper = paperPrinter();
  return { ...(await openCounter({ printers, deliver: paper.deliver, ...(folder && { folder }) })), paper };
}

function inSpool(folder: string, sql: string): void {
  const db = new Database(path.join(folder, 'loket.spool'));
  db.exec(sql);
  db.close();
}

const full = `CREATE TRIGGER no_room BEFORE INSERT ON jobs BEGIN SELECT RAISE(ABORT, 'no room'); END`;
const room = 'DROP TRIGGER no_room';

const jobsOf = async (shop: Counter) => (await shop.must('print:list', {})).items;

/** The slip of a debt that was paid by transfer, which opens no drawer, waits for a printer that is off. Answers its job. */
async function waitingSlip(shop: Shop): Promise<string> {
  await shop.must('shift:open', { float: 0 });
  const { customerId } = await shop.must('customer:save', { name: 'Bu Yanti', numbers: [] });
  const { quoteId, total } = await shop.quote();
  await shop.must('payment:pay', { quoteId, tenders: [{ kind: 'credit', amount: total }], customerId });
  await expect.poll(() => shop.paper.papers().length).toBe(1);
  shop.paper.mood = 'off';
  await shop.must('debt:settle', { customerId, tenders: [{ kind: 'transfer', amount: total }] });
  await expect.poll(async () => (await jobsOf(shop))[0]).toMatchObject({ what: 'debt', state: 'queued', attempts: 1 });
  return (await jobsOf(shop))[0]?.jobId ?? '';
}

test('the slip of a debt came out again after a kill, since a full disk had not kept that it went out', async () => {
  const first = await openShop();
  const jobId = await waitingSlip(first);
  inSpool(first.folder, full);
  first.paper.mood = 'prints';
  const tried = await first.call('print:retry', { jobId });
  expect(tried).toMatchObject({ code: 'storage-failed', job: { jobId, state: 'queued' } });
  expect(first.paper.papers()).toHaveLength(1);
  expect((await first.must('till:status', {})).printers[0]).toMatchObject({ queued: 1 });

  const folder = asItDied(first);
  inSpool(folder, room);
  const second = await openShop(folder);
  await expect.poll(() => second.paper.papers().length).toBe(1);
  expect(second.paper.papers()[0]).toContain('Bu Yanti');
  expect(await jobsOf(await openShop(asItDied(second)))).toMatchObject([{ jobId, state: 'sent' }, {}]);
});

test('a slip that was called off on a full disk came out by itself after a kill', async () => {
  const first = await openShop();
  const jobId = await waitingSlip(first);
  inSpool(first.folder, full);
  expect(await first.call('print:cancel', { jobId })).toMatchObject({ code: 'storage-failed' });
  expect((await jobsOf(first))[0]).toMatchObject({ jobId, state: 'queued' });
  inSpool(first.folder, room);
  expect(await first.must('print:cancel', { jobId })).toMatchObject({ state: 'cancelled' });
  const second = await openShop(asItDied(first));
  expect((await jobsOf(second))[0]).toMatchObject({ jobId, state: 'cancelled' });
});

test('a receipt waited behind a slip of which a full disk took no word', async () => {
  const shop = await openShop();
  const jobId = await waitingSlip(shop);
  inSpool(shop.folder, full);
  shop.paper.mood = 'prints';
  const { quoteId } = await shop.quote();
  await shop.must('payment:pay', { quoteId, tendered: 300_000, confirmPaidBefore: true });
  await expect.poll(() => shop.paper.papers().length, { timeout: 5_000 }).toBe(2);
  expect(shop.paper.papers()[1]).toContain('CETAK ASLI (CA)');
  // A page that tests may come out again: it says nothing of money.
  await shop.must('printer:test', { printerId: 'counter' });
  expect(shop.paper.papers()).toHaveLength(3);

  inSpool(shop.folder, room);
  await expect.poll(() => shop.paper.papers().length, { timeout: 8_000 }).toBe(4);
  expect(shop.paper.papers()[3]).toContain('Bu Yanti');
  const job = async () => (await jobsOf(shop)).find((one) => one.jobId === jobId);
  await expect.poll(job).toMatchObject({ state: 'sent' });
});
