import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import type { TransactionWithEvents } from '../../shared/transaction.ts';
import { openCounter, payPath, samplePayment, type Options } from '../harness/counter.ts';
import { reply } from '../harness/fake-provider.ts';
import { startPrinterSink } from '../harness/printer-sink.ts';
import { tempFolder } from '../harness/temp-folder.ts';
import { openIakCounter, type IakChange, type IakCounter } from './iak-counter.ts';

// A refusal is looked at once more: some providers say "failed" and pay it after all. Real time, ten minutes shortened to half a second.

const scale = 0.001;
const pauseMs = 600_000 * scale;
const often = { realClock: true, settleScale: scale };
const failed = { response_code: '37', message: 'PEMBAYARAN GAGAL', status: 2 };
const waiting = { timeout: 8_000 };
const success = { response_code: '00', status: 1 };

async function openShop(options: Options = {}): Promise<IakCounter> {
  return openIakCounter('json', { ...often, ...options });
}

/** Sells a bill that is refused; status checks are then answered so. */
async function sellRefused(shop: IakCounter, status: IakChange): Promise<string> {
  shop.answers({ 'pay-pasca': failed, checkstatus: status });
  const sold = await shop.sell();
  expect(sold).toMatchObject({ status: 'refused', nextAskAt: null });
  return sold.transactionId;
}

function get({ counter }: IakCounter, transactionId: string): Promise<TransactionWithEvents> {
  return counter.must('transaction:get', { transactionId });
}

async function kinds(shop: IakCounter, transactionId: string): Promise<readonly string[]> {
  return (await get(shop, transactionId)).events.map(({ kind }) => kind);
}

/** How often the till has looked by now. */
async function looks(shop: IakCounter, transactionId: string): Promise<number> {
  return (await kinds(shop, transactionId)).filter((kind) => kind === 'looked').length;
}

async function becomesPaid(shop: IakCounter, transactionId: string): Promise<void> {
  await expect.poll(async () => (await get(shop, transactionId)).status, waiting).toBe('paid');
}

test('a refusal that was paid after all is paid, with an alarm, and no slip comes out until a person confirms', async () => {
  const sink = await startPrinterSink();
  onTestFinished(() => sink.close());
  const printers = [{ id: 'counter', transport: sink.transport, columns: 32, drawer: 2 }];
  const shop = await openShop({ printers });
  const transactionId = await sellRefused(shop, success);
  await becomesPaid(shop, transactionId);
  const paid = await get(shop, transactionId);
  expect(paid).toMatchObject({ warning: 'refused-then-paid', refusal: null, alarm: 'turned', prints: 0 });
  expect(paid.reference).toBe('004212C9245F1BA43A77CEBD5CD5DA39');
  expect(await kinds(shop, transactionId)).toEqual(['intent', 'sent', 'refused', 'paid', 'alarm']);
  expect(paid.events.at(-1)?.data).toEqual({ why: 'refused-then-paid', other: null });
  const refusedAt = Date.parse(paid.events.find(({ kind }) => kind === 'refused')?.at ?? '');
  expect(Date.parse(paid.settledAt ?? '') - refusedAt).toBeGreaterThanOrEqual(pauseMs);
  expect(shop.counter.changes.at(-1)).toMatchObject({ transactionId, status: 'paid' });
  expect((await shop.counter.must('payment:unsettled', {})).turned).toMatchObject([{ transactionId }]);

  await sleep(pauseMs);
  expect(sink.jobs).toHaveLength(0);
  expect(await shop.counter.call('receipt:print', { transactionId })).toMatchObject({ code: 'confirm-needed' });
  expect(await shop.counter.must('receipt:print', { transactionId, confirm: true })).toMatchObject({ copy: 0 });
  await expect.poll(() => sink.jobs.length, waiting).toBe(1);
  expect((await shop.counter.must('payment:unsettled', {})).turned).toEqual([]);
  expect(shop.asked()).toBe(1);
});

test('a refusal that stands is asked about once, and its trail says so', async () => {
  const shop = await openShop();
  const transactionId = await sellRefused(shop, failed);
  await expect.poll(() => looks(shop, transactionId), waiting).toBe(1);
  await sleep(2 * pauseMs);
  expect(shop.asked()).toBe(1);
  const { status, alarm, why, events } = await get(shop, transactionId);
  expect({ status, alarm, why }).toEqual({ status: 'refused', alarm: null, why: null });
  expect(events.at(-1)?.data).toMatchObject({ found: 'refused', code: 'rejected', lookAt: null });
});

test('a look that tells nothing is made once more, and leaves the payment refused and its bill free', async () => {
  const shop = await openShop();
  const transactionId = await sellRefused(shop, { response_code: '42', status: 0 });
  await expect.poll(() => looks(shop, transactionId), waiting).toBe(2);
  await sleep(2 * pauseMs);
  expect(shop.asked()).toBe(2);
  const { status, events } = await get(shop, transactionId);
  expect(status).toBe('refused');
  expect(events.slice(-2).map(({ data }) => [data['found'], data['why'], data['lookAt'] === null])).toEqual([
    ['pending', 'not-received', false],
    ['pending', 'not-received', true],
  ]);
  expect((await shop.counter.must('payment:unsettled', {})).items).toEqual([]);
});

test('a refused payment that its provider calls in process is looked at until that is over, and raises an alarm', async () => {
  const shop = await openShop();
  const transactionId = await sellRefused(shop, { response_code: '39', status: 3 });
  await expect.poll(() => looks(shop, transactionId), waiting).toBeGreaterThan(2);
  expect(await get(shop, transactionId)).toMatchObject({ status: 'refused', alarm: 'open' });
  shop.answers({ checkstatus: success });
  await becomesPaid(shop, transactionId);
});

test('a bill whose refused payment is in process after all was sold again without a word; now its provider is asked first', async () => {
  const shop = await openShop();
  const refused = await sellRefused(shop, { response_code: '39', status: 3 });
  expect((await shop.quote()).paidBefore).toBeNull();
  await expect.poll(() => looks(shop, refused), waiting).toBeGreaterThan(0);
  const { quoteId, total, paidBefore } = await shop.quote();
  expect(paidBefore).toMatchObject({ transactionId: refused, inProcess: true });
  const order = { quoteId, tendered: total };
  expect(await shop.counter.call('payment:pay', order)).toMatchObject({
    code: 'paid-before',
    paidBefore: { transactionId: refused, inProcess: true },
  });
  // Refused once more, it is as free as it was.
  shop.answers({ checkstatus: failed });
  await expect.poll(async () => (await shop.quote()).paidBefore, waiting).toBeNull();
  expect(await shop.sell()).toMatchObject({ status: 'paid' });
});

test('a refusal that is two days old when it is first looked at is looked at for a day from then', async () => {
  const folder = tempFolder();
  const shop = await openShop({ folder });
  const transactionId = await sellRefused(shop, { response_code: '39', status: 3 });
  await shop.counter.close();
  const later = await openIakCounter('json', { folder, settleScale: scale, startsAt: Date.now() + 2 * 86_400_000 });
  later.answers({ checkstatus: { response_code: '39', status: 3 } });
  await expect.poll(() => looks(later, transactionId), waiting).toBeGreaterThan(0);
  const { events } = await get(later, transactionId);
  expect(events.findLast(({ kind }) => kind === 'looked')?.data).toMatchObject({ lookAt: expect.any(Number) });
});

test('looks that nobody answers go on, for nobody was asked', async () => {
  const shop = await openShop();
  const transactionId = await sellRefused(shop, success);
  shop.answers({}, (_data, at) => (at === 'checkstatus' ? 'reset' : { raw: reply(500, '') }));
  await expect.poll(() => looks(shop, transactionId), waiting).toBeGreaterThan(2);
  shop.answers({ checkstatus: success });
  await becomesPaid(shop, transactionId);
});

test('an answer about another payment makes no refusal paid, and raises an alarm', async () => {
  const shop = await openShop();
  const transactionId = await sellRefused(shop, { ...success, ref_id: 'ANOTHER' });
  await expect.poll(() => looks(shop, transactionId), waiting).toBe(1);
  expect(await get(shop, transactionId)).toMatchObject({ status: 'refused', alarm: 'open' });
});

test('what never left this machine is not asked about', async () => {
  const shop = await openShop();
  const quote = await shop.quote();
  await shop.counter.provider.close();
  const order = { quoteId: quote.quoteId, tendered: quote.total };
  const { transactionId, refusal } = await shop.counter.must('payment:pay', order);
  expect(refusal).toMatchObject({ code: 'not-sent' });
  await sleep(2 * pauseMs);
  expect(await kinds(shop, transactionId)).toEqual(['intent', 'refused']);
});

test('a person’s word is not looked at, whatever the provider would say', async () => {
  const shop = await openShop();
  shop.answers({ 'pay-pasca': { response_code: '39' }, checkstatus: { response_code: '39', status: 3 } });
  const { transactionId } = await shop.sell();
  const refuse = { transactionId, as: 'refused', reason: 'IAK said so on the phone' } as const;
  await shop.counter.must('payment:resolve', refuse);
  await sleep(50);
  const asked = shop.asked();
  shop.answers({ checkstatus: success });
  await sleep(2 * pauseMs);
  expect(shop.asked()).toBe(asked);
  expect(await get(shop, transactionId)).toMatchObject({ status: 'refused', refusal: { code: 'resolved' } });
});

test('the look is made by the next till where the one that was refused is gone, and no slip comes out there either', async () => {
  const sink = await startPrinterSink();
  onTestFinished(() => sink.close());
  const printers = [{ id: 'counter', transport: sink.transport, columns: 32 }];
  const first = await openShop({ printers });
  const transactionId = await sellRefused(first, success);
  const { folder } = first.counter;
  await first.counter.close();
  expect(first.asked()).toBe(0);

  const second = await openShop({ printers, folder });
  second.answers({ checkstatus: success });
  await becomesPaid(second, transactionId);
  await second.counter.close();
  const third = await openShop({ printers, folder });
  await sleep(2 * pauseMs);
  expect(third.asked()).toBe(0);
  expect(sink.jobs).toHaveLength(0);
  expect((await third.counter.must('payment:unsettled', {})).turned).toMatchObject([{ transactionId }]);
});

test('a bill that was paid anew meanwhile is paid twice: both payments say so, and nothing is lost', async () => {
  const shop = await openShop();
  const refused = await sellRefused(shop, success);
  shop.answers({ checkstatus: success });
  const { transactionId: anew, status } = await shop.sell();
  expect(status).toBe('paid');
  await becomesPaid(shop, refused);
  expect((await get(shop, refused)).events.at(-1)?.data).toEqual({ why: 'refused-then-paid', other: anew });
  expect(await get(shop, anew)).toMatchObject({ status: 'paid', warning: null });
  const quote = await shop.quote();
  expect(quote.paidBefore).not.toBeNull();
});

test('Alfakios, whose status check may be what pays, is never asked about a refusal', async () => {
  const counter = await openCounter({
    ...often,
    providers: (baseUrl: string) => ({ alfakios: { enabled: true, baseUrl, apiKey: 'apk_live_CANARY', resend: true } }),
  });
  counter.payments((body) => ({
    raw: reply(200, samplePayment(body, { status: 'FAILED', rc: '099' }, { success: false, rc: '099' })),
  }));
  const { quoteId } = await counter.quote();
  const sold = await counter.must('payment:pay', { quoteId, tendered: 291_000 });
  expect(sold.status).toBe('refused');
  await sleep(2 * pauseMs);
  expect(counter.provider.arrived.filter(({ head }) => head.startsWith(`POST ${payPath}`))).toHaveLength(1);
});
