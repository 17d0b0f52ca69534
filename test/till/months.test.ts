import { expect, onTestFinished, test } from 'vitest';
import { startTraining } from '../../electron/training/start.ts';
import { bareBills, type Bill } from '../../shared/bill.ts';
import { openCounter } from '../harness/counter.ts';

// What a till knows of the months of a bill, from the quote to what is in its log, with each provider's training server.

const now = Date.parse('2026-11-21T14:32:05.000+07:00');

/** The bills of a quote, and of its payment once it is paid. */
async function sell(provider: 'alfakios' | 'ayoconnect' | 'iak', customerNumber: string) {
  let ms = now;
  const training = await startTraining({}, () => ms);
  onTestFinished(() => training.close());
  const counter = await openCounter({ providers: training.providers });
  const product = customerNumber.length === 13 ? 'pln-nontaglist' : 'pln-postpaid';
  const quote = await counter.must('bill:inquire', { product, customerNumber, provider });
  const { transactionId } = await counter.must('payment:pay', { quoteId: quote.quoteId, tendered: quote.total });
  // A payment in process is final after a while, and then the till is told.
  ms += 60_000;
  counter.clock.ms += 10 * 60_000;
  const paid = async () => counter.must('transaction:get', { transactionId });
  await expect.poll(async () => (await paid()).status, { timeout: 15_000 }).toBe('paid');
  return { quote, paid: await paid() };
}

/** Of each month: period, amount, penalty, admin fee, first and last reading, due date, usage. */
const rows = (bills: readonly Bill[]) => bills.map((bill) => Object.values(bill));

test('IAK tells the money of three months at the inquiry, and their meters with the payment', async () => {
  const { quote, paid } = await sell('iak', '531234567003');
  const amount = quote.bills[0]?.amount ?? 0;
  expect(rows(quote.bills)).toEqual([
    ['2026-08', amount, 3_000, 2_500, null, null, null, null],
    ['2026-09', amount, 3_000, 2_500, null, null, null, null],
    ['2026-10', amount, 0, 2_500, null, null, null, null],
  ]);
  expect([3 * amount + 6_000, 7_500]).toEqual([quote.bill, quote.admin]);
  expect(
    paid.bills.map(({ standStart, standEnd, ...rest }) => [rest, /^\d{8}\d{8}$/.test(`${standStart}${standEnd}`)]),
  ).toEqual(quote.bills.map(({ standStart: _start, standEnd: _end, ...rest }) => [rest, true]));
  expect(paid.warning).toBeNull();
});

test('Ayoconnect tells everything but the admin fee of three months, due dates and usage too', async () => {
  const { quote, paid } = await sell('ayoconnect', '516070377713');
  const [first, , last] = quote.bills;
  expect(rows(quote.bills)).toEqual([
    ['2026-08', first?.amount, 3_000, null, '10000', '10150', '2026-09-20', 150],
    ['2026-09', first?.amount, 3_000, null, '10150', '10300', '2026-10-20', 150],
    ['2026-10', last?.amount, 0, null, '10300', '10450', '2026-11-20', 150],
  ]);
  expect(Number(first?.amount) + 3_000).toBe(last?.amount);
  expect(3 * Number(last?.amount)).toBe(quote.bill);
  expect(paid.bills).toEqual(quote.bills);
});

test('Alfakios tells one sum: of one month the amount is known, of two nothing but which they are', async () => {
  const one = await sell('alfakios', '512345678901');
  expect(rows(one.quote.bills)).toEqual([['2024-04', 285_000, null, 6_000, null, null, null, null]]);
  expect(one.paid.bills).toEqual(one.quote.bills);
  const two = await sell('alfakios', '512345678902');
  expect(two.quote.bills).toEqual(bareBills(['2026-09', '2026-10']));
  expect(two.paid.bills).toEqual(two.quote.bills);
});

test('a non-taglist payment has no months', async () => {
  const { quote, paid } = await sell('iak', '3225030005901');
  expect([quote.bills, paid.bills]).toEqual([[], []]);
});
