import { expect, onTestFinished, test } from 'vitest';
import { startIakTraining } from '../../electron/training/iak.ts';
import { toWib } from '../../shared/time.ts';
import { sampleBody } from '../harness/ayoconnect.ts';
import { openCounter } from '../harness/counter.ts';
import { reply, type Treatment } from '../harness/fake-provider.ts';

// What one answer to a status check is worth, and what it takes to send a payment once more.

test.for([
  ['"in process"', 299],
  ['"this reference was used before"', 102],
  ['"the same payment was made before"', 108],
  ['"already paid"', 302],
])('a failure said once after %s is the status check’s own, and the payment can still be paid', async ([, first]) => {
  const number = '516070377764';
  const keys = { partnerId: 'p', apiKey: 'k', apiSecret: 's', productCodes: { 'pln-postpaid': 'code' } };
  const counter = await openCounter({
    providers: (baseUrl) => ({ ayoconnect: { enabled: true, baseUrl, ...keys } }),
  });
  const say = (body: object): Treatment => ({ raw: reply(200, JSON.stringify(body)) });
  counter.provider.answer((at) =>
    say(at.endsWith('check') ? sampleBody('inquiry.success', { accountNumber: number }) : { responseCode: first }),
  );
  const quote = await counter.must('bill:inquire', { product: 'pln-postpaid', customerNumber: number });
  const sent = await counter.must('payment:pay', { quoteId: quote.quoteId, tendered: quote.total });
  expect(sent.status).toBe('pending');
  const { transactionId } = sent;

  counter.provider.answer(() => say({ responseCode: 306, message: { ID: 'Nomor salah' } }));
  counter.clock.ms += 170_000;
  const asked = await counter.must('payment:check', { transactionId });
  expect(asked).toMatchObject({ status: 'pending', nextAskAt: expect.not.stringMatching(sent.nextAskAt ?? '') });
  const refNumber = counter.db.prepare('SELECT provider_ref FROM payments').pluck().get();
  counter.provider.answer(() => say(sampleBody('status.success', { refNumber, accountNumber: number })));
  counter.clock.ms += 60_000;
  expect(await counter.must('payment:check', { transactionId })).toMatchObject({ status: 'paid' });
});

test('what a provider has taken and answers for later is in process for 15 s, and uncertain from then on', async () => {
  const keys = { partnerId: 'p', apiKey: 'k', apiSecret: 's', productCodes: { 'pln-postpaid': 'code' } };
  const counter = await openCounter({
    providers: (baseUrl) => ({ ayoconnect: { enabled: true, baseUrl, ...keys } }),
  });
  const number = '516070377764';
  const bodies = [sampleBody('inquiry.success', { accountNumber: number }), { responseCode: 299 }];
  counter.provider.answer((at) => ({ raw: reply(200, JSON.stringify(bodies[at.endsWith('check') ? 0 : 1])) }));
  const quote = await counter.must('bill:inquire', { product: 'pln-postpaid', customerNumber: number });
  const sent = await counter.must('payment:pay', { quoteId: quote.quoteId, tendered: quote.total });
  const told = async () => ({
    until: (await counter.must('transaction:get', { transactionId: sent.transactionId })).inProcessUntil,
    uncertain: (await counter.must('till:status', {})).uncertain,
  });
  expect(await told()).toEqual({ until: toWib(Date.parse(sent.createdAt) + 15_000), uncertain: 0 });
  counter.clock.ms = Date.parse(sent.createdAt) + 15_000;
  expect(await told()).toEqual({ until: null, uncertain: 1 });
});

test('one "not received" is not enough to send a payment again, and the next day two are not', async () => {
  const iak = await startIakTraining(Date.now);
  onTestFinished(() => iak.close());
  const number = '530000000000';
  iak.misbehave.set(number, { at: 'pay', how: 'cut', lost: true });
  const { baseUrl, username, apiKey, productCodes } = iak;
  const counter = await openCounter({
    providers: { iak: { enabled: true, baseUrl, prepaidBaseUrl: baseUrl, username, apiKey, productCodes } },
  });
  const quote = await counter.must('bill:inquire', { product: 'pln-postpaid', customerNumber: number });
  const sent = await counter.must('payment:pay', { quoteId: quote.quoteId, tendered: quote.total });
  const { transactionId } = sent;
  const mayResend = async (): Promise<boolean> => (await counter.must('transaction:get', { transactionId })).mayResend;
  const ask = async (afterMs: number): Promise<void> => {
    counter.clock.ms += afterMs;
    const before = counter.books.head().n;
    await counter.must('payment:check', { transactionId });
    expect(counter.books.head().n).toBe(before + 1);
  };

  await ask(6_000);
  counter.clock.ms += 3_600_000;
  expect(await mayResend()).toBe(false);
  await ask(1_000);
  expect(await mayResend()).toBe(true);
  counter.clock.ms = Date.parse('2026-11-22T00:00:00+07:00');
  expect(await mayResend()).toBe(false);
  const input = { transactionId, reason: 'IAK says it never came' };
  expect(await counter.call('payment:resend', input)).toMatchObject({ code: 'resend-refused' });
  expect(iak.ledger.size).toBe(0);
});
