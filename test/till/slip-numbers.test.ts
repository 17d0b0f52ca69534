import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import type { Transaction } from '../../shared/transaction.ts';
import { auditRows } from '../../electron/db/audit.ts';
import { rebuild } from '../../electron/books/rebuild.ts';
import { asItDied } from '../harness/as-it-died.ts';
import { openCounter, samplePayment, type Counter } from '../harness/counter.ts';
import { reply } from '../harness/fake-provider.ts';

// Slip numbers run one after another, whatever happens while they are given.

const [one, two, three] = ['LKT01-2611-000001', 'LKT01-2611-000002', 'LKT01-2611-000003'];
const evening = Date.parse('2026-11-30T23:59:50.000+07:00');

async function sell(counter: Counter): Promise<Transaction> {
  const { quoteId } = await counter.quote();
  return counter.must('payment:pay', { quoteId, tendered: 291_000, confirmPaidBefore: true });
}

/** A payment of which nobody knows whether it arrived. */
async function sellUncertain(counter: Counter): Promise<Transaction> {
  counter.payments(() => 'reset');
  const pending = await sell(counter);
  expect(pending).toMatchObject({ status: 'pending', slipNumber: null });
  counter.payments((body) => ({ raw: reply(200, samplePayment(body)) }));
  return pending;
}

function resolve(counter: Counter, { transactionId }: Transaction, as: 'paid' | 'refused'): Promise<Transaction> {
  return counter.must('payment:resolve', { transactionId, as, reason: 'asked the provider' });
}

/** Nothing that compares records and tables has anything to say. Closes the till. */
async function expectSound(counter: Counter): Promise<void> {
  expect(await counter.must('journal:verify', {})).toMatchObject({ ok: true, problems: [] });
  expect(auditRows(counter.db)).toEqual([]);
  await counter.close();
  const verifier = ['--disable-warning=ExperimentalWarning', 'electron/verify/verify.ts', counter.folder];
  expect(execFileSync(process.execPath, verifier, { encoding: 'utf8' })).toContain('problems   0');
}

test('numbers follow each other in the order in which payments became paid; what is not paid has none', async () => {
  const counter = await openCounter();
  expect(await sell(counter)).toMatchObject({ status: 'paid', slipNumber: one });
  const uncertain = await sellUncertain(counter);
  expect(await resolve(counter, uncertain, 'paid')).toMatchObject({ slipNumber: two });
  const failed = { success: false, rc: '099' };
  counter.payments((body) => ({ raw: reply(200, samplePayment(body, { status: 'FAILED', rc: '099' }, failed)) }));
  expect(await sell(counter)).toMatchObject({ status: 'refused', slipNumber: null });
  counter.payments((body) => ({ raw: reply(200, samplePayment(body)) }));
  expect(await sell(counter)).toMatchObject({ slipNumber: three });
  await expectSound(counter);
});

test('a payment that a person takes back and says again to be paid keeps its number, and uses none up', async () => {
  const counter = await openCounter();
  const payment = await sellUncertain(counter);
  expect(await resolve(counter, payment, 'paid')).toMatchObject({ status: 'paid', slipNumber: one });
  expect(await resolve(counter, payment, 'refused')).toMatchObject({ status: 'refused', slipNumber: one });
  expect(await sell(counter)).toMatchObject({ slipNumber: two });
  expect(await resolve(counter, payment, 'paid')).toMatchObject({ status: 'paid', slipNumber: one });
  expect(await sell(counter)).toMatchObject({ slipNumber: three });
  await expectSound(counter);
});

test('a payment begun before midnight and paid after it is counted in the new month, which begins with 1', async () => {
  const counter = await openCounter({ startsAt: evening });
  expect(await sell(counter)).toMatchObject({ slipNumber: one });
  const { quoteId } = await counter.quote();
  counter.payments((body) => {
    counter.clock.ms += 11_000;
    return { raw: reply(200, samplePayment(body)) };
  });
  const late = await counter.must('payment:pay', { quoteId, tendered: 291_000, confirmPaidBefore: true });
  expect(late.createdAt < '2026-12-01' && (late.settledAt ?? '') > '2026-12-01').toBe(true);
  expect(late.slipNumber).toBe('LKT01-2612-000001');
  expect(await sell(counter)).toMatchObject({ slipNumber: 'LKT01-2612-000002' });
  await expectSound(counter);
});

test('another name of the till is another run of numbers, and the first one goes on where it was', async () => {
  const shop = (till: string) => ({ name: 'Loket', terminal: '01', till });
  const first = await openCounter({ shop: shop('LKT01') });
  await sell(first);
  await first.close();
  const second = await openCounter({ folder: first.folder, shop: shop('A2') });
  expect(await sell(second)).toMatchObject({ slipNumber: 'A2-2611-000001' });
  await second.close();
  const third = await openCounter({ folder: first.folder, shop: shop('LKT01') });
  expect(await sell(third)).toMatchObject({ slipNumber: two });
  await expectSound(third);
});

test('an outcome that the disk refuses at first uses no number up, and two that wait for it get two', async () => {
  const counter = await openCounter();
  const [waiting, other] = [await sellUncertain(counter), await counter.quote()];
  counter.db.pragma('query_only = ON');
  const refused = { transactionId: waiting.transactionId, as: 'paid', reason: 'asked' } as const;
  expect(await counter.call('payment:resolve', refused)).toMatchObject({ code: 'storage-failed' });
  counter.db.pragma('query_only = OFF');
  expect(await resolve(counter, waiting, 'paid')).toMatchObject({ slipNumber: one });
  counter.payments((body) => {
    counter.db.pragma('query_only = ON');
    return { raw: reply(200, samplePayment(body)) };
  });
  const pay = { quoteId: other.quoteId, tendered: 291_000, confirmPaidBefore: true };
  expect(await counter.call('payment:pay', pay)).toMatchObject({ code: 'paid-before' });
  expect(await counter.must('payment:pay', pay)).toMatchObject({ status: 'pending', slipNumber: null });
  counter.db.pragma('query_only = OFF');
  await expect
    .poll(() => counter.changes.at(-1), { timeout: 6_000 })
    .toMatchObject({ status: 'paid', slipNumber: two });
  counter.payments((body) => ({ raw: reply(200, samplePayment(body)) }));
  expect(await sell(counter)).toMatchObject({ slipNumber: three });
  await expectSound(counter);
});

test('a till that died goes on behind the last number that it stored', async () => {
  const first = await openCounter();
  await sell(first);
  const pending = await sellUncertain(first);

  const second = await openCounter({ folder: asItDied(first) });
  expect(await resolve(second, pending, 'paid')).toMatchObject({ slipNumber: two, claimCode: pending.claimCode });
  expect(await sell(second)).toMatchObject({ slipNumber: three });
  await expectSound(second);
});

test.for(['database', 'journal'] as const)('with its %s made again a till goes on counting', async (what) => {
  const first = await openCounter();
  const paid = await sell(first);
  const pending = await sellUncertain(first);
  await first.close();
  expect(await rebuild(first.folder, what, first.clock.ms)).toMatchObject({ ok: true });

  const second = await openCounter({ folder: first.folder });
  const { slipNumber, claimCode } = await second.must('transaction:get', { transactionId: paid.transactionId });
  expect([slipNumber, claimCode]).toEqual([one, paid.claimCode]);
  expect(await resolve(second, pending, 'paid')).toMatchObject({ slipNumber: two, claimCode: pending.claimCode });
  expect(await sell(second)).toMatchObject({ slipNumber: three });
  await expectSound(second);
});

test('every payment has a claim code of its own from its intent on, and is found by it and by its slip number', async () => {
  const counter = await openCounter();
  const pending = await sellUncertain(counter);
  await resolve(counter, pending, 'refused');
  const paid = [await sell(counter), await sell(counter)];
  const all = [pending, ...paid];
  expect(new Set(all.map(({ claimCode }) => claimCode)).size).toBe(3);
  const found = async (search: string) =>
    (await counter.must('transaction:list', { search })).items.map(({ transactionId }) => transactionId);
  for (const { transactionId, claimCode } of all) {
    const code = claimCode ?? '';
    for (const text of [code, code.toLowerCase(), `${code.slice(0, 4)} ${code.slice(4)}`])
      expect(await found(text)).toEqual([transactionId]);
    const swapped = code.charAt(1) + code.charAt(0) + code.slice(2);
    if (swapped !== code) expect(await found(swapped)).toEqual([]);
    expect(await found(code.slice(0, 6))).toEqual([]);
  }
  for (const { transactionId, slipNumber } of paid) expect(await found(slipNumber ?? '')).toEqual([transactionId]);
  expect(await found('2611-00000')).toHaveLength(2);
});

test('what an older till was told stays without a number, and what becomes paid now is the first', async () => {
  const counter = await openCounter();
  const old = await sellUncertain(counter);
  const at = counter.clock.ms;
  // As an older till wrote it.
  const { transactionId } = old;
  counter.books.keep([{ at, kind: 'resolved', transactionId, data: { as: 'paid', reason: 'asked', by: 'owner' } }]);
  expect(await counter.must('transaction:get', { transactionId })).toMatchObject({ status: 'paid', slipNumber: null });
  expect(await sell(counter)).toMatchObject({ slipNumber: one });
  await expectSound(counter);
});
