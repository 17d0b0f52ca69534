import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { ProviderId } from '../../shared/product.ts';
import { startHeadless, type Headless } from '../harness/headless.ts';
import { tempFolder, writeConfig } from '../harness/temp-folder.ts';

// Training over a start of the till: its providers remember what is pending, as real ones do.

function start(data: string): Headless {
  const till = startHeadless(['--data', data, '--config', writeConfig(data, { training: true, settleScale: 0.02 })]);
  onTestFinished(async () => {
    till.signal('SIGKILL');
    await till.exited;
  });
  return till;
}

/** Pays, and kills the till as soon as the provider has the payment. */
async function killedOver(data: string, provider: ProviderId, customerNumber: string): Promise<string> {
  const till = start(data);
  const { quoteId, total } = await till.must('bill:inquire', { product: 'pln-postpaid', customerNumber, provider });
  const paid = till.call('payment:pay', { quoteId, tendered: total }).catch(() => null);
  const { data: sending } = await till.event(({ status }) => status === 'sending');
  // The servers are in the till's own process: once it answers anew, they had their turn.
  await Promise.race([paid, new Promise((resolve) => setTimeout(resolve, 500))]);
  till.signal('SIGKILL');
  await till.exited;
  return (sending as { readonly transactionId: string }).transactionId;
}

test.for([
  ['iak', '531234567022', 'paid'],
  ['iak', '531234567021', 'refused'],
  ['ayoconnect', '516070377722', 'paid'],
  ['ayoconnect', '516070377721', 'refused'],
] as const)(
  'a training payment at %s (%s) that was pending when the till died was never settled',
  async ([provider, number, ends]) => {
    const data = tempFolder();
    const transactionId = await killedOver(data, provider, number);
    const till = start(data);
    const status = async () => (await till.must('transaction:get', { transactionId })).status;
    await expect.poll(status, { timeout: 20_000 }).toBe(ends);
  },
);

test('what somebody wrote into the memory of the training servers is forgotten, and the till goes on', async () => {
  const data = tempFolder();
  const transactionId = await killedOver(data, 'iak', '531234567022');
  writeFileSync(
    path.join(data, 'training', 'loket.practice'),
    `{"form":2,"check":"","kept":[["iak",[["${transactionId}",null]],1]]}`,
  );
  const till = start(data);
  expect(await till.must('transaction:get', { transactionId })).toMatchObject({ status: 'pending' });
  const { total } = await till.must('bill:inquire', { product: 'pln-postpaid', customerNumber: '512345678901' });
  expect(total).toBeGreaterThan(0);
});

/** The first digits of numbers without a story: a customer with one bill. */
const plain = [
  ['alfakios', '51234567893'],
  ['iak', '53123456703'],
] as const;

async function payAt(till: Headless, provider: ProviderId, customerNumber: string): Promise<void> {
  const { quoteId, total } = await till.must('bill:inquire', { product: 'pln-postpaid', customerNumber, provider });
  const { transactionId } = await till.must('payment:pay', { quoteId, tendered: total });
  const status = async () => (await till.must('transaction:get', { transactionId })).status;
  await expect.poll(status, { timeout: 20_000 }).toBe('paid');
}

test('practised deposits began anew at each start, so the book showed differences that nobody had made', async () => {
  const data = tempFolder();
  for (const run of [1, 2, 3]) {
    const till = start(data);
    if (run === 2) await till.must('deposit:record', { provider: 'iak', kind: 'top-up', amount: 700_000, note: 'BCA' });
    for (const [provider, number] of plain) {
      await payAt(till, provider, `${number}${run}`);
      const book = await till.must('deposit:book', { provider });
      expect({ run, ...book }).toMatchObject({ run, provider, basis: 'said', difference: 0 });
      // As on the first day, a top-up and all that was paid since are in it.
      expect(book.lines.map(({ kind }) => kind)).toEqual(run > 1 && provider === 'iak' ? ['top-up', 'used'] : ['used']);
    }
    till.signal('SIGKILL');
    await till.exited;
  }
});

test.for([
  ['an older practice left no deposits', null],
  ['the practice book was restored, and the deposits are of another day', 'another day'],
] as const)('%s, so the next start showed a difference that nobody had made', async ([, left]) => {
  const data = tempFolder();
  const file = path.join(data, 'training', 'loket.practice');
  const first = start(data);
  await payAt(first, 'iak', '531234567031');
  const ofThatDay = readFileSync(file);
  await payAt(first, 'iak', '531234567032');
  // A top-up's record is stored before the deposit has it.
  await first.must('deposit:record', { provider: 'iak', kind: 'top-up', amount: 700_000, note: 'BCA' });
  first.signal('SIGKILL');
  await first.exited;
  if (left === null) rmSync(file);
  else writeFileSync(file, ofThatDay);

  const next = start(data);
  await payAt(next, 'iak', '531234567033');
  expect(await next.must('deposit:book', { provider: 'iak' })).toMatchObject({ basis: 'said', difference: 0 });
});
