import fs, { rmSync, truncateSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test, vi } from 'vitest';
import { systemClock } from '../../electron/time/clock.ts';
import { createDepositWatch } from '../../electron/payment/deposit-watch.ts';
import { createInquiryPace } from '../../electron/payment/inquiry-pace.ts';
import { createOutcomeKeeper } from '../../electron/payment/keeper.ts';
import { theOwner } from '../../electron/people/desk.ts';
import { createPayments } from '../../electron/payment/pay.ts';
import { createProviderHealth } from '../../electron/providers/health.ts';
import { reply } from '../harness/fake-provider.ts';
import { openCounter, sampleInquiry, samplePayment } from '../harness/counter.ts';

test('a disk that takes no intent lets nothing be sent', async () => {
  const counter = await openCounter();
  const { quoteId } = await counter.quote();
  counter.db.pragma('query_only = ON');
  expect(await counter.call('payment:pay', { quoteId, tendered: 291_000 })).toMatchObject({ code: 'storage-failed' });
  expect(counter.payRequests()).toBe(0);
  // It said that all was well, on a disk that had taken nothing for an hour.
  expect((await counter.must('till:status', {})).storage).toMatchObject({ ok: false, cause: 'refused' });
  counter.db.pragma('query_only = OFF');
  expect(await counter.must('payment:pay', { quoteId, tendered: 291_000 })).toMatchObject({ status: 'paid' });
  expect((await counter.must('till:status', {})).storage).toMatchObject({ ok: true, cause: null });
});

test('an outcome that the disk refuses is kept, said to be uncertain, and stored when the disk is back', async () => {
  const counter = await openCounter();
  const { quoteId } = await counter.quote();
  counter.payments((body) => {
    counter.db.pragma('query_only = ON');
    return { raw: reply(200, samplePayment(body)) };
  });
  const uncertain = await counter.must('payment:pay', { quoteId, tendered: 291_000 });
  expect(uncertain).toMatchObject({ status: 'pending', reference: null });
  expect((await counter.must('till:status', {})).storage.ok).toBe(false);

  counter.db.pragma('query_only = OFF');
  const later = await counter.must('bill:inquire', { product: 'pln-postpaid', customerNumber: '512345678901' });
  expect(await counter.call('payment:pay', { quoteId: later.quoteId, tendered: 291_000 })).toMatchObject({ ok: false });
  await expect.poll(() => counter.changes.at(-1)?.status, { timeout: 6_000 }).toBe('paid');
  expect(await counter.must('transaction:get', { transactionId: uncertain.transactionId })).toMatchObject({
    status: 'paid',
    reference: 'REF-PLN-20240501',
  });
  expect((await counter.must('till:status', {})).storage.ok).toBe(true);
  expect(counter.payRequests()).toBe(1);
});

test('while an outcome waits for the disk, no other bill is paid', async () => {
  const counter = await openCounter();
  const number = '512345678902';
  const [one, other] = [
    await counter.quote(),
    await (async () => {
      counter.provider.answer(() => ({ raw: reply(200, sampleInquiry({ cust_id: number })) }));
      return counter.must('bill:inquire', { product: 'pln-postpaid', customerNumber: number });
    })(),
  ];
  counter.payments((body) => {
    counter.db.pragma('query_only = ON');
    return { raw: reply(200, samplePayment(body)) };
  });
  await counter.must('payment:pay', { quoteId: one.quoteId, tendered: 291_000 });
  counter.db.pragma('query_only = OFF');
  expect(await counter.call('payment:pay', { quoteId: other.quoteId, tendered: 291_000 })).toMatchObject({
    code: 'storage-failed',
  });
  expect(counter.payRequests()).toBe(1);
  await expect.poll(() => counter.changes.at(-1)?.status, { timeout: 6_000 }).toBe('paid');
});

test.for(['journal/000001.jsonl', 'loket.db'])('%s deleted under a running till stops new payments', async (name) => {
  const counter = await openCounter();
  const { quoteId } = await counter.quote();
  rmSync(path.join(counter.folder, name));
  const pay = { quoteId, tendered: 291_000 };
  expect(await counter.call('payment:pay', pay)).toMatchObject({ code: 'storage-failed' });
  expect(await counter.call('payment:pay', pay)).toMatchObject({ code: 'storage-failed' });
  expect((await counter.must('till:status', {})).storage.ok).toBe(false);
  expect(counter.payRequests()).toBe(0);
});

test('a journal that somebody cut under a running till is whole again before the next payment', async () => {
  const counter = await openCounter();
  const { quoteId } = await counter.quote();
  truncateSync(path.join(counter.folder, 'journal/000001.jsonl'), 100);
  const pay = { quoteId, tendered: 291_000 };
  expect(await counter.call('payment:pay', pay)).toMatchObject({ code: 'storage-failed' });
  await expect.poll(() => counter.books.state(), { timeout: 6_000 }).toBe('ready');
  expect(await counter.must('payment:pay', pay)).toMatchObject({ status: 'paid' });
  expect(await counter.must('journal:verify', {})).toMatchObject({ ok: true, problems: [] });
});

test('a payment in flight when its files are deleted is told as uncertain, not lost', async () => {
  const counter = await openCounter();
  const { quoteId } = await counter.quote();
  counter.payments((body) => {
    rmSync(path.join(counter.folder, 'journal/000001.jsonl'));
    return { raw: reply(200, samplePayment(body)) };
  });
  expect(await counter.must('payment:pay', { quoteId, tendered: 291_000 })).toMatchObject({ status: 'pending' });
  expect(counter.logText()).toContain('outcome-not-stored');
});

test('room that was given up is taken again by itself', async () => {
  const counter = await openCounter();
  rmSync(path.join(counter.folder, 'loket.ballast'));
  expect((await counter.must('till:status', {})).storage.ok).toBe(false);
  await expect.poll(async () => (await counter.must('till:status', {})).storage.ok, { timeout: 6_000 }).toBe(true);
});

test('no payment begins before the database was looked through', async () => {
  const counter = await openCounter();
  const { quoteId } = await counter.quote();
  const { books } = counter;
  const log = { write: () => '' };
  let found: (() => void) | undefined;
  const checked = new Promise<void>((resolve) => (found = resolve));
  const clock = { ...systemClock, now: () => counter.clock.ms };
  const shop = { name: 'Loket', address: '', terminal: '01', till: 'LKT01', rounding: null, drawers: 'one' as const };
  const parts = {
    ...{
      books,
      log,
      clock,
      checked,
      isClosing: () => false,
      cashier: 'owner',
      newId: () => 'X',
      storyteller: () => null,
    },
    ...{
      config: {
        routing: {},
        fees: {},
        tender: { askAbove: 10_000_000 },
        ceilings: { payment: 1e9, hour: 1e9, day: 1e9 },
        shop,
      },
      providers: new Map(),
      health: createProviderHealth(clock.now, () => undefined),
      deposits: createDepositWatch({ books, clock, log }, new Map()),
    },
    pace: { scale: 1, chance: () => 0 },
    inquiryPace: createInquiryPace(clock),
  };
  const keeper = createOutcomeKeeper(parts);
  onTestFinished(keeper.close);
  const payments = createPayments({ ...parts, keeper });
  const payer = { ...theOwner, namesCustomers: false };
  const paying = payments.pay({ quoteId, tendered: 291_000 }, payer, () => Promise.resolve(null));
  const settled = await Promise.race([paying, sleep(50)]);
  expect(settled).toBeUndefined();
  books.foundDamaged();
  found?.();
  expect(await paying).toMatchObject({ ok: false, code: 'storage-failed' });
});

/** From now on calls to a function of `node:fs` go through `instead`, which may call the real one. */
function instead<N extends 'writeSync' | 'fdatasyncSync' | 'statfsSync'>(
  name: N,
  does: (real: (...all: unknown[]) => unknown, all: unknown[]) => unknown,
): void {
  const real = fs[name] as (...all: unknown[]) => unknown;
  vi.spyOn(fs, name as 'fdatasyncSync').mockImplementation((...all: unknown[]) => does(real, all) as undefined);
  syncBuiltinESMExports();
  onTestFinished(() => {
    vi.restoreAllMocks();
    syncBuiltinESMExports();
  });
}

const failure = (code: string): Error => Object.assign(new Error(`the disk says ${code}`), { code });
const isJournals = (bytes: unknown): bytes is Buffer =>
  Buffer.isBuffer(bytes) && bytes.toString('latin1', 0, 5) === '{"n":';

test('an outcome of which only a part reached the journal is stored once, whole, and the till lives on', async () => {
  const counter = await openCounter();
  const { quoteId } = await counter.quote();
  let strikes = 0;
  counter.payments(() => {
    strikes = 1;
    return { raw: reply(200, 'no answer that anybody could read') };
  });
  instead('writeSync', (real, [fd, bytes, from, length, place]) => {
    if (strikes === 0 || !isJournals(bytes)) return real(fd, bytes, from, length, place);
    strikes--;
    // Its first line whole, and most of the second.
    real(fd, bytes, from, Number(length) - 5, place);
    throw failure('EIO');
  });
  const paid = await counter.must('payment:pay', { quoteId, tendered: 291_000 });
  expect(paid.status).toBe('pending');
  expect(strikes).toBe(0);
  await expect.poll(() => counter.books.state(), { timeout: 6_000 }).toBe('ready');
  await expect.poll(() => counter.changes.length, { timeout: 6_000 }).toBeGreaterThan(0);
  const { events } = await counter.must('transaction:get', { transactionId: paid.transactionId });
  expect(events.map(({ kind }) => kind)).toEqual(['intent', 'sent', 'pending']);
  expect(await counter.must('journal:verify', {})).toMatchObject({ ok: true, records: 5 });
});

test('an outcome that a full disk took after all is not stored a second time, though there is no room yet', async () => {
  const counter = await openCounter();
  const { quoteId } = await counter.quote();
  const strikes = { full: 0, tries: 0, noRoom: 0 };
  counter.payments(() => {
    Object.assign(strikes, { full: 1, tries: 1, noRoom: 2 });
    return { raw: reply(200, 'no answer that anybody could read') };
  });
  let syncFails = false;
  instead('writeSync', (real, all) => {
    if (!isJournals(all[1])) return real(...all);
    if (strikes.full-- === 1) throw failure('ENOSPC');
    // The second try is written, and its sync fails: what was written is there all the same.
    syncFails = strikes.tries-- === 1;
    return real(...all);
  });
  instead('fdatasyncSync', (real, all) => {
    if (!syncFails) return real(...all);
    syncFails = false;
    throw failure('EIO');
  });
  instead('statfsSync', (real, all) => (strikes.noRoom-- > 0 ? { bavail: 0, bsize: 4096 } : real(...all)));
  const paid = await counter.must('payment:pay', { quoteId, tendered: 291_000 });
  expect(paid.status).toBe('pending');
  await expect.poll(() => counter.books.state(), { timeout: 10_000 }).toBe('ready');
  const { events } = await counter.must('transaction:get', { transactionId: paid.transactionId });
  expect(events.map(({ kind }) => kind)).toEqual(['intent', 'sent', 'pending']);
  expect((await counter.must('till:status', {})).storage.ok).toBe(true);
});

test('a late answer that the disk refuses is kept, and stored as an alarm when the disk is back', async () => {
  const counter = await openCounter();
  counter.payments(() => 'reset');
  const { quoteId } = await counter.quote();
  const { transactionId } = await counter.must('payment:pay', { quoteId, tendered: 291_000 });
  counter.clock.ms += 60_000;
  counter.payments((body) => ({ raw: reply(200, samplePayment(body)), afterMs: 200 }));
  const resending = counter.call('payment:resend', { transactionId, reason: 'trying' });
  await expect.poll(() => counter.payRequests()).toBe(2);
  await counter.must('payment:resolve', { transactionId, as: 'refused', reason: 'they say it never came' });
  counter.db.pragma('query_only = ON');
  expect(await resending).toMatchObject({ ok: true, value: { status: 'refused' } });
  expect((await counter.must('till:status', {})).storage.ok).toBe(false);
  counter.db.pragma('query_only = OFF');
  const last = async () => (await counter.must('transaction:get', { transactionId })).events.at(-1);
  await expect.poll(last, { timeout: 6_000 }).toMatchObject({ kind: 'alarm', data: { late: { kind: 'paid' } } });
});

test('a person who decides while an outcome waits for the disk is not decided over: the outcome is kept as an alarm', async () => {
  const counter = await openCounter();
  counter.payments(() => 'reset');
  const { quoteId } = await counter.quote();
  const { transactionId } = await counter.must('payment:pay', { quoteId, tendered: 291_000 });
  counter.clock.ms += 60_000;
  counter.payments((body) => {
    counter.db.pragma('query_only = ON');
    return { raw: reply(200, samplePayment(body)) };
  });
  await counter.must('payment:resend', { transactionId, reason: 'trying' });
  counter.db.pragma('query_only = OFF');
  await counter.must('payment:resolve', { transactionId, as: 'refused', reason: 'they say it never came' });
  const last = async () => (await counter.must('transaction:get', { transactionId })).events.at(-1);
  await expect.poll(last, { timeout: 6_000 }).toMatchObject({ kind: 'alarm', data: { late: { kind: 'paid' } } });
  expect(await counter.must('transaction:get', { transactionId })).toMatchObject({ status: 'refused' });
});

test('a timer that throws does not end the till', async () => {
  const counter = await openCounter();
  counter.books.catchUp = () => {
    throw new Error('a bug in catching up');
  };
  rmSync(path.join(counter.folder, 'loket.ballast'));
  await counter.must('till:status', {});
  await expect.poll(() => counter.logText(), { timeout: 6_000 }).toContain('timer-threw');
  expect(await counter.must('till:status', {})).toMatchObject({ ready: true });
});

test('ready was read as "it sells": a till whose books are damaged answers, and says in storage that it takes no payments', async () => {
  const counter = await openCounter();
  const { quoteId } = await counter.quote();
  counter.books.foundDamaged();
  expect(await counter.must('till:status', {})).toMatchObject({ ready: true, mode: 'normal', storage: { ok: false } });
  expect(await counter.call('payment:pay', { quoteId, tendered: 291_000 })).toMatchObject({ code: 'storage-failed' });
});
