import { expect, onTestFinished, test } from 'vitest';
import { startAyoconnectTraining } from '../../electron/training/ayoconnect.ts';
import { startIakTraining } from '../../electron/training/iak.ts';
import { customerNumber, openCounter, sampleInquiry, samplePayment, type Counter } from '../harness/counter.ts';
import { reply } from '../harness/fake-provider.ts';

// Three providers in the shop's order: the first is IAK, then Alfakios, then Ayoconnect.

interface Shop {
  readonly counter: Counter;
  readonly iak: Awaited<ReturnType<typeof startIakTraining>>;
}

type ProviderId = 'alfakios' | 'ayoconnect' | 'iak';

const inOrder: readonly ProviderId[] = ['iak', 'alfakios', 'ayoconnect'];

async function openShop(fees: object = {}, order = inOrder): Promise<Shop> {
  const [iak, ayoconnect] = await Promise.all([startIakTraining(Date.now), startAyoconnectTraining(Date.now)]);
  onTestFinished(async () => void (await Promise.all([iak.close(), ayoconnect.close()])));
  const counter = await openCounter({
    providers: (alfakiosUrl: string) => ({
      alfakios: { enabled: true, baseUrl: alfakiosUrl, apiKey: 'k' },
      ayoconnect: {
        ...pick(ayoconnect, 'baseUrl', 'partnerId', 'apiKey', 'apiSecret'),
        enabled: true,
        productCodes: { 'pln-postpaid': ayoconnect.productCode },
      },
      iak: {
        ...pick(iak, 'baseUrl', 'username', 'apiKey', 'productCodes'),
        enabled: true,
        prepaidBaseUrl: iak.baseUrl,
      },
    }),
    more: { routing: { 'pln-postpaid': order }, fees },
    realClock: true,
  });
  return { counter, iak };
}

function pick<T, K extends keyof T>(from: T, ...keys: readonly K[]): Pick<T, K> {
  return Object.fromEntries(keys.map((key) => [key, from[key]])) as Pick<T, K>;
}

function inquire(counter: Counter, number: string, provider?: ProviderId) {
  return counter.call('bill:inquire', {
    product: 'pln-postpaid',
    customerNumber: number,
    ...(provider ? { provider } : {}),
  });
}

test('the first provider in the shop’s order answers', async () => {
  const { counter } = await openShop();
  expect(await inquire(counter, '530000000000')).toMatchObject({ value: { provider: 'iak', skipped: [] } });
});

test('one that is down is passed over, and the quote says so; the payment stays with the provider of its quote', async () => {
  const { counter, iak } = await openShop();
  counter.provider.answer((at, body) => ({
    raw: reply(
      200,
      at.endsWith('inquiry') ? sampleInquiry() : samplePayment(JSON.parse(body) as Record<string, string>),
    ),
  }));
  await iak.close();
  const quoted = await inquire(counter, customerNumber);
  expect(quoted).toMatchObject({
    value: { provider: 'alfakios', skipped: [{ provider: 'iak', code: 'provider-down' }] },
  });
  const quoteId = quoted.ok ? quoted.value.quoteId : '';
  const paid = await counter.must('payment:pay', { quoteId, tendered: 291_000 });
  expect(paid).toMatchObject({ status: 'paid', provider: 'alfakios' });
  expect(paid).not.toHaveProperty('skipped');
});

test('the till said that it could not reach a provider which had said that the bill is paid: its words stand beside the other one’s bill', async () => {
  const { counter } = await openShop({}, ['alfakios', 'iak']);
  const result = {
    cust_id: '530000000000',
    status: '0',
    rc: '14',
    description: 'Transaksi Gagal',
    message: 'TAGIHAN SUDAH LUNAS',
  };
  counter.provider.answer(() => ({ raw: reply(200, sampleInquiry(result, { success: false })) }));
  expect(await inquire(counter, '530000000000')).toMatchObject({
    value: {
      provider: 'iak',
      skipped: [{ provider: 'alfakios', code: 'provider-down', message: 'TAGIHAN SUDAH LUNAS' }],
    },
  });
});

test('a reason of the customer’s ends the search', async () => {
  const { counter } = await openShop();
  expect(await inquire(counter, '530000000014')).toMatchObject({ code: 'wrong-number' });
  expect(await inquire(counter, '530000000001')).toMatchObject({ code: 'already-paid' });
  expect(counter.provider.arrived).toHaveLength(0);
});

test('a provider that is named is the only one asked', async () => {
  const { counter, iak } = await openShop();
  await iak.close();
  expect(await inquire(counter, customerNumber, 'iak')).toMatchObject({ code: 'provider-down' });
  expect(counter.provider.arrived).toHaveLength(0);
  expect(await inquire(counter, '516070377775', 'ayoconnect')).toMatchObject({ value: { provider: 'ayoconnect' } });
});

test('a bill whose payment one provider has not settled is locked for every other provider', async () => {
  const { counter, iak } = await openShop();
  const [here, there] = [
    await inquire(counter, customerNumber, 'alfakios'),
    await inquire(counter, customerNumber, 'iak'),
  ];
  if (!here.ok || !there.ok) throw new Error('both have the bill');
  counter.payments(() => 'reset');
  const unsure = await counter.must('payment:pay', { quoteId: here.value.quoteId, tendered: here.value.total });
  expect(unsure.status).toBe('pending');
  expect(
    await counter.call('payment:pay', { quoteId: there.value.quoteId, tendered: there.value.total }),
  ).toMatchObject({ code: 'bill-locked' });
  expect(iak.ledger.size).toBe(0);
});

test('when all are down, the first one’s answer stands', async () => {
  const { counter, iak } = await openShop();
  await iak.close();
  counter.provider.answer(() => 'reset');
  // Ayoconnect's training server says that it has trouble of its own.
  expect(await inquire(counter, '516070377715')).toMatchObject({ code: 'provider-down' });
});

test('an own fee is on top, on a line of its own, and never Ayoconnect’s', async () => {
  const fixed = { 'pln-postpaid': { policy: 'fixed', amount: 1_500 } };
  const { counter } = await openShop({ iak: fixed });
  expect(await inquire(counter, '530000000000', 'iak')).toMatchObject({
    value: { bill: 300_000, admin: 2_500, fee: 1_500, total: 304_000, commission: 600 },
  });
  expect(await inquire(counter, '516070377775', 'ayoconnect')).toMatchObject({ value: { fee: 0, total: 25_220 } });
});

test('an IAK quote of yesterday is asked again before it is paid', async () => {
  const iak = await startIakTraining(Date.now);
  onTestFinished(() => iak.close());
  const counter = await openCounter({
    providers: () => ({
      iak: {
        ...pick(iak, 'baseUrl', 'username', 'apiKey', 'productCodes'),
        enabled: true,
        prepaidBaseUrl: iak.baseUrl,
      },
    }),
  });
  counter.clock.ms = Date.parse('2026-11-21T23:59:00+07:00');
  const quote = await counter.must('bill:inquire', { product: 'pln-postpaid', customerNumber: '530000000000' });
  counter.clock.ms += 2 * 60_000;
  const paid = await counter.must('payment:pay', { quoteId: quote.quoteId, tendered: quote.total });
  expect(paid).toMatchObject({ status: 'paid', quoteId: quote.quoteId });
  const asked = counter.db.prepare('SELECT count(*) FROM quotes').pluck().get();
  expect(asked).toBe(2);
  expect(iak.ledger.size).toBe(1);
});

test('a quote of a provider that was switched off meanwhile is not paid', async () => {
  const { counter, iak } = await openShop();
  const quote = await counter.must('bill:inquire', { product: 'pln-postpaid', customerNumber: '530000000000' });
  await counter.close();
  const without = await openCounter({ folder: counter.folder, realClock: true });
  expect(await without.call('payment:pay', { quoteId: quote.quoteId, tendered: quote.total })).toMatchObject({
    code: 'provider-down',
  });
  expect((await without.must('transaction:list', {})).items).toEqual([]);
  expect(iak.ledger.size).toBe(0);
});
