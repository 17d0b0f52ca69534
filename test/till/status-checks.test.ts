import { expect, onTestFinished, test } from 'vitest';
import type { Transaction } from '../../shared/transaction.ts';

import { startIakTraining, type IakTraining } from '../../electron/training/iak.ts';
import { firstCheckAt, nextCheckAt } from '../../electron/payment/schedule.ts';
import { ayoconnectFacts } from '../../electron/providers/ayoconnect/index.ts';
import { iakFacts } from '../../electron/providers/iak/index.ts';
import { ayoconnectServer } from '../harness/ayoconnect-server.ts';
import { openCounter, type Counter } from '../harness/counter.ts';

// Pending payments, asked about until they are known. Real time, every pause shortened by the same scale.

const settleScale = 0.01;
const timeoutMs = { inquiry: 2_000, pay: 1_000, status: 1_000 };

async function iakServer(): Promise<{ server: IakTraining; providers: object }> {
  const server = await startIakTraining(Date.now);
  onTestFinished(() => server.close());
  const { baseUrl, username, apiKey, productCodes } = server;
  const settings = { enabled: true, baseUrl, prepaidBaseUrl: baseUrl, username, apiKey, productCodes, timeoutMs };
  return { server, providers: { iak: settings } };
}

async function pay(counter: Counter, customerNumber: string): Promise<Transaction> {
  const quote = await counter.must('bill:inquire', { product: 'pln-postpaid', customerNumber });
  return counter.must('payment:pay', { quoteId: quote.quoteId, tendered: quote.total });
}

async function becomes(counter: Counter, transactionId: string, status: Transaction['status']): Promise<void> {
  const read = async (): Promise<string> => (await counter.must('transaction:get', { transactionId })).status;
  await expect.poll(read, { timeout: 15_000 }).toBe(status);
}

/** When the status check that settled a payment went out: its answer's time less what it took. */
async function checkStart(counter: Counter, transactionId: string): Promise<number> {
  const { events } = await counter.must('transaction:get', { transactionId });
  const answer = events.find(({ kind }) => kind === 'paid');
  const { tookMs } = answer?.data['exchange'] as { tookMs: number };
  return Date.parse(answer?.at ?? '') - tookMs;
}

test('Ayoconnect’s 299 is asked about until it is 0, told of, and printed', async () => {
  const { server, providers } = await ayoconnectServer();
  const printers = [{ id: 'file', transport: 'file:paper.bin', columns: 32 }];
  const counter = await openCounter({ providers, printers, settleScale, realClock: true });
  const sent = await pay(counter, '516070377764');
  expect(sent).toMatchObject({ status: 'pending', reference: null });
  expect(Date.parse(sent.nextAskAt ?? '')).toBeGreaterThanOrEqual(Date.parse(sent.createdAt) + 5_000 * settleScale);
  await becomes(counter, sent.transactionId, 'paid');
  await expect.poll(() => counter.changes.at(-1)?.prints).toBe(1);
  expect(counter.changes.some((one) => one.status === 'paid')).toBe(true);
  expect([...server.ledger.values()]).toEqual([{ customerNumber: '516070377764', deducted: sent.total }]);
});

test('an abnormal answer is not asked about before the provider’s own time', async () => {
  const { server, providers } = await ayoconnectServer();
  server.misbehave.set('516070377764', { at: 'pay', how: 'html' });
  const counter = await openCounter({ providers, settleScale, realClock: true });
  const sent = await pay(counter, '516070377764');
  expect(sent.status).toBe('pending');
  expect(Date.parse(sent.nextAskAt ?? '')).toBeGreaterThanOrEqual(Date.parse(sent.createdAt) + 150_000 * settleScale);
  const early = await counter.must('payment:check', { transactionId: sent.transactionId });
  expect(early).toMatchObject({ status: 'pending', nextAskAt: sent.nextAskAt });
  await becomes(counter, sent.transactionId, 'paid');
  const { settledAt } = await counter.must('transaction:get', { transactionId: sent.transactionId });
  expect(Date.parse(settledAt ?? '')).toBeGreaterThanOrEqual(Date.parse(sent.nextAskAt ?? ''));
});

test('a restart goes on asking where the evening left off', async () => {
  const { providers } = await ayoconnectServer();
  const first = await openCounter({ providers, realClock: true });
  const { transactionId } = await pay(first, '516070377764');
  await first.close();
  const second = await openCounter({ providers, settleScale, realClock: true, folder: first.folder });
  expect(await second.must('transaction:get', { transactionId })).toMatchObject({ status: 'pending' });
  await becomes(second, transactionId, 'paid');
});

test('never more than one status check in a second’s share, however many payments wait', async () => {
  const { server, providers } = await iakServer();
  const scale = 0.1;
  const counter = await openCounter({ providers, settleScale: scale, realClock: true });
  const numbers = Array.from({ length: 6 }, (_unused, at) => String(531_900_000_000 + at));
  for (const number of numbers) server.misbehave.set(number, { at: 'pay', how: 'html' });
  const sent = await Promise.all(numbers.map((number) => pay(counter, number)));
  expect(sent.map(({ status }) => status)).toEqual(numbers.map(() => 'pending'));
  for (const { transactionId } of sent) await becomes(counter, transactionId, 'paid');
  const asked = await Promise.all(sent.map(({ transactionId }) => checkStart(counter, transactionId)));
  asked.sort((one, other) => one - other);
  // Timers may be late, so a status check may follow a late one a little sooner; over all of them the share is kept.
  const slackMs = 25;
  expect((asked.at(-1) ?? 0) - (asked[0] ?? 0)).toBeGreaterThanOrEqual(5 * 1_000 * scale - slackMs);
  expect(server.ledger.size).toBe(6);
});

test('IAK’s "not received", said twice after a pause, may be sent once more by a person, and is paid once', async () => {
  const { server, providers } = await iakServer();
  const number = '530000000000';
  server.misbehave.set(number, { at: 'pay', how: 'cut', lost: true });
  const counter = await openCounter({ providers, settleScale, realClock: true });
  const { transactionId, status } = await pay(counter, number);
  expect(status).toBe('pending');
  const input = { transactionId, reason: 'IAK says it never came' };
  expect(await counter.call('payment:resend', input)).toMatchObject({ code: 'resend-refused' });
  const allowed = async (): Promise<boolean> => (await counter.must('transaction:get', { transactionId })).mayResend;
  await expect.poll(allowed, { timeout: 15_000 }).toBe(true);
  expect(await counter.must('transaction:get', { transactionId })).toMatchObject({ status: 'pending' });
  expect(server.ledger.size).toBe(0);
  server.misbehave.clear();
  expect(await counter.must('payment:resend', input)).toMatchObject({ status: 'paid' });
  expect(server.ledger.size).toBe(1);
});

test('a failure that may be the status check’s own is believed only when it is said twice', async () => {
  const { server, providers } = await ayoconnectServer();
  const counter = await openCounter({ providers, settleScale, realClock: true });
  const { transactionId, status } = await pay(counter, '516070377727');
  expect(status).toBe('pending');
  await becomes(counter, transactionId, 'refused');
  expect(server.ledger.size).toBe(0);
});

test('four hundred simulated days of asking keep to the provider’s pauses and age', () => {
  let seed = 7;
  const chance = (): number => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647;
  const pace = { scale: 1, chance };
  for (const { statusChecks } of [iakFacts, ayoconnectFacts]) {
    if (!statusChecks) throw new Error('both can be asked');
    const sentAt = Date.parse('2026-11-21T10:00:00+07:00');
    expect(firstCheckAt(statusChecks, 'no-reply', sentAt, pace)).toBeGreaterThanOrEqual(
      sentAt + statusChecks.abnormalFirstMs,
    );
    let at = firstCheckAt(statusChecks, 'in-process', sentAt, pace);
    expect(at).toBeGreaterThanOrEqual(sentAt + 5_000);
    let before = sentAt;
    for (let asks = 1; at !== null && at < sentAt + 400 * 86_400_000; asks++) {
      expect(at - before).toBeGreaterThanOrEqual(
        statusChecks.pausesMs[Math.min(asks, statusChecks.pausesMs.length) - 1] ?? 0,
      );
      expect(at - sentAt).toBeLessThanOrEqual(statusChecks.ageMaxMs);
      before = at;
      at = nextCheckAt(statusChecks, asks, { sentAt, checkedAt: at }, pace);
    }
    expect(at).toBeNull();
  }
});
