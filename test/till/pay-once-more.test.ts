import { expect, test } from 'vitest';
import type { Quote } from '../../shared/bill.ts';
import { asItDied } from '../harness/as-it-died.ts';
import { reply } from '../harness/fake-provider.ts';
import { inquiryPath, openCounter, sampleInquiry, samplePayment } from '../harness/counter.ts';

// A bill that this till has paid is paid once more only by who knows of every payment so far.

test('who agrees to pay a bill once more agrees to no payment that another window made since', async () => {
  const counter = await openCounter();
  await counter.must('payment:pay', { quoteId: (await counter.quote()).quoteId, tendered: 291_000 });
  const [one, other] = [await counter.quote(), await counter.quote()];
  const agreed = { tendered: 291_000, confirmPaidBefore: true };
  const second = await counter.must('payment:pay', { quoteId: one.quoteId, ...agreed });
  const answer = await counter.call('payment:pay', { quoteId: other.quoteId, ...agreed });
  expect(answer).toMatchObject({
    code: 'quote-changed',
    quote: { total: 291_000, paidBefore: { transactionId: second.transactionId } },
  });
  expect(counter.payRequests()).toBe(2);
  // Who was told of that one may well pay once more.
  const asked = answer as { readonly quote: Quote };
  await counter.must('payment:pay', { quoteId: asked.quote.quoteId, ...agreed });
  expect(counter.payRequests()).toBe(3);
});

test('who was told at the payment that the bill was paid agrees to that payment, and to none after it', async () => {
  const counter = await openCounter();
  const [one, other, third] = [await counter.quote(), await counter.quote(), await counter.quote()];
  await counter.must('payment:pay', { quoteId: one.quoteId, tendered: 291_000 });
  for (const { quoteId } of [other, third])
    expect(await counter.call('payment:pay', { quoteId, tendered: 291_000 })).toMatchObject({ code: 'paid-before' });
  const agreed = { tendered: 291_000, confirmPaidBefore: true };
  expect(await counter.must('payment:pay', { quoteId: other.quoteId, ...agreed })).toMatchObject({ status: 'paid' });
  expect(await counter.call('payment:pay', { quoteId: third.quoteId, ...agreed })).toMatchObject({
    code: 'quote-changed',
  });
  expect(counter.payRequests()).toBe(2);
});

test('two windows that renew an old quote in the same instant pay once more once, though both agreed', async () => {
  const counter = await openCounter();
  await counter.must('payment:pay', { quoteId: (await counter.quote()).quoteId, tendered: 291_000 });
  const quotes = [await counter.quote(), await counter.quote()];
  counter.clock.ms += 6 * 60 * 1000;
  let inquiries = 0;
  counter.provider.answer((at, body) =>
    at === inquiryPath
      ? { raw: reply(200, sampleInquiry()), afterMs: 800 * inquiries++ }
      : { raw: reply(200, samplePayment(JSON.parse(body) as Record<string, string>)) },
  );
  const answers = await Promise.all(
    quotes.map(({ quoteId }) => counter.call('payment:pay', { quoteId, tendered: 291_000, confirmPaidBefore: true })),
  );
  expect(answers.map(({ ok }) => ok).toSorted()).toEqual([false, true]);
  expect(counter.payRequests()).toBe(2);
});

test('a bill was paid twice by who agreed, out of habit, before anybody was told that it had been paid', async () => {
  const counter = await openCounter();
  const [one, other] = [await counter.quote(), await counter.quote()];
  await counter.must('payment:pay', { quoteId: one.quoteId, tendered: 291_000 });
  const agreed = { quoteId: other.quoteId, tendered: 291_000, confirmPaidBefore: true };
  expect(await counter.call('payment:pay', agreed)).toMatchObject({ code: 'paid-before' });
  expect(counter.payRequests()).toBe(1);
  // Now they were told.
  expect(await counter.must('payment:pay', agreed)).toMatchObject({ status: 'paid' });
  expect(counter.payRequests()).toBe(2);
});

test('a till that died had forgotten what it had told, and took any word for agreement to pay once more', async () => {
  const first = await openCounter();
  const [one, other, third] = [await first.quote(), await first.quote(), await first.quote()];
  await first.must('payment:pay', { quoteId: one.quoteId, tendered: 291_000 });
  const agreed = { tendered: 291_000, confirmPaidBefore: true };
  for (const { quoteId } of [other, third])
    expect(await first.call('payment:pay', { quoteId, tendered: 291_000 })).toMatchObject({ code: 'paid-before' });
  const { transactionId } = await first.must('payment:pay', { quoteId: other.quoteId, ...agreed });
  const second = await openCounter({ folder: asItDied(first) });
  expect(await second.call('payment:pay', { quoteId: third.quoteId, ...agreed })).toMatchObject({
    code: 'paid-before',
    paidBefore: { transactionId },
  });
  expect(second.payRequests()).toBe(0);
});
