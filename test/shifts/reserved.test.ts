import { expect, test } from 'vitest';
import { inquiryPath, openCounter, sampleInquiry, samplePayment, type Counter } from '../harness/counter.ts';
import { reply } from '../harness/fake-provider.ts';

// What payments under way may take of a deposit counts as used.

const price = 291_000;
const minuteMs = 60_000;

/** A provider that says this is left with each bill; what is paid for is answered after a while, and tells nothing. */
async function openWith(left: number | undefined, numbers: readonly string[]) {
  const counter = await openCounter();
  const say = (balance: number | undefined): void =>
    counter.provider.answer((at, body) => {
      const sent = JSON.parse(body) as Record<string, string>;
      const { cust_id } = sent;
      return at === inquiryPath
        ? { raw: reply(200, sampleInquiry({ cust_id, balance: balance && String(balance) })) }
        : { raw: reply(200, samplePayment(sent, { balance: undefined })), afterMs: 150 };
    });
  say(left);
  const quotes: string[] = [];
  for (const customerNumber of numbers)
    quotes.push((await counter.must('bill:inquire', { product: 'pln-postpaid', customerNumber })).quoteId);
  return { counter, quotes, say };
}

const pay = ({ call }: Counter, quoteId: string) => call('payment:pay', { quoteId, tendered: price });
const two = ['512345678901', '512345678902'];

test('of two payments at once that the deposit covers only one of, the other is refused before anything is stored', async () => {
  const { counter, quotes } = await openWith(2 * price - 1, two);
  const replies = await Promise.all(quotes.map((quoteId) => pay(counter, quoteId)));
  expect(replies.map((one) => (one.ok ? one.value.status : one.code)).sort()).toEqual(['deposit-low', 'paid']);
  expect(counter.payRequests()).toBe(1);
  expect(counter.db.prepare(`SELECT count(*) FROM journal WHERE kind = 'intent'`).pluck().get()).toBe(1);
});

test('what the deposit covers is paid, down to the last rupiah', async () => {
  const { counter, quotes } = await openWith(2 * price, two);
  const replies = await Promise.all(quotes.map((quoteId) => pay(counter, quoteId)));
  expect(replies.map((one) => one.ok && one.value.status)).toEqual(['paid', 'paid']);
});

test('a top-up that is recorded, and a balance that is said anew, count at once', async () => {
  const { counter, quotes, say } = await openWith(price, two);
  const [first = '', second = ''] = quotes;
  expect(await pay(counter, first)).toMatchObject({ ok: true });
  expect(await pay(counter, second)).toMatchObject({ code: 'deposit-low' });
  await counter.must('deposit:record', { provider: 'alfakios', kind: 'top-up', amount: price, note: 'BCA' });
  expect(await pay(counter, second)).toMatchObject({ ok: true });
  say(price - 1);
  const { quoteId } = await counter.must('bill:inquire', { product: 'pln-postpaid', customerNumber: '512345678903' });
  expect(await pay(counter, quoteId)).toMatchObject({ code: 'deposit-low' });
  say(price);
  await counter.must('bill:inquire', { product: 'pln-postpaid', customerNumber: '512345678903' });
  expect(await pay(counter, quoteId)).toMatchObject({ ok: true });
});

test('the status tells how far a deposit reaches, and calls it low by amount or by bills', async () => {
  const level = async ({ must }: Counter) => (await must('till:status', {})).providers[0];
  const { counter, quotes, say } = await openWith(1_000_000, two.slice(0, 1));
  expect(await level(counter)).toMatchObject({ deposit: 1_000_000, reserved: 0, enoughFor: null, low: false });
  const paying = pay(counter, quotes[0] ?? '');
  await expect.poll(() => counter.payRequests()).toBe(1);
  expect(await level(counter)).toMatchObject({ reserved: price });
  await paying;
  say(10 * price);
  await counter.quote();
  expect(await level(counter)).toMatchObject({ reserved: 0, enoughFor: 10, low: false });
  say(10 * price - 1);
  await counter.quote();
  expect(await level(counter)).toMatchObject({ enoughFor: 9, low: true });
  const own = await openCounter({
    tellsDeposit: true,
    more: { deposits: { alfakios: { lowBelow: 500_001, lowBills: 0 } } },
  });
  await own.quote();
  expect(await level(own)).toMatchObject({ deposit: 500_000, enoughFor: null, low: true });
  const less = await openCounter({ tellsDeposit: true, more: { deposits: { alfakios: { lowBelow: 500_000 } } } });
  await less.quote();
  expect(await level(less)).toMatchObject({ low: false });
});

test('nobody is refused by a balance that was never said, or is ten minutes old', async () => {
  const never = await openWith(undefined, two);
  for (const quoteId of never.quotes) expect(await pay(never.counter, quoteId)).toMatchObject({ ok: true });
  const old = await openWith(price - 1, two.slice(0, 1));
  const [quoteId = ''] = old.quotes;
  expect(await pay(old.counter, quoteId)).toMatchObject({ code: 'deposit-low' });
  old.counter.clock.ms += 10 * minuteMs + 1;
  old.say(undefined);
  expect(await pay(old.counter, quoteId)).toMatchObject({ ok: true });
});
