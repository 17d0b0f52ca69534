import { expect, test } from 'vitest';
import type { Transaction } from '../../shared/transaction.ts';
import { openCounter, type Counter, type Options } from '../harness/counter.ts';
import { paperPrinter, type PaperPrinter } from '../harness/paper-printer.ts';

// What a person is told of the print queue, and what their word does there.

const printers = [{ id: 'counter', transport: 'tcp://127.0.0.1:9100', columns: 32, drawer: 2 }];

interface Shop extends Counter {
  readonly paper: PaperPrinter;
}

async function openShop(options: Options = {}): Promise<Shop> {
  const paper = paperPrinter();
  return { ...(await openCounter({ printers, deliver: paper.deliver, ...options })), paper };
}

async function sell(shop: Counter): Promise<Transaction> {
  const { quoteId } = await shop.quote();
  return shop.must('payment:pay', { quoteId, tendered: 300_000, confirmPaidBefore: true });
}

const openJobs = async (shop: Counter) => (await shop.must('print:list', { open: true })).items;

test('what waits and what is doubtful stands in the queue until a person has seen to it, the oldest first', async () => {
  const shop = await openShop();
  await sell(shop);
  await expect.poll(() => shop.paper.papers().length).toBe(1);
  expect(await openJobs(shop)).toEqual([]);
  shop.paper.mood = 'breaks';
  const broken = await sell(shop);
  await expect.poll(async () => (await openJobs(shop)).map(({ state }) => state)).toEqual(['doubtful']);
  shop.paper.mood = 'off';
  const waiting = await sell(shop);
  const ids = async () => (await openJobs(shop)).map(({ transactionId, state }) => [transactionId, state]);
  await expect.poll(async () => (await openJobs(shop))[1]?.attempts).toBe(1);
  expect(await ids()).toEqual([
    [broken.transactionId, 'doubtful'],
    [waiting.transactionId, 'queued'],
  ]);
  const [doubtful, queued] = await openJobs(shop);
  expect(await shop.call('print:seen', { jobId: queued?.jobId ?? '' })).toMatchObject({ code: 'job-over' });
  expect(await shop.must('print:seen', { jobId: doubtful?.jobId ?? '' })).toMatchObject({
    state: 'doubtful',
    seen: true,
  });
  expect(await ids()).toEqual([[waiting.transactionId, 'queued']]);
});

test('the marked copy that a person asks for answers the original that was doubtful: nobody is asked twice', async () => {
  const shop = await openShop();
  shop.paper.mood = 'breaks';
  const { transactionId } = await sell(shop);
  await expect.poll(async () => (await openJobs(shop)).map(({ state }) => state)).toEqual(['doubtful']);
  shop.paper.mood = 'off';
  expect(await shop.call('receipt:print', { transactionId })).toMatchObject({ code: 'printer-failed' });
  expect((await openJobs(shop)).map(({ what, state }) => [what, state])).toEqual([['copy', 'queued']]);
  shop.paper.mood = 'prints';
  expect(await shop.must('receipt:print', { transactionId })).toMatchObject({ copy: 1 });
  expect(await openJobs(shop)).toEqual([]);
  expect(shop.paper.papers()[0]).toContain('CETAK ULANG (CU) ke-1');
});

test('a test page that reached no printer came out hours later', async () => {
  const shop = await openShop();
  shop.paper.mood = 'off';
  await sell(shop);
  await expect.poll(() => shop.paper.tries()).toBe(1);
  expect(await shop.call('printer:test', { printerId: 'counter' })).toMatchObject({ code: 'printer-failed' });
  expect((await openJobs(shop)).map(({ what }) => what)).toEqual(['receipt']);
  shop.paper.mood = 'prints';
  const [receipt] = await openJobs(shop);
  await shop.must('print:retry', { jobId: receipt?.jobId ?? '' });
  expect(shop.paper.papers()).toHaveLength(1);
});
