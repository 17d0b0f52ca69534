import { expect, test } from 'vitest';
import { openCounter, samplePayment, type Counter } from '../harness/counter.ts';
import { reply } from '../harness/fake-provider.ts';
import { store } from '../harness/made-payments.ts';
import { areMadeAgain } from './made-again.ts';

// Without people a till sells while no shift is open. What it takes then is in no shift's drawer, and goes back out of none.

const float = 100_000;

/** A till without people whose first shift is over. */
async function betweenShifts(): Promise<Counter> {
  const counter = await openCounter();
  await counter.must('shift:open', { float: 0 });
  await counter.must('shift:close', { counted: 0 });
  return counter;
}

async function sell(counter: Counter) {
  const { quoteId, total } = await counter.quote();
  return counter.must('payment:pay', { quoteId, tendered: total });
}

const failed = { status: 'FAILED', rc: '099', req_id: '', cust_id: '', amount: '', unit_price: '' };
const refuses = (counter: Counter) =>
  counter.payments((body) => ({ raw: reply(200, samplePayment(body, failed, { success: false, rc: '099' })) }));
const resolve = (counter: Counter, transactionId: string, as: 'paid' | 'refused') =>
  counter.must('payment:resolve', { transactionId, as, reason: 'kata Alfakios' });

/** The shift's drawer has its float and nothing else, in X and in Z. */
async function hasItsFloat(counter: Counter): Promise<void> {
  const nothing = { expected: float, cash: [], tenders: [], balance: 0 };
  expect(await counter.must('shift:x', {})).toMatchObject(nothing);
  expect(await counter.must('shift:close', { counted: float })).toMatchObject({ ...nothing, difference: 0 });
}

test('a sale between shifts that was refused at once came out of the next shift’s drawer', async () => {
  const counter = await betweenShifts();
  refuses(counter);
  expect(await sell(counter)).toMatchObject({ status: 'refused' });
  await counter.must('shift:open', { float });
  await hasItsFloat(counter);
  await areMadeAgain(counter);
});

test.for([
  ['before the first shift', openCounter],
  ['between two', betweenShifts],
] as const)(
  'what is pending since %s leaves the deposit of the shift that settles it, and no drawer',
  async ([, open]) => {
    const counter = await open();
    counter.payments(() => 'cut');
    const { transactionId, bill, admin } = await sell(counter);
    await counter.must('shift:open', { float });
    for (const as of ['refused', 'paid', 'refused'] as const) await resolve(counter, transactionId, as);
    expect(await counter.must('shift:x', {})).toMatchObject({ late: { count: 0 }, perpetual: { count: 0, total: 0 } });
    await resolve(counter, transactionId, 'paid');
    const late = { count: 1, amount: bill + admin };
    expect(await counter.must('shift:x', {})).toMatchObject({ late, perpetual: { count: 1 } });
    await hasItsFloat(counter);
    await areMadeAgain(counter);
  },
);

test('what was taken and refused between a close and a reopening stays out of the shift that goes on', async () => {
  const counter = await openCounter();
  const { shiftId } = await counter.must('shift:open', { float });
  await counter.must('shift:close', { counted: float });
  refuses(counter);
  await sell(counter);
  await counter.must('shift:reopen', { shiftId, reason: 'masih ada pelanggan' });
  await hasItsFloat(counter);
  await areMadeAgain(counter);
});

test('an older till did not say that no shift was open: its books go on as it posted them, and are whole', async () => {
  const counter = await betweenShifts();
  const made = { product: 'pln-postpaid', provider: 'iak', cashier: 'owner', customerNumber: '530000001037' } as const;
  store(counter, { ...made, customerName: null, reference: null, sinceFirst: 0, becomes: 'refused' });
  await counter.must('shift:open', { float });
  expect(await counter.must('shift:x', {})).toMatchObject({ expected: float - 32_500, cash: [{ kind: 'refund' }] });
  await counter.must('shift:close', { counted: float - 32_500 });
  await areMadeAgain(counter);
});
