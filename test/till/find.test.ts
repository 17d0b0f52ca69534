import { expect, test } from 'vitest';
import { inquiryPath, openCounter, sampleInquiry, samplePayment, type Counter } from '../harness/counter.ts';
import { reply } from '../harness/fake-provider.ts';

// What became of paying a quote, for a page that was reloaded before it was answered.

const tendered = 300_000;
const validMs = 5 * 60 * 1000;

/** From now on the provider takes that long, in ms, over inquiries and payments. */
function slow(counter: Counter, ms: { readonly inquiry: number; readonly pay: number }, data = {}): void {
  counter.provider.answer((at, body) =>
    at === inquiryPath
      ? { raw: reply(200, sampleInquiry(data)), afterMs: ms.inquiry }
      : { raw: reply(200, samplePayment(JSON.parse(body) as Record<string, string>)), afterMs: ms.pay },
  );
}

test('a quote that nobody paid has no payment, one that nobody knows has none either', async () => {
  const counter = await openCounter();
  const { quoteId } = await counter.quote();
  for (const asked of [quoteId, 'NOBODY'])
    expect(await counter.must('payment:find', { quoteId: asked })).toEqual({
      ...{ state: 'none', transaction: null, paying: null },
    });
  await counter.call('payment:pay', { quoteId, tendered: 1_000 });
  expect(await counter.must('payment:find', { quoteId })).toMatchObject({ state: 'none' });
});

test('a payment is under way while its expired quote is renewed, and keeps that quote’s id', async () => {
  const counter = await openCounter();
  const { quoteId, total } = await counter.quote();
  counter.clock.ms += validMs;
  slow(counter, { inquiry: 300, pay: 300 });
  const paying = counter.call('payment:pay', { quoteId, tendered });
  await expect.poll(() => counter.provider.arrived.length).toBe(2);
  expect(await counter.must('payment:find', { quoteId })).toMatchObject({
    ...{
      state: 'under-way',
      transaction: null,
      paying: { quote: { quoteId, total }, tenders: [{ kind: 'cash', amount: tendered }] },
    },
  });
  await expect.poll(() => counter.payRequests()).toBe(1);
  expect(await counter.must('payment:find', { quoteId })).toMatchObject({
    ...{ state: 'stored', transaction: { quoteId, status: 'sending' }, paying: null },
  });
  expect(await paying).toMatchObject({ ok: true, value: { quoteId, status: 'paid' } });
  expect(await counter.must('payment:find', { quoteId })).toMatchObject({
    ...{ state: 'stored', transaction: { quoteId, status: 'paid' }, paying: null },
  });
});

test('a bill that another window locks while its expired quote is renewed is said to be locked', async () => {
  const counter = await openCounter();
  const early = await counter.quote();
  counter.clock.ms += validMs;
  const late = await counter.quote();
  slow(counter, { inquiry: 500, pay: 500 });
  const renewing = counter.call('payment:pay', { quoteId: early.quoteId, tendered });
  await expect.poll(() => counter.provider.arrived.length).toBe(3);
  const paying = counter.call('payment:pay', { quoteId: late.quoteId, tendered });
  await expect.poll(() => counter.payRequests()).toBe(1);
  const { transaction } = await counter.must('payment:find', { quoteId: late.quoteId });
  const lockedBy = transaction?.transactionId;
  expect(lockedBy).toBeDefined();
  expect(await counter.must('payment:find', { quoteId: early.quoteId })).toMatchObject({
    ...{ state: 'under-way', paying: { quote: { quoteId: early.quoteId, lockedBy } } },
  });
  expect(await renewing).toMatchObject({ code: 'bill-locked', lockedBy });
  await paying;
});

test('a payment that is refused before anything is stored was under way, and then is none', async () => {
  const counter = await openCounter();
  const { quoteId } = await counter.quote();
  counter.clock.ms += validMs;
  slow(counter, { inquiry: 200, pay: 0 }, { unit_price: '294000', amount: '288000' });
  const paying = counter.call('payment:pay', { quoteId, tendered });
  expect(await counter.must('payment:find', { quoteId })).toMatchObject({ state: 'under-way' });
  expect(await paying).toMatchObject({ ok: false, code: 'quote-changed' });
  expect(await counter.must('payment:find', { quoteId })).toMatchObject({ state: 'none' });
});

test('a payment whose outcome waits for the disk is uncertain, not still being sent', async () => {
  const counter = await openCounter();
  const { quoteId } = await counter.quote();
  counter.payments((body) => {
    counter.db.pragma('query_only = ON');
    return { raw: reply(200, samplePayment(body)) };
  });
  expect(await counter.must('payment:pay', { quoteId, tendered })).toMatchObject({ status: 'pending' });
  expect(await counter.must('payment:find', { quoteId })).toMatchObject({ transaction: { status: 'pending' } });
  expect(await counter.must('payment:pay', { quoteId, tendered })).toMatchObject({ status: 'pending' });
  counter.db.pragma('query_only = OFF');
});
