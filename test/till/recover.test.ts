import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { asItDied } from '../harness/as-it-died.ts';
import { sampleBody } from '../harness/ayoconnect.ts';
import { openCounter } from '../harness/counter.ts';
import { reply } from '../harness/fake-provider.ts';
import { startPrinterSink } from '../harness/printer-sink.ts';

// What a till finds that died in the middle of something.

test('a payment that was being sent is pending, its bill is locked, and nothing is sent again', async () => {
  const first = await openCounter();
  first.payments(() => 'hang');
  const { quoteId } = await first.quote();
  void first.call('payment:pay', { quoteId, tendered: 291_000 });
  await expect.poll(() => first.payRequests()).toBe(1);

  const second = await openCounter({ folder: asItDied(first) });
  const { items } = await second.must('payment:unsettled', {});
  expect(items).toMatchObject([{ quoteId, status: 'pending', nextAskAt: null }]);
  expect(await second.must('payment:pay', { quoteId, tendered: 291_000 })).toMatchObject({ status: 'pending' });
  const other = await second.quote();
  expect(await second.call('payment:pay', { quoteId: other.quoteId, tendered: 291_000 })).toMatchObject({
    code: 'bill-locked',
  });
  const { events } = await second.must('transaction:get', { transactionId: items[0]?.transactionId ?? '' });
  expect(events.map(({ kind }) => kind)).toEqual(['intent', 'interrupted']);
  await sleep(50);
  expect(second.payRequests()).toBe(0);
});

test('a slip that was on its way to the printer may have come out: the next one is a copy', async () => {
  const sink = await startPrinterSink('never-reads');
  onTestFinished(() => sink.close());
  const printers = [{ id: 'counter', transport: sink.transport, columns: 32 }];
  const first = await openCounter({ printers });
  const { quoteId } = await first.quote();
  const { transactionId } = await first.must('payment:pay', { quoteId, tendered: 291_000 });
  await expect.poll(() => first.db.prepare('SELECT state FROM print_jobs').pluck().all()).toEqual(['sending']);

  const second = await openCounter({ printers, folder: asItDied(first) });
  expect(await second.must('transaction:get', { transactionId })).toMatchObject({ status: 'paid', prints: 1 });
  expect(await second.must('receipt:preview', { transactionId })).toMatchObject({ copy: 1 });
});

test.for(['died', 'was closed'] as const)(
  'a till that %s asks about a payment no sooner than the provider allows',
  async (how) => {
    const number = '516070377764';
    const keys = { partnerId: 'p', apiKey: 'k', apiSecret: 's', productCodes: { 'pln-postpaid': 'code' } };
    const providers = (baseUrl: string) => ({ ayoconnect: { enabled: true, baseUrl, ...keys } });
    const first = await openCounter({ providers });
    const inquiry = reply(200, JSON.stringify(sampleBody('inquiry.success', { accountNumber: number })));
    first.provider.answer((at) => (at.endsWith('check') ? { raw: inquiry } : how === 'died' ? 'hang' : 'cut'));
    const quote = await first.must('bill:inquire', { product: 'pln-postpaid', customerNumber: number });
    const paying = first.call('payment:pay', { quoteId: quote.quoteId, tendered: quote.total });
    await expect.poll(() => first.provider.arrived.length).toBe(2);
    if (how === 'was closed') {
      await paying;
      await first.close();
    }

    const second = await openCounter({ providers, folder: how === 'died' ? asItDied(first) : first.folder });
    const refNumber = second.db.prepare('SELECT provider_ref FROM payments').pluck().get();
    const success = JSON.stringify(sampleBody('status.success', { refNumber, accountNumber: number }));
    second.provider.answer(() => ({ raw: reply(200, success) }));
    const [payment] = (await second.must('payment:unsettled', {})).items;
    const check = () => second.must('payment:check', { transactionId: payment?.transactionId ?? '' });
    second.clock.ms += 120_000;
    expect(await check()).toMatchObject({ status: 'pending' });
    expect(second.provider.arrived).toHaveLength(0);
    second.clock.ms += 31_000;
    expect(await check()).toMatchObject({ status: 'paid' });
    expect(second.provider.arrived).toHaveLength(1);
  },
);
