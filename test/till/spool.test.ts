import Database from 'better-sqlite3';
import { hash } from 'node:crypto';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { Transaction } from '../../shared/transaction.ts';
import { asItDied } from '../harness/as-it-died.ts';
import { ayoconnectServer } from '../harness/ayoconnect-server.ts';
import { openCounter, sampleInquiry, samplePayment, type Counter, type Options } from '../harness/counter.ts';
import { reply } from '../harness/fake-provider.ts';
import { paperPrinter, type PaperPrinter } from '../harness/paper-printer.ts';

// What waits to be printed: never forgotten, never twice, never late without being asked for.

const minute = 60_000;
const printers = [{ id: 'counter', transport: 'tcp://127.0.0.1:9100', columns: 32, drawer: 2 }];
const asked = '516070377764';
const pulse = Buffer.from([0x1b, 0x70, 0x00, 0x19, 0xfa]);

interface Shop extends Counter {
  readonly paper: PaperPrinter;
}

async function openShop(options: Options = {}): Promise<Shop> {
  const paper = paperPrinter();
  return { ...(await openCounter({ printers, deliver: paper.deliver, ...options })), paper };
}

async function sell(shop: Counter, tenders?: object): Promise<Transaction> {
  const { quoteId } = await shop.quote();
  return shop.must('payment:pay', { quoteId, ...(tenders ?? { tendered: 300_000 }) });
}

const jobsOf = async (shop: Counter) => (await shop.must('print:list', {})).items;

test('a receipt whose printer is off waits, and comes out by itself once it is on: the original, once', async () => {
  const shop = await openShop();
  shop.paper.mood = 'off';
  const { transactionId } = await sell(shop);
  await expect.poll(() => shop.paper.tries()).toBe(1);
  const [job] = await jobsOf(shop);
  expect(job).toMatchObject({
    what: 'receipt',
    transactionId,
    copy: 0,
    state: 'queued',
    cause: 'refused',
    attempts: 1,
  });
  expect((await shop.must('till:status', {})).printers[0]).toMatchObject({
    state: 'failed',
    queued: 1,
    confirms: 'none',
    confirmed: false,
  });
  expect(await shop.call('receipt:print', { transactionId })).toMatchObject({ code: 'printer-failed' });
  expect(await jobsOf(shop)).toHaveLength(1);
  shop.paper.mood = 'prints';
  await expect.poll(() => shop.paper.papers().length, { timeout: 8_000 }).toBe(1);
  expect(shop.paper.papers()[0]).toContain('CETAK ASLI (CA)');
  await expect.poll(async () => (await jobsOf(shop))[0]?.state).toBe('sent');
  expect(await shop.must('receipt:preview', { transactionId })).toMatchObject({ copy: 1 });
});

test('after ten minutes a slip comes out only on a person’s word, and opens no drawer', async () => {
  const shop = await openShop();
  shop.paper.mood = 'off';
  await sell(shop);
  await expect.poll(() => shop.paper.tries()).toBe(1);
  shop.clock.ms += 11 * minute;
  shop.paper.mood = 'prints';
  await sell(shop, { tendered: 300_000, confirmPaidBefore: true });
  await expect.poll(() => shop.paper.papers().length).toBe(1);
  const old = (await jobsOf(shop)).at(-1);
  expect(old).toMatchObject({ state: 'queued', asks: true });
  const retried = await shop.must('print:retry', { jobId: old?.jobId ?? '' });
  expect(retried).toMatchObject({ jobId: old?.jobId, state: 'sent', copy: 0 });
  expect(shop.paper.jobs.map((job) => job.includes(pulse))).toEqual([true, false]);
});

test('a slip of an hour ago came out by itself, with the drawer, because the clock was set back', async () => {
  const shop = await openShop();
  shop.paper.mood = 'off';
  await sell(shop);
  await expect.poll(() => shop.paper.tries()).toBe(1);
  shop.clock.ms -= 60 * minute;
  shop.paper.mood = 'prints';
  const [waiting] = await jobsOf(shop);
  expect(waiting).toMatchObject({ state: 'queued', asks: true });
  const jobId = waiting?.jobId ?? '';
  expect(await shop.must('print:retry', { jobId })).toMatchObject({ jobId, state: 'sent', copy: 0 });
  expect(shop.paper.jobs.map((job) => job.includes(pulse))).toEqual([false]);
});

test('a report that waited for a printer which has narrower paper by now was cancelled, and nobody was told', async () => {
  const [printer] = printers;
  const wide = await openShop({ printers: [{ ...printer, columns: 48 }] });
  wide.paper.mood = 'off';
  const { shiftId } = await wide.must('shift:open', { float: 0 });
  expect(await wide.call('shift:print', { shiftId })).toMatchObject({ code: 'printer-failed' });
  const narrow = await openShop({ printers: [{ ...printer, columns: 32 }], folder: asItDied(wide) });
  await expect.poll(async () => (await jobsOf(narrow))[0]?.state).toBe('failed');
  expect(narrow.paper.papers()).toEqual([]);
  expect((await narrow.must('print:list', { open: true })).items).toMatchObject([{ what: 'x', state: 'failed' }]);
});

test('what waits is there after a kill and goes out as the original; what was on its way is doubtful and does not', async () => {
  const first = await openShop();
  first.paper.mood = 'off';
  const one = await sell(first);
  await expect.poll(() => first.paper.tries()).toBe(1);
  const second = await openShop({ folder: asItDied(first) });
  await expect.poll(() => second.paper.papers().length).toBe(1);
  expect(second.paper.papers()[0]).toContain(one.transactionId);
  expect(second.paper.jobs[0]?.includes(pulse)).toBe(false);

  second.paper.mood = 'hangs';
  const { transactionId } = await sell(second, { tendered: 300_000, confirmPaidBefore: true });
  await expect.poll(async () => (await jobsOf(second))[0]?.state).toBe('sending');
  const third = await openShop({ folder: asItDied(second) });
  second.paper.letGo();
  expect((await jobsOf(third))[0]).toMatchObject({ transactionId, state: 'doubtful' });
  expect(third.paper.tries()).toBe(0);
  const again = await third.must('print:retry', { jobId: (await jobsOf(third))[0]?.jobId ?? '' });
  expect(again).toMatchObject({ what: 'copy', copy: 1, state: 'sent' });
  expect(third.paper.papers()[0]).toContain('CETAK ULANG (CU) ke-1');
});

test('a job that waits is taken back, or given to another printer, whose width its slip then has', async () => {
  const wide = { id: 'office', transport: 'tcp://127.0.0.1:9101', columns: 48 };
  const paper = paperPrinter();
  const shop = await openCounter({
    printers: [...printers, wide],
    deliver: (transport, ...rest) =>
      transport === wide.transport
        ? paper.deliver(transport, ...rest)
        : Promise.resolve({ kind: 'failed', why: 'nobody listens', cause: 'refused' }),
  });
  const { transactionId } = await sell(shop);
  await expect.poll(async () => (await jobsOf(shop))[0]?.attempts).toBe(1);
  const jobId = (await jobsOf(shop))[0]?.jobId ?? '';
  expect(await shop.call('print:move', { jobId, printerId: 'nowhere' })).toMatchObject({ code: 'printer-missing' });
  expect(await shop.must('print:move', { jobId, printerId: 'office' })).toMatchObject({
    printerId: 'office',
    state: 'queued',
  });
  await expect.poll(() => paper.papers().length).toBe(1);
  expect(paper.papers()[0]).toContain('CETAK ASLI (CA)');
  expect(Math.max(...(paper.papers()[0] ?? '').split('\n').map((line) => line.length))).toBe(48);
  expect(await shop.call('print:cancel', { jobId })).toMatchObject({ code: 'job-over' });

  await shop.call('receipt:print', { transactionId });
  const copy = (await jobsOf(shop))[0];
  expect(copy).toMatchObject({ what: 'copy', state: 'queued' });
  expect(await shop.must('print:cancel', { jobId: copy?.jobId ?? '' })).toMatchObject({ state: 'cancelled' });
  expect(await shop.must('receipt:preview', { transactionId })).toMatchObject({ copy: 1 });
});

test('F6 tried the slip of a pending payment that waited for its printer, and said that a paid one has no receipt', async () => {
  const { server, providers } = await ayoconnectServer();
  server.misbehave.set(asked, { at: 'pay', how: 'html' });
  const shop = await openShop({ providers, settleScale: 0.05, realClock: true });
  shop.paper.mood = 'off';
  const { quoteId } = await shop.must('bill:inquire', { product: 'pln-postpaid', customerNumber: asked });
  const { transactionId } = await shop.must('payment:pay', { quoteId, tendered: 1_000_000 });
  await expect.poll(() => shop.paper.tries(), { timeout: 15_000 }).toBe(1);
  shop.paper.mood = 'prints';
  await shop.must('payment:resolve', { transactionId, as: 'paid', reason: 'seen at the provider' });
  expect(await shop.must('receipt:print', { transactionId, confirm: true })).toMatchObject({ copy: 0 });
  expect(shop.paper.papers()).toHaveLength(1);
  const ends = async () => (await jobsOf(shop)).map(({ what, state }) => [what, state]);
  await expect.poll(ends).toEqual([
    ['receipt', 'sent'],
    ['pending', 'cancelled'],
  ]);
});

test('a printer that hangs holds up no other one', async () => {
  const [stuck, well] = [paperPrinter(), paperPrinter()];
  stuck.mood = 'hangs';
  const other = { id: 'office', transport: 'tcp://127.0.0.1:9101', columns: 48 };
  const shop = await openCounter({
    printers: [...printers, other],
    deliver: (transport, ...rest) => (transport === other.transport ? well : stuck).deliver(transport, ...rest),
  });
  await sell(shop);
  onTestFinished(() => stuck.letGo());
  const tested = shop.must('printer:test', { printerId: 'office' });
  await expect.poll(() => well.papers().length).toBe(1);
  await tested;
  expect((await jobsOf(shop)).map(({ printerId, state }) => [printerId, state])).toEqual([
    ['office', 'sent'],
    ['counter', 'sending'],
  ]);
});

test('a sale without cash opened the drawer', async () => {
  const shop = await openShop();
  const { quoteId, total } = await shop.quote();
  await shop.must('payment:pay', { quoteId, tenders: [{ kind: 'qris', amount: total }] });
  await expect.poll(() => shop.paper.jobs.length).toBe(1);
  expect(shop.paper.jobs[0]?.includes(pulse)).toBe(false);
});

test('a pending payment of cash gets its slip once, with the pulse; its original comes later without one', async () => {
  const { server, providers } = await ayoconnectServer();
  server.misbehave.set(asked, { at: 'pay', how: 'html' });
  const shop = await openShop({ providers, settleScale: 0.01, realClock: true });
  const { quoteId } = await shop.must('bill:inquire', { product: 'pln-postpaid', customerNumber: asked });
  const { status } = await shop.must('payment:pay', { quoteId, tendered: 1_000_000 });
  expect(status).toBe('pending');
  await expect.poll(() => shop.paper.papers().length, { timeout: 15_000 }).toBe(2);
  const papers = shop.paper.papers();
  expect(papers.map((paper) => /BELUM PASTI|CETAK ASLI/.exec(paper)?.[0])).toEqual(['BELUM PASTI', 'CETAK ASLI']);
  expect(shop.paper.jobs.map((job) => job.includes(pulse))).toEqual([true, false]);
});

test('a customer who waited more than a minute for the provider’s answer paid in front of a shut drawer', async () => {
  const shop = await openShop();
  shop.provider.answer((at, body) => {
    if (at.endsWith('inquiry')) return { raw: reply(200, sampleInquiry()) };
    shop.clock.ms += 90_000;
    return { raw: reply(200, samplePayment(JSON.parse(body) as Record<string, string>)) };
  });
  await sell(shop);
  await expect.poll(() => shop.paper.jobs.length).toBe(1);
  expect(shop.paper.jobs[0]?.includes(pulse)).toBe(true);
});

test('a job that is not what it has to be is held back, and said so: nothing of it goes out', async () => {
  const first = await openShop();
  first.paper.mood = 'off';
  const { shiftId } = await first.must('shift:open', { float: 0 });
  void first.call('shift:print', { shiftId });
  await expect.poll(() => first.paper.tries()).toBe(1);
  const folder = asItDied(first);
  const spool = new Database(path.join(folder, 'loket.spool'));
  const { bytes } = spool.prepare('SELECT bytes FROM jobs').get() as { bytes: Buffer };
  const spoilt = Buffer.concat([bytes.subarray(0, -11), pulse, bytes.subarray(-11)]);
  spool.prepare('UPDATE jobs SET bytes = ?, hash = ?').run(spoilt, hash('sha256', spoilt));
  spool.close();

  const second = await openShop({ folder });
  await expect.poll(async () => (await jobsOf(second))[0]).toMatchObject({ state: 'failed', cause: 'refused' });
  expect(second.paper.tries()).toBe(0);
  const status = await second.must('till:status', {});
  expect(status.printers[0]).toMatchObject({ state: 'failed', cause: 'refused', slipRefused: true });
  expect(second.logText()).toContain('a command that is none of a slip');
  await second.must('printer:test', { printerId: 'counter' });
  expect((await second.must('till:status', {})).printers[0]).toMatchObject({ state: 'sent', slipRefused: false });
});
