import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { checkConfig } from '../../electron/config.ts';
import { depositNow } from '../../electron/db/deposits.ts';
import type { Db } from '../../electron/db/open.ts';
import { openSmallFile } from '../../electron/machine/small-file.ts';
import { practiceOrLive } from '../../electron/practice.ts';
import { startTraining, type Training } from '../../electron/training/start.ts';
import { openCounter, type Counter } from '../harness/counter.ts';
import { tempFolder } from '../harness/temp-folder.ts';

// What a start of practice makes of the deposits: what the practice book says is in them, whatever their file says.

const answered = '531234567031';
const paidWithoutAnswer = '531234567024';

const memoryIn = (folder: string) => openSmallFile(path.join(folder, 'loket.practice'));

/** A day of practice, until its servers stop. */
async function practised(work: (counter: Counter) => Promise<unknown>): Promise<{ counter: Counter; left: number }> {
  const folder = tempFolder();
  const training = await startTraining({}, Date.now, memoryIn(folder));
  const counter = await openCounter({ folder, providers: training.providers, training: true });
  await work(counter);
  const left = training.deposit('iak');
  await training.close();
  return { counter, left };
}

async function payAtIak(counter: Counter, customerNumber: string): Promise<string> {
  const bill = { product: 'pln-postpaid', customerNumber, provider: 'iak' } as const;
  const { quoteId, total } = await counter.must('bill:inquire', bill);
  return (await counter.must('payment:pay', { quoteId, tendered: total })).status;
}

async function nextStart({ folder, db }: { readonly folder: string; readonly db: Db }): Promise<Training> {
  const read = checkConfig({ training: true }, folder);
  if (!read.ok) throw new Error(read.problem);
  const { training } = await practiceOrLive(read.config, Date.now, { folder, db });
  if (!training) throw new Error('it does not practise');
  onTestFinished(() => training.close());
  return training;
}

test('a start of practice gave back what a payment that is not certain had taken', async () => {
  const { counter, left } = await practised(async (till) => {
    expect(await payAtIak(till, answered)).toBe('paid');
    expect(await payAtIak(till, paidWithoutAnswer)).toBe('pending');
  });
  expect(left).toBeLessThan(depositNow(counter.db, 'iak').sum);
  expect((await nextStart(counter)).deposit('iak')).toBe(left);
});

test('a start of practice took the deposits’ file for what is in them, and a top-up that was recorded as the till died was not', async () => {
  const { counter, left } = await practised((till) => payAtIak(till, answered));
  await counter.must('deposit:record', { provider: 'iak', kind: 'top-up', amount: 700_000, note: 'BCA' });
  const { sum } = depositNow(counter.db, 'iak');
  expect(sum).toBe(left + 700_000);
  expect((await nextStart(counter)).deposit('iak')).toBe(sum);
});

test('a deposit of which no provider has said anything yet was filled to what was recorded of it alone', async () => {
  const { counter, left } = await practised((till) =>
    till.must('deposit:record', { provider: 'iak', kind: 'top-up', amount: 700_000, note: 'BCA' }),
  );
  expect(depositNow(counter.db, 'iak')).toMatchObject({ basis: 'recorded', sum: 700_000 });
  expect((await nextStart(counter)).deposit('iak')).toBe(left);
});
