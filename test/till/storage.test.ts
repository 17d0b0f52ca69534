import { expect, test } from 'vitest';
import { reply } from '../harness/fake-provider.ts';
import { openCounter, samplePayment } from '../harness/counter.ts';

test('a disk that takes no intent lets nothing be sent', async () => {
  const counter = await openCounter();
  const { quoteId } = await counter.quote();
  counter.db.pragma('query_only = ON');
  expect(await counter.call('payment:pay', { quoteId, tendered: 291_000 })).toMatchObject({ code: 'storage-failed' });
  expect(counter.payRequests()).toBe(0);
  counter.db.pragma('query_only = OFF');
  expect(await counter.must('payment:pay', { quoteId, tendered: 291_000 })).toMatchObject({ status: 'paid' });
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
  await expect.poll(() => counter.changes[0]?.status, { timeout: 6_000 }).toBe('paid');
  expect(await counter.must('transaction:get', { transactionId: uncertain.transactionId })).toMatchObject({
    status: 'paid',
    reference: 'REF-PLN-20240501',
  });
  expect((await counter.must('till:status', {})).storage.ok).toBe(true);
  expect(counter.payRequests()).toBe(1);
});
