import { expect, onTestFinished, test } from 'vitest';
import { ayoconnectFacts } from '../../electron/providers/ayoconnect/index.ts';
import type { PayOrder, Provider } from '../../electron/providers/provider.ts';
import { ayoconnectStories } from '../../electron/training/ayoconnect-stories.ts';
import {
  startAyoconnectTraining,
  type AyoconnectTraining,
  type AyoconnectTrainingOptions,
} from '../../electron/training/ayoconnect.ts';
import type { Misbehaviour } from '../../electron/training/misbehaviour.ts';
import { rupiah } from '../../shared/money.ts';
import { ask, connect, shortly, type Settings } from '../harness/ayoconnect.ts';

// The adapter over real HTTP against the training server: whole stories, with the provider's books beside them.

const normal = '516070377764';
interface Story {
  readonly server: AyoconnectTraining;
  readonly clock: { ms: number };
  readonly provider: Provider;
  readonly order: (customerNumber: string) => Promise<PayOrder>;
}

async function story(options: AyoconnectTrainingOptions = {}, own: Partial<Settings> = {}): Promise<Story> {
  const clock = { ms: Date.parse('2026-11-21T14:32:05.000+07:00') };
  const server = await startAyoconnectTraining(() => clock.ms, { slowMs: 400, ...options });
  onTestFinished(() => server.close());
  const { partnerId, apiKey, apiSecret, productCode } = server;
  const keys = { partnerId, apiKey, apiSecret, productCodes: { 'pln-postpaid': productCode } };
  const provider = connect(server.baseUrl, { ...keys, ...own });
  let refs = 0;
  return {
    server,
    clock,
    provider,
    async order(customerNumber) {
      const asked = { product: 'pln-postpaid', customerNumber, providerRef: `REF${++refs}` } as const;
      const outcome = await provider.inquire(asked);
      if (outcome.kind !== 'bill') throw new Error(`no bill: ${outcome.code}`);
      const { bill, admin, memo } = outcome.bill;
      return { ...asked, bill, admin, memo };
    },
  };
}

test('what is written down of Ayoconnect', () => {
  expect(ayoconnectFacts).toMatchObject({ ownFee: 'forbidden', quoteValidMs: 1_800_000, sameDay: false });
  expect(ayoconnectFacts.statusChecks).toMatchObject({
    abnormalFirstMs: 150_000,
    pausesMs: [5e3, 15e3, 3e4, 6e4, 12e4, 3e5],
  });
});

test.for(['object', 'empty'] as const)('a bill is paid by the request in the token, body %s', async (body) => {
  const { server, clock, provider, order } = await story({}, { body });
  const sold = await order('516070377775');
  expect(sold).toMatchObject({ bill: 22_220, admin: 3_000, memo: { inquiryId: '2692552' } });
  expect(shortly(await provider.pay(sold))).toBe('pending in-process');
  expect(shortly(await ask(provider, sold))).toBe('pending in-process');
  clock.ms += 3_000;
  expect(await ask(provider, sold)).toMatchObject({
    kind: 'paid',
    reference: '50AD0000000000000000000000180232',
    warning: null,
    commission: null,
    remainingBills: null,
    details: { tariff: 'R1', power: '450', standStart: '470300', standEnd: '475700', penalty: 3_000 },
    footer: [
      'PLN menyatakan struk ini sebagai bukti pembayaran yang sah.',
      'Terima Kasih',
      'Info Tagihan Hub. Call Senter 234 Hubungi PLN :',
    ],
  });
  expect([...server.ledger]).toEqual([['REF1', { customerNumber: '516070377775', deducted: 25_220 }]]);
  expect(server.deposit()).toBe(5_000_000 - 25_220);
  expect(await provider.balance?.()).toMatchObject({ kind: 'balance', balance: 5_000_000 - 25_220 });
  const again = await provider.inquire({ ...sold, providerRef: 'REF2' });
  expect(again).toMatchObject({ kind: 'failed', code: 'already-paid', providerMessage: 'Tagihan sudah terbayar' });
});

test('three months are one bill', async () => {
  const { provider } = await story();
  const asked = { product: 'pln-postpaid', customerNumber: '516070377713', providerRef: 'R' } as const;
  expect(await provider.inquire(asked)).toMatchObject({
    kind: 'bill',
    bill: {
      periods: ['2026-08', '2026-09', '2026-10'],
      admin: 9_000,
      warning: null,
      details: { standStart: '10000', standEnd: '10450', penalty: 6_000 },
    },
  });
});

test.for([
  ['516070377711', 'wrong-number'],
  ['516070377712', 'already-paid'],
  ['516070377714', 'no-bill'],
  ['516070377715', 'provider-down'],
] as const)('an inquiry for %s fails as %s', async ([customerNumber, code]) => {
  const { provider } = await story();
  const outcome = await provider.inquire({ product: 'pln-postpaid', customerNumber, providerRef: 'R' });
  expect(outcome).toMatchObject({ kind: 'failed', code, providerMessage: expect.any(String) });
});

test.for([
  ['516070377721', 'pending in-process', 'refused rejected', 0],
  ['516070377722', 'pending no-reply', 'paid', 1],
  ['516070377723', 'pending no-reply', 'pending not-received', 0],
  ['516070377726', 'pending in-process', 'pending in-process', 0],
  ['516070377727', 'pending doubtful', 'refused rejected', 0],
  ['516070377728', 'paid', 'paid', 1],
  ['516070377729', 'refused rejected', 'refused rejected', 0],
] as const)('the story of %s: %s, then %s', async ([customerNumber, atPay, atStatus, paid]) => {
  const { server, clock, provider, order } = await story();
  const sold = await order(customerNumber);
  expect(shortly(await provider.pay(sold))).toBe(atPay);
  clock.ms += 60_000;
  expect(shortly(await ask(provider, sold))).toBe(atStatus);
  expect(server.ledger.size).toBe(paid);
  const held = paid || atStatus === 'pending in-process' ? sold.bill + sold.admin : 0;
  expect(server.deposit()).toBe(5_000_000 - held);
});

test('every scenario is a customer number', () => {
  for (const [number, { what }] of Object.entries(ayoconnectStories)) {
    expect(number).toMatch(/^5160\d{8}$/);
    expect(what).not.toBe('');
  }
});

const misbehaviours = [
  ['hang', 'pending no-reply'],
  ['cut', 'pending no-reply'],
  ['error', 'pending http-status'],
  ['html', 'pending unreadable-reply'],
  ['slow', 'pending no-reply'],
] as const;

test.for(misbehaviours)('%s at payment is %s, and status finds out what became of it', async ([how, expected]) => {
  for (const lost of [false, true]) {
    const { server, clock, provider, order } = await story();
    const sold = await order(normal);
    server.misbehave.set(normal, { at: 'pay', how, lost });
    expect(shortly(await provider.pay(sold))).toBe(expected);
    clock.ms += 150_000;
    expect(shortly(await ask(provider, sold))).toBe(lost ? 'pending not-received' : 'paid');
    expect(server.ledger.size).toBe(lost ? 0 : 1);
  }
});

test.for(misbehaviours)('%s at status leaves the payment pending', async ([how, expected]) => {
  const { server, clock, provider, order } = await story();
  const sold = await order(normal);
  await provider.pay(sold);
  clock.ms += 5_000;
  server.misbehave.set(normal, { at: 'status', how });
  expect(shortly(await ask(provider, sold))).toBe(expected);
  server.misbehave.delete(normal);
  expect(shortly(await ask(provider, sold))).toBe('paid');
});

test.for(misbehaviours)('%s at inquiry asks the next provider', async ([how]) => {
  const { server, provider } = await story();
  server.misbehave.set(normal, { at: 'inquiry', how } satisfies Misbehaviour);
  const outcome = await provider.inquire({ product: 'pln-postpaid', customerNumber: normal, providerRef: 'R' });
  expect(outcome).toMatchObject({ kind: 'failed', code: 'provider-down' });
});

test('a reference is taken once, and a payment that differs from its inquiry not at all', async () => {
  const { server, clock, provider, order } = await story();
  const sold = await order(normal);
  await provider.pay(sold);
  const twice = await provider.pay(sold);
  expect(twice).toMatchObject({ kind: 'pending', why: 'already-there', message: 'Nomor referensi sudah dipakai' });
  const other = await order('516070377701');
  const cheaper = { ...other, providerRef: 'X1', bill: rupiah(1) };
  expect(shortly(await provider.pay(cheaper))).toBe('refused rejected');
  const another = { ...other, providerRef: 'X2', customerNumber: '516070377702' };
  expect(shortly(await provider.pay(another))).toBe('pending doubtful');
  expect(shortly(await ask(provider, another))).toBe('refused rejected');
  const unknown = { ...other, providerRef: 'X3', memo: { inquiryId: '1' } };
  expect(shortly(await provider.pay(unknown))).toBe('refused rejected');
  clock.ms += 5_000;
  expect(shortly(await ask(provider, sold))).toBe('paid');
  expect([...server.ledger.keys()]).toEqual(['REF1']);
});

test('a bill is not paid out of an empty deposit, nor twice under two references', async () => {
  const { server, provider, order } = await story({ deposit: 30_000 });
  const first = await order('516070377775');
  expect(shortly(await provider.pay(first))).toBe('pending in-process');
  expect(shortly(await provider.pay({ ...first, providerRef: 'OTHER' }))).toBe('pending already-there');
  expect(shortly(await ask(provider, { ...first, providerRef: 'OTHER' }))).toBe('pending already-there');
  expect(shortly(await provider.pay(await order(normal)))).toBe('refused rejected');
  expect(server.deposit()).toBe(30_000 - 25_220);
});

test.for([
  ['apiSecret', { apiSecret: 'wrong' }],
  ['apiKey', { apiKey: 'wrong' }],
  ['partnerId', { partnerId: 'wrong' }],
  ['version', { version: '9' }],
] as const)('a wrong %s is not served', async ([, own]) => {
  const { server, provider } = await story({}, own);
  const asked = { product: 'pln-postpaid', customerNumber: normal, providerRef: 'R' } as const;
  expect(await provider.inquire(asked)).toMatchObject({ code: 'provider-down', providerMessage: 'Tidak berhak' });
  const order = { ...asked, bill: rupiah(1), admin: rupiah(0), memo: { inquiryId: '1' } };
  expect(shortly(await provider.pay(order))).toBe('pending unknown-code');
  expect(await provider.balance?.()).toMatchObject({ kind: 'failed', message: 'Tidak berhak' });
  expect(await provider.products?.()).toMatchObject({ kind: 'failed', message: 'Tidak berhak' });
  expect(server.ledger.size).toBe(0);
});

test('version 1.0 has its own paths', async () => {
  const { provider, order } = await story({}, { version: '1.0' });
  expect(shortly(await provider.pay(await order(normal)))).toBe('pending in-process');
});

test('the product list is read', async () => {
  const { provider, server } = await story();
  const own = { code: server.productCode, name: 'PLN Pascabayar', active: true, admin: 3_000 };
  expect(await provider.products?.()).toMatchObject({ kind: 'products', products: [own] });
});

test('without a product code nothing is sent, and a dead line at payment is refused, at status not', async () => {
  const { server, provider, order } = await story();
  const sold = await order(normal);
  const unset = connect(server.baseUrl, { productCodes: {} });
  expect(await unset.inquire(sold)).toMatchObject({ code: 'provider-down', exchange: { result: 'not-sent' } });
  expect(shortly(await unset.pay(sold))).toBe('refused not-sent');
  expect(shortly(await provider.pay({ ...sold, memo: {} }))).toBe('refused not-sent');
  await server.close();
  expect(shortly(await provider.pay(sold))).toBe('refused not-sent');
  expect(shortly(await ask(provider, sold))).toBe('pending no-reply');
});
