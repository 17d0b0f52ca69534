import { expect, onTestFinished, test } from 'vitest';
import type { Transaction } from '../../shared/transaction.ts';
import { openCounter, type Counter, type Options } from '../harness/counter.ts';
import { paperPrinter } from '../harness/paper-printer.ts';

// What one printer does not take comes out of another one that the shop named, if no byte of it can be on paper.

const counter = { id: 'counter', transport: 'tcp://127.0.0.1:9100', columns: 32, drawer: 2, failOver: 'office' };
const office = { id: 'office', transport: 'tcp://127.0.0.1:9101', columns: 48 };

async function openShop(printers: readonly object[] = [counter, office], options: Options = {}) {
  const [first, second] = [paperPrinter(), paperPrinter()];
  const shop = await openCounter({
    ...options,
    printers,
    deliver: (transport, ...rest) => (transport === office.transport ? second : first).deliver(transport, ...rest),
  });
  return { shop, first, second };
}

async function sell(shop: Counter): Promise<Transaction> {
  const { quoteId } = await shop.quote();
  return shop.must('payment:pay', { quoteId, tendered: 300_000, confirmPaidBefore: true });
}

const jobsOf = async (shop: Counter) => (await shop.must('print:list', {})).items;

test('a receipt whose printer is off comes out of the other one at once, as the original, and whoever asked hears of it', async () => {
  const { shop, first, second } = await openShop();
  first.mood = 'off';
  const { transactionId } = await sell(shop);
  await expect.poll(() => second.papers().length).toBe(1);
  expect(second.papers()[0]).toContain('CETAK ASLI (CA)');
  expect(Math.max(...(second.papers()[0] ?? '').split('\n').map((line) => line.length))).toBe(48);
  await expect.poll(async () => (await jobsOf(shop))[0]).toMatchObject({ printerId: 'office', state: 'sent', copy: 0 });
  expect(await shop.must('receipt:print', { transactionId })).toMatchObject({ copy: 1 });
  expect(second.papers()).toHaveLength(2);
  expect(second.papers()[1]).toContain('CETAK ULANG (CU) ke-1');
  first.mood = 'prints';
  await sell(shop);
  await expect.poll(() => first.papers().length).toBe(1);
});

test('a slip that broke off stays doubtful, whatever other printer there is: one original for ever', async () => {
  const { shop, first, second } = await openShop();
  first.mood = 'breaks';
  await sell(shop);
  await expect.poll(async () => (await jobsOf(shop))[0]?.state).toBe('doubtful');
  expect(second.tries()).toBe(0);
  first.mood = 'hangs';
  onTestFinished(() => first.letGo());
  await sell(shop);
  await expect.poll(async () => (await jobsOf(shop))[0]?.state).toBe('sending');
  first.letGo();
  await expect.poll(async () => (await jobsOf(shop))[0]?.state).toBe('doubtful');
  expect((await jobsOf(shop)).map(({ printerId }) => printerId)).toEqual(['counter', 'counter']);
  expect(second.tries()).toBe(0);
});

test('a drawer was said to be open that hangs on a printer which is off: its pulse had gone to the other printer', async () => {
  const { shop, first, second } = await openShop();
  const { transactionId } = await sell(shop);
  await expect.poll(() => first.papers().length).toBe(1);
  first.mood = 'off';
  const [copy, drawer] = await Promise.all([
    shop.call('receipt:print', { transactionId }),
    shop.call('drawer:open', { reason: 'change' }),
  ]);
  expect(copy).toMatchObject({ ok: true, value: { copy: 1 } });
  expect(drawer).toMatchObject({ ok: false, code: 'printer-failed' });
  expect(second.jobs).toHaveLength(1);
});

test('two printers that are off did not throw a slip to and fro', async () => {
  const { shop, first, second } = await openShop([counter, { ...office, failOver: 'counter' }]);
  [first.mood, second.mood] = ['off', 'off'];
  await sell(shop);
  await expect.poll(() => [first.tries(), second.tries()]).toEqual([1, 1]);
  expect((await jobsOf(shop))[0]).toMatchObject({ printerId: 'office', state: 'queued', attempts: 2 });
  second.mood = 'prints';
  await expect.poll(() => second.papers().length, { timeout: 8_000 }).toBe(1);
  expect(second.papers()[0]).toContain('CETAK ASLI (CA)');
  expect(first.tries()).toBe(1);
});

test('a report that is too wide for the other printer waits for its own', async () => {
  const wide = { ...counter, columns: 48 };
  const { shop, first, second } = await openShop([wide, { ...office, columns: 32 }]);
  first.mood = 'off';
  const { shiftId } = await shop.must('shift:open', { float: 0 });
  await shop.call('shift:print', { shiftId });
  expect(second.tries()).toBe(0);
  first.mood = 'prints';
  await expect.poll(() => first.papers().length, { timeout: 8_000 }).toBeGreaterThan(0);
});
