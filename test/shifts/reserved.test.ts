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
/** What becomes of payments that begin together, sorted. */
async function codesOf(counter: Counter, quotes: readonly string[]): Promise<readonly string[]> {
  const replies = await Promise.all(quotes.map((quoteId) => pay(counter, quoteId)));
  return replies.map((one) => (one.ok ? one.value.status : one.code)).sort();
}

const two = ['512345678901', '512345678902'];

test('of two payments at once that the deposit covers only one of, the other is refused before anything is stored', async () => {
  const { counter, quotes } = await openWith(2 * price - 1, two);
  expect(await codesOf(counter, quotes)).toEqual(['deposit-low', 'paid']);
  expect(counter.payRequests()).toBe(1);
  expect(counter.db.prepare(`SELECT count(*) FROM journal WHERE kind = 'intent'`).pluck().get()).toBe(1);
});

test('what the deposit covers is paid, down to the last rupiah', async () => {
  const { counter, quotes } = await openWith(2 * price, two);
  expect(await codesOf(counter, quotes)).toEqual(['paid', 'paid']);
});

test('a top-up that is recorded, and a balance that is said anew, count at once', async () => {
  const recorded = await openWith(price, two);
  await recorded.counter.must(
    'deposit:record',
    { provider: 'alfakios', kind: 'top-up', amount: price, note: 'BCA' },
    'program',
  );
  expect(await codesOf(recorded.counter, recorded.quotes)).toEqual(['paid', 'paid']);
  const said = await openWith(price, two);
  said.say(2 * price);
  await said.counter.must('bill:inquire', { product: 'pln-postpaid', customerNumber: '512345678903' });
  expect(await codesOf(said.counter, said.quotes)).toEqual(['paid', 'paid']);
});

test('who pays alone is judged by the provider, whatever it said last, and what is pending holds up nobody', async () => {
  const { counter, quotes } = await openWith(price - 1, two);
  const [first = '', second = ''] = quotes;
  counter.payments(() => 'reset');
  expect(await pay(counter, first)).toMatchObject({ ok: true, value: { status: 'pending' } });
  counter.payments((body) => ({ raw: reply(200, samplePayment(body)) }));
  expect(await pay(counter, second)).toMatchObject({ ok: true, value: { status: 'paid' } });
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
  expect(await codesOf(never.counter, never.quotes)).toEqual(['paid', 'paid']);
  const old = await openWith(price, two);
  old.counter.clock.ms += 9 * minuteMs;
  expect(await codesOf(old.counter, old.quotes)).toEqual(['deposit-low', 'paid']);
  const older = await openWith(price, two);
  older.say(undefined);
  older.counter.clock.ms += 10 * minuteMs + 1;
  expect(await codesOf(older.counter, older.quotes)).toEqual(['paid', 'paid']);
});
