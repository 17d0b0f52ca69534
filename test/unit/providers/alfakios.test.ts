import { expect, test } from 'vitest';
import { alfakios } from '../../../electron/providers/alfakios/index.ts';
import { billFrom } from '../../../electron/providers/alfakios/bills.ts';
import { parseReply } from '../../../electron/providers/alfakios/messages.ts';
import { readJson } from '../../../electron/providers/wire/read-json.ts';
import { rupiah } from '../../../shared/money.ts';
import { sampleInquiry } from '../../harness/counter.ts';

function billOf(data: Record<string, unknown>): ReturnType<typeof billFrom> {
  const reply = parseReply(sampleInquiry(data));
  return reply && billFrom(reply, 'pln-postpaid');
}

test('a bill without sensible amounts is no bill', () => {
  for (const data of [
    { amount: null },
    { unit_price: null },
    { amount: '-1' },
    { amount: '285000.50' },
    { unit_price: '100' },
    { amount: '0', unit_price: '0' },
    { amount: '9'.repeat(30) },
  ]) {
    expect(billOf(data)).toBeNull();
  }
});

test('inner amounts that disagree keep the bill and warn', () => {
  const inner = { nama_pelanggan: 'A', periode: 'APR 2024', tagihan: '285000', admin: '6000' };
  expect(billOf({ data: inner })).toMatchObject({ warning: null });
  expect(billOf({ data: { ...inner, admin: '5000' } })).toMatchObject({ warning: 'total-mismatch', admin: 6_000 });
  expect(billOf({ data: { ...inner, tagihan: '1' } })).toMatchObject({ warning: 'total-mismatch', bill: 285_000 });
  expect(billOf({ data: { ...inner, periode: '?' } })).toMatchObject({ warning: 'period-unknown', periods: [] });
});

test('a ref_id beyond 2^53 keeps every digit, as text or as a number', () => {
  expect(billOf({})?.memo).toEqual({ refId: '1777946295495371000' });
  const asNumber = sampleInquiry()
    .replace('"1777946295495371001"', '1777946295495371001')
    .replace(/"ref_id":"\d+"/, '"ref_id":1777946295495371001');
  const reply = parseReply(asNumber);
  expect(reply && billFrom(reply, 'pln-postpaid')?.memo).toEqual({ refId: '1777946295495371001' });
});

test('JSON is read exactly or not at all', () => {
  expect(readJson('{"a":1777946295495371001,"b":1.5,"c":12}')).toEqual({ a: '1777946295495371001', b: '1.5', c: 12 });
  expect(readJson('{"a":')).toBeUndefined();
  expect(readJson('['.repeat(33) + ']'.repeat(33))).toBeUndefined();
  expect(readJson('{"a":1,"b":{"a":2},"c":[{"a":3},{"a":4}]}')).toBeDefined();
  expect(readJson('{"price":1,"price":2}')).toBeUndefined();
  expect(readJson('{"a":{"price":1,"pric\\u0065" : 2}}')).toBeUndefined();
  expect(readJson('{"a":"b","b":"a"}')).toEqual({ a: 'b', b: 'a' });
  expect(readJson(`{"a":"${'['.repeat(100)}"}`)).toEqual({ a: '['.repeat(100) });
  expect(readJson(`"${'\\"'.repeat(200_000)}"`)).toBe('"'.repeat(200_000));
});

test('a product without a code went out as a request for no product', async () => {
  const settings = { enabled: true, apiKey: 'key', productCodes: {}, timeoutMs: { inquiry: 1, pay: 1, status: 1 } };
  const neverSends = () => Promise.reject(new Error('nothing is sent here'));
  const provider = alfakios({ ...settings, baseUrl: 'https://a.test', resend: true }, neverSends);
  const order = { product: 'pln-postpaid', customerNumber: '512345678901', providerRef: 'R1' } as const;
  const payment = { ...order, bill: rupiah(285_000), admin: rupiah(6_000), memo: {} };
  expect(await provider.inquire(order)).toMatchObject({ kind: 'failed', code: 'provider-down' });
  expect(await provider.pay(payment)).toMatchObject({ kind: 'refused', code: 'not-sent' });
  expect(await provider.checkStatus?.(payment)).toMatchObject({ kind: 'pending' });
});
