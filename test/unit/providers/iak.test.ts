import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Product } from '../../../shared/product.ts';
import { paidWarning } from '../../../electron/providers/iak/answers.ts';
import { billFrom, paidDetails } from '../../../electron/providers/iak/bills.ts';
import { iakCodes, rowOf, statusThatAgrees } from '../../../electron/providers/iak/codes.ts';
import {
  messageOf,
  parseReply,
  productsFrom,
  remainingOf,
  writeRequest,
} from '../../../electron/providers/iak/messages.ts';
import { iak, iakFacts } from '../../../electron/providers/iak/index.ts';
import { sign, signSuffix } from '../../../electron/providers/iak/sign.ts';
import { isRefusal } from '../../../electron/providers/provider.ts';
import { readXml, writeXml, type XmlValue } from '../../../electron/providers/wire/read-xml.ts';
import { rupiah } from '../../../shared/money.ts';

type Fields = Record<string, unknown>;

function text(name: string): string {
  return readFileSync(`test/fixtures/iak/${name}`, 'utf8');
}

function sampleBody(name: string): Fields {
  return (JSON.parse(text(name)) as { body: Fields }).body;
}

// `printf '%s' 0812345678900apikey123cs | md5sum`, and so on.
test.for([
  ['09128374655', '55d1ddc1a88e7ca3e9867111b8a816a3'],
  ['9732792', 'ef3cac7c5b52ea061fdad06dd8be6ce0'],
  [signSuffix.status, 'e4ccd7d36c4b2eb5c1be364ef2e6587b'],
  [signSuffix.priceList, '9a74456c3c7aecdb8e308bf302bc049a'],
  [signSuffix.balance, 'c0d75b7e9f432ea55b7e581935e0313e'],
] as const)('what ends with %s is signed %s', ([suffix, expected]) => {
  expect(sign({ username: '0812345678900', apiKey: 'apikey123' }, suffix)).toBe(expected);
});

test.for(['payment.request', 'inquiry.nontaglist-request'])('%s is written as the documents show it', (name) => {
  const fields = sampleBody(`${name}.json`) as Record<string, string>;
  expect(JSON.parse(writeRequest('json', fields))).toEqual(fields);
  expect(readXml(text(`${name}.xml`))).toEqual(fields);
  expect(readXml(writeRequest('xml', fields))).toEqual(fields);
});

test('the payment samples say the same in JSON and in XML, but for the time and the balance', () => {
  const json = parseReply('json', JSON.stringify(sampleBody('payment.success.json')));
  const xml = parseReply('xml', text('payment.success.xml'));
  expect(xml).toEqual({ ...json, balance: '73657753', noref: null, no_ref: json?.noref });
  const quoted = { product: 'pln-postpaid', bill: rupiah(300_000), admin: rupiah(2_500) } as const;
  for (const reply of [json, xml]) {
    expect(reply && paidWarning(reply, quoted)).toBeNull();
    expect(reply && remainingOf(reply)).toBe(0);
    expect(reply && paidDetails(reply, 'pln-postpaid')).toEqual({
      tariff: 'R1',
      power: '1300',
      standStart: '00080000',
      standEnd: '00080000',
      penalty: 0,
    });
  }
});

/** The document's non-taglist inquiry, in both formats where both are well-formed. */
test('the non-taglist inquiry sample becomes a bill', () => {
  const { data } = sampleBody('inquiry.nontaglist.json') as { data: Record<string, XmlValue> };
  for (const reply of [parseReply('json', JSON.stringify({ data })), parseReply('xml', writeXml(data))]) {
    expect(reply && billFrom(reply, 'pln-nontaglist', 'PLNNONTAG')).toEqual({
      customerName: 'JAYUSMAN',
      periods: [],
      bills: [],
      bill: 696_400,
      admin: 1_600,
      commission: 1_800,
      remainingBills: null,
      warning: null,
      details: {
        kind: 'PENYAMBUNGAN BARU',
        registrationNumber: '5392112011703',
        registrationDate: '20120524',
      },
      balance: null,
      memo: { trId: '219346108', productCode: 'PLNNONTAG' },
    });
  }
  expect(parseReply('xml', text('inquiry.nontaglist.malformed.xml'))).toBeNull();
});

/** A postpaid inquiry made of the payment sample, with fields changed. */
function postpaid(change: Fields = {}, desc: unknown = {}): ReturnType<typeof billFrom> {
  const { data } = sampleBody('payment.success.json') as { data: Fields };
  const descNow = typeof desc === 'object' ? { ...(data['desc'] as Fields), ...desc } : desc;
  const reply = parseReply('json', JSON.stringify({ data: { ...data, ...change, desc: descNow } }));
  return reply && billFrom(reply, 'pln-postpaid' satisfies Product, 'PLNPOSTPAID');
}

function months(...of: readonly (readonly [periode: string, total: unknown, denda?: unknown])[]): Fields {
  return { tagihan: { detail: of.map(([periode, total, denda = '0']) => ({ periode, total, denda })) } };
}

test('numbers may come as text, amounts with decimals of nothing, and a long tr_id keeps its digits', () => {
  expect(postpaid({ price: '302500.00', admin: '2500', nominal: '300000', selling_price: '301900' })).toMatchObject({
    bill: 300_000,
    admin: 2_500,
    commission: 600,
    warning: null,
  });
  expect(postpaid({ tr_id: '0009732792' })?.memo['trId']).toBe('0009732792');
  expect(postpaid({ tr_id: '12345678901234567890' })?.memo['trId']).toBe('12345678901234567890');
});

test('an inquiry without sensible amounts or without a tr_id is no bill', () => {
  for (const change of [
    { price: null },
    { admin: null },
    { price: 302_500.5 },
    { price: '-302500' },
    { price: '1e5' },
    { price: 0, admin: 0, nominal: 0 },
    { price: 2_500 },
    { admin: -1 },
    { nominal: '300000.50' },
    { selling_price: '-1' },
    { tr_id: null },
    { tr_id: 'abc' },
  ]) {
    expect(postpaid(change)).toBeNull();
  }
});

test('the commission is what the deposit is spared, and unknown where it would be a loss', () => {
  expect(postpaid({ selling_price: 302_500 })?.commission).toBe(0);
  expect(postpaid({ selling_price: 302_501 })?.commission).toBeNull();
  expect(postpaid({ selling_price: null })?.commission).toBeNull();
});

test('parts that do not add up keep the bill and warn', () => {
  expect(postpaid({ nominal: 299_000 })).toMatchObject({ warning: 'total-mismatch', bill: 300_000, admin: 2_500 });
  expect(postpaid({}, months(['201608', 302_499]))).toMatchObject({ warning: 'total-mismatch' });
  expect(postpaid({}, months(['201608', null]))).toMatchObject({ warning: 'total-mismatch' });
});

test('the months come from the bills, oldest first, with the first and the last meter reading', () => {
  const detail = [
    { periode: '201609', total: 100_000, denda: '3000', meter_awal: '00000200', meter_akhir: '00000300' },
    { periode: '201608', total: 202_500, denda: 5000, meter_awal: '00000100', meter_akhir: '00000200' },
  ];
  expect(postpaid({ period: '201608,201609' }, { lembar_tagihan: '2', tagihan: { detail } })).toMatchObject({
    periods: ['2016-08', '2016-09'],
    warning: null,
    details: { standStart: '00000100', standEnd: '00000300', penalty: 8_000 },
  });
});

test.for([
  [{ period: '201608' }, '', ['2016-08'], null],
  [{ period: '201608' }, { tagihan: '', lembar_tagihan: '1' }, ['2016-08'], null],
  [{ period: '201608,201610' }, { tagihan: '', lembar_tagihan: '3' }, [], 'period-unknown'],
  [{ period: 'AGS 2016' }, '', [], 'period-unknown'],
  [{ period: '201613' }, '', [], 'period-unknown'],
  [{ period: '' }, '', [], 'period-unknown'],
  [{}, months(['MEI 2016', 302_500]), [], 'period-unknown'],
] as const)('a period %j with desc %j means %j', ([change, desc, periods, warning]) => {
  expect(postpaid(change, desc)).toMatchObject({ periods, warning });
});

test('of eight bills the price decides which are paid', () => {
  const of = (count: number) =>
    months(...Array.from({ length: count }, (_unused, at) => [`20160${at + 1}`, 50_000] as const));
  const four = ['2016-01', '2016-02', '2016-03', '2016-04'];
  const sums = (price: number) => ({ price, admin: 10_000, nominal: price - 10_000, selling_price: price });
  const priced = (price: number) => ({ ...sums(price), period: '201601' });
  expect(postpaid(priced(200_000), { ...of(8), lembar_tagihan: '8' })).toMatchObject({
    periods: four,
    remainingBills: null,
    warning: null,
  });
  expect(postpaid(priced(200_000), { ...of(4), lembar_tagihan: '8' })).toMatchObject({ periods: four, warning: null });
  expect(postpaid(priced(400_000), of(8))?.periods).toHaveLength(8);
  expect(postpaid(priced(150_000), of(8))).toMatchObject({ warning: 'total-mismatch' });
});

test('a desc of nothing says nothing, and undoes nothing the inquiry said', () => {
  for (const desc of ['', [], null, {}]) {
    const reply = parseReply('json', JSON.stringify({ data: { response_code: '00', desc } }));
    expect(reply && [paidDetails(reply, 'pln-postpaid'), remainingOf(reply)]).toEqual([null, null]);
  }
});

test('words are found wherever an error may put them', () => {
  const said = (format: 'json' | 'xml', body: string) => messageOf(format, body).message;
  expect(said('json', '{"data":{"message":" GAGAL "}}')).toBe('GAGAL');
  expect(said('json', '{"error_details":{"tr_id":["wajib","angka"],"n":1}}')).toBe('wajib; angka');
  expect(said('xml', '<mp><error_details>wajib</error_details></mp>')).toBe('wajib');
  expect(said('json', '<html>')).toBeNull();
});

test('the price list is read in both formats', () => {
  const pasca = [
    { code: 'PLNPOSTPAID', name: 'PLN Postpaid', status: 1, fee: 2_500 },
    { code: 'PLNNONTAG', name: 'PLN Nontaglis', status: 4, fee: '1600' },
  ];
  const expected = [
    { code: 'PLNPOSTPAID', name: 'PLN Postpaid', active: true, admin: 2_500 },
    { code: 'PLNNONTAG', name: 'PLN Nontaglis', active: false, admin: 1_600 },
  ];
  expect(productsFrom('json', JSON.stringify({ data: { pasca } }))).toEqual(expected);
  expect(productsFrom('xml', writeXml({ data: { pasca } }))).toEqual(expected);
  expect(productsFrom('xml', writeXml({ data: { pasca: pasca.slice(0, 1) } }))).toEqual(expected.slice(0, 1));
  expect(productsFrom('json', '{"data":{"response_code":"100"}}')).toBeNull();
});

/** The whole table of "Response Code". */
const documented =
  '00 01 02 03 04 05 06 07 08 09 10 11 13 14 15 16 17 20 30 31 32 33 34 35 36 37 38 39 40 41 42 91 92 93 94 ' +
  '100 101 102 103 105 106 107 108 109 110 117 118 201';

test('every documented code has one row, and only 00 is success', () => {
  expect(iakCodes.map(({ code }) => code)).toEqual(documented.split(' '));
  expect(iakCodes.filter((row) => [row.atPay, row.atStatus].includes('paid')).map(({ code }) => code)).toEqual(['00']);
  expect(iakCodes.filter((row) => row.atInquiry === 'bill').map(({ code }) => code)).toEqual(['00']);
  expect(rowOf('999')).toBeNull();
});

test('what is documented as pending, not received or doubtful refuses no payment', () => {
  const pending = iakCodes.filter(({ atPay }) => atPay !== 'paid' && !isRefusal(atPay));
  expect(Object.fromEntries(pending.map(({ code, atPay }) => [code, atPay]))).toEqual({
    '01': 'doubtful',
    '02': 'not-received',
    '05': 'in-process',
    '11': 'doubtful',
    '33': 'doubtful',
    '34': 'doubtful',
    '39': 'in-process',
    '40': 'doubtful',
    '42': 'not-received',
    '91': 'doubtful',
    '92': 'doubtful',
    '103': 'doubtful',
    '105': 'doubtful',
    '201': 'in-process',
  });
});

test('a status goes with each meaning that can be final', () => {
  expect(
    ['paid', 'rejected', 'already-paid', 'in-process', 'not-received'].map((one) => statusThatAgrees(one as 'paid')),
  ).toEqual(['1', '2', '2', '3', '0']);
  expect(statusThatAgrees('doubtful')).toBeNull();
});

test('the deposit is asked where its host is known', () => {
  const settings = {
    enabled: true,
    username: '081',
    apiKey: 'key',
    format: 'json',
    productCodes: {},
    timeoutMs: { inquiry: 1, pay: 1, status: 1 },
  } as const;
  const neverSends = () => Promise.reject(new Error('nothing is sent here'));
  const sandbox = iak({ ...settings, baseUrl: 'https://testpostpaid.mobilepulsa.net' }, neverSends);
  const production = iak({ ...settings, baseUrl: 'https://mobilepulsa.net/' }, neverSends);
  const configured = iak({ ...settings, baseUrl: 'https://a.test', prepaidBaseUrl: 'https://b.test/' }, neverSends);
  expect([sandbox.hosts, sandbox.balance]).toEqual([['testpostpaid.mobilepulsa.net'], undefined]);
  expect([production.hosts, typeof production.balance]).toEqual([['mobilepulsa.net', 'prepaid.iak.id'], 'function']);
  expect([configured.hosts, typeof configured.balance]).toEqual([['a.test', 'b.test'], 'function']);
  expect(iakFacts).toMatchObject({ sameDay: true, cutOff: { fromHour: 23, toHour: 1 } });
});
