import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { iakCodes, statusThatAgrees } from '../../electron/providers/iak/codes.ts';
import { isRefusal } from '../../electron/providers/provider.ts';
import { reply } from '../harness/fake-provider.ts';
import {
  apiKey,
  ask,
  bodyIn,
  iakFormats as formats,
  openTold,
  sample,
  sampleOrder as order,
  short,
} from '../harness/iak.ts';

// What IAK's adapter makes of answers, the documented ones and bent ones, over real HTTP.

test.for(formats)('every documented code means what its row says, in %s', async (format) => {
  const { provider, say } = await openTold(format);
  for (const { code, atInquiry, atPay, atStatus } of iakCodes) {
    const data = { ...sample(), response_code: code };
    say(data);
    const inquiry = await provider.inquire(order);
    const asked = inquiry.kind === 'bill' ? 'bill' : inquiry.code;
    expect([code, asked]).toEqual([code, atInquiry ?? 'provider-down']);

    const atOnce = await provider.pay(order);
    const word = atPay === 'paid' ? 'paid' : isRefusal(atPay) ? `refused ${atPay}` : `pending ${atPay}`;
    expect([code, short(atOnce)]).toEqual([code, word]);

    // Without `status` nothing is final, with the one that agrees it is, with any other it is a contradiction.
    const agreeing = statusThatAgrees(atStatus);
    const final = atStatus === 'paid' ? 'paid' : isRefusal(atStatus) ? `refused ${atStatus}` : `pending ${atStatus}`;
    const unsaid = atStatus === 'paid' ? 'pending contradiction' : isRefusal(atStatus) ? 'pending doubtful' : final;
    expect([code, short(await ask(provider, order))]).toEqual([code, unsaid]);
    for (const status of ['0', '1', '2', '3', '9']) {
      say({ ...data, status });
      const expected = agreeing === null || agreeing === status ? final : 'pending contradiction';
      expect([code, status, short(await ask(provider, order))]).toEqual([code, status, expected]);
    }
  }
});

test('"already paid" and "not received" refuse nothing at a status check unless it failed for certain', async () => {
  const { provider, say } = await openTold('json');
  for (const [code, status, expected] of [
    ['42', 0, 'pending not-received'],
    ['02', 0, 'pending not-received'],
    ['42', 2, 'pending contradiction'],
    ['34', 2, 'refused already-paid'],
    ['34', 1, 'pending contradiction'],
    ['103', 2, 'refused rejected'],
    ['105', 3, 'pending contradiction'],
    ['999', 2, 'pending unknown-code'],
    ['999', 1, 'pending unknown-code'],
    ['06', 2, 'pending doubtful'],
  ] as const) {
    say({ ...sample(), response_code: code, status });
    expect([code, status, short(await ask(provider, order))]).toEqual([code, status, expected]);
  }
  say({ response_code: '37', message: 'PEMBAYARAN GAGAL', status: 2 });
  expect(short(await ask(provider, order))).toBe('pending doubtful');
});

const bent: readonly (readonly [string, Parameters<typeof sample>[0], string])[] = [
  ['another ref_id', { ref_id: 'ANOTHER' }, 'pending other-payment'],
  ['another customer', { hp: '530000000001' }, 'pending other-payment'],
  ['another tr_id', { tr_id: 9732793 }, 'pending other-payment'],
  ['another product', { code: 'PLNNONTAG' }, 'pending other-payment'],
  ['another price', { price: 302_501 }, 'pending other-payment'],
  ['no ref_id', { ref_id: undefined }, 'pending other-payment'],
  ['no tr_id', { tr_id: undefined }, 'pending other-payment'],
  ['no hp', { hp: '' }, 'pending other-payment'],
  ['no price', { price: undefined }, 'pending other-payment'],
  ['a fraction for a price', { price: '302500.50' }, 'pending unreadable-reply'],
  ['a negative admin fee', { admin: -2_500 }, 'pending unreadable-reply'],
  ['a negative deduction', { selling_price: '-301900' }, 'pending unreadable-reply'],
  ['no code', { response_code: undefined }, 'pending unreadable-reply'],
  ['a code nobody documented', { response_code: '777' }, 'pending unknown-code'],
  ['a code without its zero', { response_code: '0' }, 'pending unknown-code'],
  ['a status that says failed', { status: 2 }, 'pending contradiction'],
  ['a failure whose status says paid', { status: 1, response_code: '37' }, 'pending contradiction'],
  ['a failure of another payment', { ref_id: 'ANOTHER', response_code: '37' }, 'pending other-payment'],
  ['no product code', { code: undefined }, 'paid'],
  ['words of failure', { message: 'GAGAL' }, 'paid'],
  ['amounts and tr_id as text', { price: '302500', admin: '2500', nominal: '300000', tr_id: '9732792' }, 'paid'],
  ['a desc of nothing', { desc: '' }, 'paid'],
];

test.for(formats.flatMap((format) => bent.map(([what, change, expected]) => ({ format, what, change, expected }))))(
  'a payment answered in $format with $what: $expected',
  async ({ format, change, expected }) => {
    const { provider, say, fake } = await openTold(format);
    say(sample(change));
    expect(short(await provider.pay(order))).toBe(expected);
    expect(fake.arrived).toHaveLength(1);
    if (change?.['status'] === undefined) {
      const refuses = expected.startsWith('refused');
      say(sample({ status: refuses ? 2 : 1, ...change }));
      const other = change?.['response_code'] === '37' ? 'pending other-payment' : expected;
      expect(short(await ask(provider, order))).toBe(other);
    }
  },
);

test('what only the answer to a payment tells comes with it', async () => {
  const { provider, say } = await openTold('xml');
  say(sample({ noref: '', desc: '' }));
  expect(await provider.pay(order)).toMatchObject({
    kind: 'paid',
    reference: null,
    warning: 'no-reference',
    details: null,
    remainingBills: null,
    commission: 600,
    balance: 997_586_108,
  });
  say(sample({ noref: undefined, no_ref: 'A1', selling_price: 302_600 }));
  expect(await provider.pay(order)).toMatchObject({ reference: 'A1', commission: null, warning: 'deposit-mismatch' });
  say(sample({ admin: 2_600, nominal: 299_900 }));
  expect(await provider.pay(order)).toMatchObject({ warning: 'total-mismatch' });
});

test.for([
  [400, '{"error_details":{"sign":["wajib"]}}', 'refused rejected'],
  [400, '<mp><error_details>wajib</error_details></mp>', 'refused rejected'],
  [400, '{"data":{"response_code":"17","message":"SALDO"}}', 'refused deposit-low'],
  [400, '{"data":{"response_code":"00"}}', 'pending http-status'],
  [400, '{"data":{"response_code":"39"}}', 'pending http-status'],
  [400, '{"data":{"response_code":"37","ref_id":"ANOTHER"}}', 'pending other-payment'],
  [400, '<html>proxy</html>', 'pending http-status'],
  [400, '', 'pending http-status'],
  [401, '{"data":{"response_code":"37"}}', 'pending http-status'],
  [404, '{}', 'pending http-status'],
  [409, '{}', 'pending http-status'],
  [429, '{}', 'pending http-status'],
  [500, '{"data":{"response_code":"37"}}', 'pending http-status'],
  [502, '<html>', 'pending http-status'],
  [201, '{"data":{"response_code":"37"}}', 'pending http-status'],
  [200, '', 'pending unreadable-reply'],
  [200, '{}', 'pending unreadable-reply'],
  [200, '[]', 'pending unreadable-reply'],
  [200, '<html>Login</html>', 'pending unreadable-reply'],
] as const)('HTTP %i with %s: %s at a payment', async ([status, body, expected]) => {
  for (const format of formats) {
    const { provider, sayRaw } = await openTold(format);
    sayRaw(body, status);
    expect(short(await provider.pay(order))).toBe(expected);
    expect(await ask(provider, order)).toMatchObject({ kind: 'pending' });
    expect(await provider.inquire(order)).toMatchObject({ kind: 'failed', code: 'provider-down' });
  }
});

test('an answer in the other format is not read', async () => {
  for (const [format, other] of [
    ['json', 'xml'],
    ['xml', 'json'],
  ] as const) {
    const { provider, sayRaw } = await openTold(format);
    sayRaw(bodyIn(other, sample()));
    expect(short(await provider.pay(order))).toBe('pending unreadable-reply');
  }
});

test('the XML sample with mismatched tags settles no payment and sells no bill', async () => {
  const { provider, sayRaw } = await openTold('xml');
  sayRaw(readFileSync('test/fixtures/iak/inquiry.nontaglist.malformed.xml', 'utf8'));
  const nonTaglist = { ...order, product: 'pln-nontaglist', customerNumber: '3225030005901' } as const;
  expect(short(await provider.pay(nonTaglist))).toBe('pending unreadable-reply');
  expect(await provider.inquire(nonTaglist)).toMatchObject({ kind: 'failed', code: 'provider-down' });
});

test('an inquiry answered for somebody else sells no bill', async () => {
  const { provider, say } = await openTold('json');
  for (const change of [{ ref_id: 'ANOTHER' }, { hp: '530000000001' }, { code: 'PLNNONTAG' }, { ref_id: undefined }]) {
    say(sample(change));
    expect(await provider.inquire(order)).toMatchObject({ kind: 'failed', code: 'provider-down' });
  }
  say({ response_code: '01', message: 'SUDAH', hp: '530000000001' });
  expect(await provider.inquire(order)).toMatchObject({ code: 'provider-down', providerMessage: null });
});

test('the requests are the documented ones, the same order makes the same bytes, and no secret is kept', async () => {
  for (const format of formats) {
    const { provider, fake } = await openTold(format);
    // A server that repeats what it was sent.
    fake.answer((_path, body) => ({ raw: reply(200, bodyIn(format, sample({ message: `${body} ${apiKey}` }))) }));
    const kept = [
      await provider.inquire(order),
      await provider.pay(order),
      await provider.pay(order),
      await ask(provider, order),
      await provider.balance?.(),
      await provider.products?.(),
    ];
    fake.answer((_path, body) => ({ raw: reply(200, bodyIn(format, sample({ response_code: '37', message: body }))) }));
    kept.push(await provider.pay(order), await ask(provider, order), await provider.inquire(order));
    const bodies = fake.arrived.map(({ body }) => body);
    const heads = fake.arrived.map(({ head }) => head.split('\r\n')[0]);
    expect(bodies[2]).toBe(bodies[1]);
    expect(heads[4]).toBe('POST /api/check-balance HTTP/1.1');
    expect(heads[5]).toBe('POST /api/v1/bill/check/pln HTTP/1.1');
    expect(new Set(heads.slice(0, 4))).toEqual(new Set(['POST /api/v1/bill/check HTTP/1.1']));
    expect(fake.arrived[0]?.head.toLowerCase()).toContain(`content-type: application/${format}`);
    // The words that a person is shown count too.
    const exchanges = JSON.stringify(kept);
    expect(exchanges).toContain('[secret]');
    for (const body of bodies) {
      const sign = /[0-9a-f]{32}/.exec(body)?.[0] ?? 'none';
      expect(sign).not.toBe('none');
      expect(exchanges).not.toContain(sign);
    }
    expect(exchanges).not.toContain('CANARY');
  }
});
