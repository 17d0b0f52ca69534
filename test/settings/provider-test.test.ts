import { expect, onTestFinished, test } from 'vitest';
import { startAlfakiosTraining } from '../../electron/training/alfakios.ts';
import { startAyoconnectTraining } from '../../electron/training/ayoconnect.ts';
import { startIakTraining } from '../../electron/training/iak.ts';
import { customerNumber, sampleInquiry } from '../harness/counter.ts';
import { reply, startFakeProvider, type Treatment } from '../harness/fake-provider.ts';
import { alfakios, config, iak, openShop, textOf, type Shop } from './shop.ts';

// What the owner learns of a provider before anything is sold: it costs nothing, moves nothing, and needs no restart.

const askOf = (shop: Shop, provider: 'alfakios' | 'ayoconnect' | 'iak', more = {}) =>
  shop.must('provider:test', { provider, ...more });

async function asked<S extends { close(): Promise<void> }>(server: Promise<S>): Promise<S> {
  const started = await server;
  onTestFinished(() => started.close());
  return started;
}

test.for(['json', 'xml'] as const)(
  'IAK is asked for its list and its deposit over %s, though it is not enabled, and its books don’t change',
  async (format) => {
    const server = await asked(startIakTraining(Date.now));
    const { baseUrl, username, apiKey } = server;
    const own = { enabled: false, baseUrl, prepaidBaseUrl: baseUrl, username, apiKey, format };
    const shop = await openShop({ config: { ...config, providers: { iak: own } } });
    expect(await shop.must('till:status', {})).toMatchObject({ training: true });
    expect(await askOf(shop, 'iak')).toMatchObject({
      ...{ provider: 'iak', result: 'well', asked: ['products', 'balance'], status: 200, message: null },
      ...{ balance: server.deposit(), hosts: [new URL(baseUrl).host] },
    });
    expect([...server.ledger]).toEqual([]);
    expect(shop.records()).toEqual([]);
  },
);

test('Ayoconnect tells its deposit; Alfakios documents no free question but an inquiry, so that takes a number', async () => {
  const ayoconnect = await asked(startAyoconnectTraining(Date.now));
  const server = await asked(startAlfakiosTraining(Date.now));
  const providers = {
    ayoconnect: { enabled: false, ...pick(ayoconnect, 'baseUrl', 'partnerId', 'apiKey', 'apiSecret') },
    alfakios: {
      ...{ enabled: false, productCodes: { 'pln-postpaid': server.productCode } },
      ...pick(server, 'baseUrl', 'apiKey'),
    },
  };
  const shop = await openShop({ config: { ...config, providers } });
  expect(await askOf(shop, 'ayoconnect')).toMatchObject({ result: 'well', asked: ['products', 'balance'] });
  expect(await askOf(shop, 'ayoconnect')).toMatchObject({ balance: expect.any(Number) as unknown });
  expect(await askOf(shop, 'alfakios')).toMatchObject({ result: 'number-needed', asked: [], status: null });
  expect(await askOf(shop, 'alfakios', { customerNumber })).toMatchObject({
    ...{ result: 'well', asked: ['bill'], balance: server.deposit() },
  });
  expect([...server.ledger]).toEqual([]);
  expect(await shop.call('provider:test', { provider: 'alfakios', customerNumber: '12' })).toMatchObject({
    code: 'wrong-number',
  });
  expect(await askOf(shop, 'iak')).toMatchObject({ result: 'not-set-up', asked: [], hosts: [] });
  expect((await shop.must('transaction:list', {})).items).toEqual([]);
});

const key = 'CANARY/KEY+1=';
const said = (code: string, message = 'NO') => JSON.stringify({ data: { response_code: code, message }, meta: [] });

test.for<readonly [string, Treatment, object]>([
  ['its own code for a bad signature', { raw: reply(200, said('100')) }, { result: 'key-refused', message: 'NO' }],
  ['its code for an address it does not serve', { raw: reply(200, said('102')) }, { result: 'ip-refused' }],
  ['a suspended account', { raw: reply(200, said('118')) }, { result: 'key-refused' }],
  ['HTTP 401', { raw: reply(401, '<html>who?') }, { result: 'key-refused', status: 401 }],
  ['HTTP 502', { raw: reply(502, '<html>bad gateway') }, { result: 'odd-answer', status: 502, message: null }],
  ['a code that says nothing of the key', { raw: reply(200, said('105')) }, { result: 'odd-answer', status: 200 }],
  ['nothing at all', 'hang', { result: 'no-reply', status: null }],
  ['a cut', 'cut', { result: 'no-reply', status: null }],
  [
    'words that hold the key, and what would turn a terminal',
    { raw: reply(200, said('100', `\u001b[2J\u202e${key}\n${'x'.repeat(500)}`)) },
    { result: 'key-refused', message: expect.stringMatching(/^\[2J \[secret\] x{100,190}$/) as unknown },
  ],
])('an answer with %s says so by a code, and no further question is asked', async ([, answer, told]) => {
  const server = await asked(startFakeProvider());
  server.answer(() => answer);
  const { baseUrl } = server;
  const timeoutMs = { inquiry: 300, pay: 300, status: 300 };
  const own = { ...iak, apiKey: key, baseUrl, prepaidBaseUrl: baseUrl, timeoutMs };
  const shop = await openShop({ config: { ...config, providers: { iak: own } } });
  expect(await askOf(shop, 'iak')).toMatchObject({ asked: ['products'], balance: null, ...told });
  expect(textOf(shop.dataDir, (name) => name.endsWith('.log'))).not.toContain('CANARY');
});

test('nobody there is unreachable; a clock that is wrong shows, and so does a deposit that is refused after the list', async () => {
  const shop = await openShop({ config: { ...config, providers: { iak: { ...iak, enabled: false } } } });
  expect(await askOf(shop, 'iak')).toMatchObject({ result: 'unreachable', status: null, clockSkewMs: null });
  const server = await asked(startFakeProvider());
  const date = `Date: ${new Date(Date.now() - 3_600_000).toUTCString()}`;
  const list = JSON.stringify({ data: { pasca: [] } });
  const noBalance = JSON.stringify({ data: { balance: 0, message: 'WRONG AUTHENTICATION', rc: '204' } });
  server.answer((at) => ({ raw: reply(200, at.includes('check-balance') ? noBalance : list, [date]) }));
  const { baseUrl } = server;
  const saved = await shop.save({ providers: { iak: { baseUrl, prepaidBaseUrl: baseUrl } } });
  expect(saved).toMatchObject({ ok: true });
  const told = await askOf(shop, 'iak');
  expect(told).toMatchObject({ result: 'key-refused', asked: ['products', 'balance'], balance: null });
  expect((told.clockSkewMs ?? 0) / 3_600_000).toBeCloseTo(-1, 2);
});

test('only an owner tests a provider, and an inquiry that fails says nothing of the key', async () => {
  const server = await asked(startFakeProvider());
  const own = { ...alfakios, baseUrl: server.baseUrl };
  const shop = await openShop({ config: { ...config, providers: { alfakios: own } }, mustSignIn: true });
  const ask = () => shop.call('provider:test', { provider: 'alfakios', customerNumber });
  server.answer(() => ({ raw: reply(403, '{}') }));
  expect(await ask()).toMatchObject({ ok: true, value: { result: 'key-refused' } });
  server.answer(() => ({ raw: reply(200, sampleInquiry({ cust_id: '599999999999' })) }));
  expect(await ask()).toMatchObject({ ok: true, value: { result: 'odd-answer' } });
  const ibu = { personId: '', pin: '8642' };
  ibu.personId = (await shop.must('people:save', { name: 'Ibu', role: 'owner', pin: '8642', active: true })).personId;
  await shop.must('session:sign-in', ibu);
  const sri = await shop.must('people:save', { name: 'Sri', role: 'supervisor', pin: '1357', active: true });
  await shop.must('session:sign-in', { personId: sri.personId, pin: '1357' });
  expect(await ask()).toMatchObject({ code: 'not-allowed', right: 'settings' });
  await shop.must('session:sign-out', {});
  expect(await ask()).toMatchObject({ code: 'not-signed-in' });
}, 30_000);

function pick<T, K extends keyof T>(from: T, ...names: readonly K[]): Pick<T, K> {
  return Object.fromEntries(names.map((name) => [name, from[name]])) as Pick<T, K>;
}
