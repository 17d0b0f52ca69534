import { expect, test } from 'vitest';
import { customerNumber, openCounter, sampleInquiry, samplePayment, type Counter } from '../harness/counter.ts';
import { reply } from '../harness/fake-provider.ts';
import { openIakCounter } from './iak-counter.ts';

async function lights({ must }: Counter) {
  const { providers } = await must('till:status', {});
  return Object.fromEntries(providers.map(({ id, state, deposit }) => [id, [state, deposit]]));
}

test('after an inquiry that succeeded the light says that the provider works, and the deposit is known', async () => {
  const counter = await openCounter({ tellsDeposit: true });
  expect(await lights(counter)).toEqual({ alfakios: ['unknown', null] });
  await counter.quote();
  expect(await lights(counter)).toEqual({ alfakios: ['ok', 500_000] });
  const [alfakios] = (await counter.must('till:status', {})).providers;
  expect(alfakios?.checkedAt).toBe('2026-11-21T14:32:05.000+07:00');
});

test('an answer that refuses, fails or leaves open tells the deposit too; one that says 0 or nothing leaves it', async () => {
  const counter = await openCounter({ tellsDeposit: true });
  const after = async (data: object, top: object = { success: false, rc: '099' }) => {
    const said = { status: 'FAILED', rc: '099', ...data };
    counter.payments((body) => ({ raw: reply(200, samplePayment(body, said, { ...top })) }));
    const { quoteId, total } = await counter.quote();
    const { status } = await counter.must('payment:pay', { quoteId, tendered: total });
    return [status, ...((await lights(counter))['alfakios'] ?? [])];
  };
  expect(await after({ balance: '490000' })).toEqual(['refused', 'ok', 490_000]);
  expect(await after({ balance: '0' })).toEqual(['refused', 'ok', 500_000]);
  expect(await after({ balance: '' })).toEqual(['refused', 'ok', 500_000]);
  expect(await after({ status: 'PENDING', balance: '209000' })).toEqual(['pending', 'ok', 209_000]);

  const failing = { status: 'FAILED', rc: '099', balance: '123000' };
  counter.provider.answer(() => ({ raw: reply(200, sampleInquiry(failing, { success: false, rc: '099' })) }));
  await counter.call('bill:inquire', { product: 'pln-postpaid', customerNumber });
  expect(await lights(counter)).toEqual({ alfakios: ['ok', 123_000] });
});

test('IAK’s answer to a status check about a payment in process tells the deposit', async () => {
  const { counter, answers, sell } = await openIakCounter('xml');
  answers({
    'pay-pasca': { response_code: '39', balance: '' },
    checkstatus: { response_code: '39', status: 3, balance: 73_657_753 },
  });
  const { transactionId } = await sell();
  expect(await lights(counter)).toEqual({ iak: ['ok', 997_586_108] });
  counter.clock.ms += 60_000;
  await counter.must('payment:check', { transactionId });
  expect(await lights(counter)).toEqual({ iak: ['ok', 73_657_753] });
});

test('with all three providers down each of them shows it, and the log says why of each', async () => {
  const counter = await openCounter({
    providers: (baseUrl: string) => ({
      alfakios: { enabled: true, baseUrl, apiKey: 'k' },
      ayoconnect: {
        ...{ enabled: true, baseUrl, partnerId: 'p', apiKey: 'k', apiSecret: 's' },
        productCodes: { 'pln-postpaid': 'X' },
      },
      iak: { enabled: true, baseUrl, prepaidBaseUrl: baseUrl, username: '0812', apiKey: 'k' },
    }),
  });
  counter.provider.answer(() => ({ raw: reply(502, '<html>') }));
  const failed = await counter.call('bill:inquire', { product: 'pln-postpaid', customerNumber });
  expect(failed).toMatchObject({ code: 'provider-down' });
  expect(await lights(counter)).toEqual({
    ...{ alfakios: ['down', null], ayoconnect: ['down', null], iak: ['down', null] },
  });
  const logged = counter
    .logText()
    .split('\n')
    .filter((line) => line.includes('inquiry-failed'));
  expect(logged).toHaveLength(3);
});

test('a provider that was passed over shows that it is down, and the one that answered that it works', async () => {
  const counter = await openCounter({
    tellsDeposit: true,
    providers: (baseUrl: string) => ({
      alfakios: { enabled: true, baseUrl, apiKey: 'k' },
      iak: { enabled: true, baseUrl: 'http://127.0.0.1:1', prepaidBaseUrl: baseUrl, username: '0812', apiKey: 'k' },
    }),
    more: { routing: { 'pln-postpaid': ['iak', 'alfakios'] } },
  });
  await counter.quote();
  expect(await lights(counter)).toEqual({ alfakios: ['ok', 500_000], iak: ['down', null] });
});

test.for([
  ['no-connection', null],
  ['no-reply', 'hang'],
  ['no-reply', 'cut'],
  ['server-error', { raw: reply(503, 'down') }],
  ['key-refused', { raw: reply(401, '{"success":false}') }],
  ['key-refused', { raw: reply(403, '<html>') }],
  ['unreadable-reply', { raw: reply(200, '<html>Sign in to this hotspot</html>') }],
] as const)('a provider that is down tells the cause as a code: %s', async ([cause, treatment]) => {
  const counter = await openCounter({ timeoutMs: { inquiry: 300 } });
  if (treatment === null) await counter.provider.close();
  else counter.provider.answer(() => treatment);
  await counter.call('bill:inquire', { product: 'pln-postpaid', customerNumber });
  const [alfakios] = (await counter.must('till:status', {})).providers;
  expect(alfakios).toMatchObject({ state: 'down', cause, deposit: null, depositAt: null });
});

test.for([
  ['key-refused', '100'],
  ['ip-refused', '102'],
] as const)('IAK that does not let the shop in tells so by its code: %s', async ([cause, code]) => {
  const { counter, answers } = await openIakCounter('json');
  answers({ 'inq-pasca': { response_code: code, message: 'NO' } });
  await counter.call('bill:inquire', { product: 'pln-postpaid', customerNumber: '530000000000' });
  expect((await counter.must('till:status', {})).providers).toMatchObject([{ state: 'down', cause }]);
});

test('a provider that answers again is well again, and keeps what it said of the deposit with its time', async () => {
  const counter = await openCounter({ timeoutMs: { inquiry: 300 }, tellsDeposit: true });
  await counter.quote();
  const { depositAt } = (await counter.must('till:status', {})).providers[0] ?? {};
  counter.clock.ms += 60_000;
  counter.provider.answer(() => ({ raw: reply(502, '') }));
  await counter.call('bill:inquire', { product: 'pln-postpaid', customerNumber });
  const [down] = (await counter.must('till:status', {})).providers;
  expect(down).toMatchObject({ state: 'down', cause: 'server-error', deposit: 500_000, depositAt });
  counter.provider.answer(() => ({ raw: reply(200, sampleInquiry()) }));
  await counter.quote();
  expect((await counter.must('till:status', {})).providers).toMatchObject([{ state: 'ok', cause: null }]);
});

test('storage that is well has no cause, and nobody says that the whole database was read before it was', async () => {
  const counter = await openCounter();
  const { storage, booksCheckedAt } = await counter.must('till:status', {});
  expect([storage.ok, storage.cause, booksCheckedAt]).toEqual([true, null, null]);
  counter.books.foundDamaged();
  expect((await counter.must('till:status', {})).storage).toMatchObject({ ok: false, cause: 'damaged' });
});

test('after a restart the deposit was not known, though the book knew what the provider had said and what payments took', async () => {
  const counter = await openCounter({ tellsDeposit: true });
  const { quoteId, total } = await counter.quote();
  await counter.must('payment:pay', { quoteId, tendered: total });
  const { closing, knownSince } = await counter.must('deposit:book', { provider: 'alfakios' });
  expect((await counter.must('till:status', {})).providers).toMatchObject([{ booked: null }]);
  await counter.close();
  const again = await openCounter({ folder: counter.folder });
  const [alfakios] = (await again.must('till:status', {})).providers;
  expect(closing).not.toBeNull();
  expect(alfakios).toMatchObject({ deposit: null, low: false, booked: { amount: closing, since: knownSince } });
});
