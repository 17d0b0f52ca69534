import { expect, test } from 'vitest';
import { billFrom, standFrom } from '../../../electron/providers/ayoconnect/bills.ts';
import { tariffFrom } from '../../../shared/products/pln-postpaid/tariff.ts';
import {
  footerOf,
  messageOf,
  parseReply,
  payRequest,
  referenceOf,
} from '../../../electron/providers/ayoconnect/messages.ts';
import { tokenOf } from '../../../electron/providers/ayoconnect/sign.ts';
import { documented, sampleBody } from '../../harness/ayoconnect.ts';

/** The document's answer with fields of `data` changed. */
function replyOf(name: string, data: Record<string, unknown> = {}) {
  const reply = parseReply(JSON.stringify(sampleBody(name, data)));
  if (!reply) throw new Error('the sample must be readable');
  return reply;
}

const billOf = (data: Record<string, unknown> = {}) => billFrom(replyOf('inquiry.success', data), 'pln-postpaid');

test.for([
  ['R1/000000450', 'R1', '450'],
  ['R1/000000450VA', 'R1', '450'],
  ['R1M/000000900VA', 'R1M', '900'],
  ['R2/TR/000002200 va', 'R2/TR', '2200'],
  ['R1/000000450,R1/000000450', 'R1', '450'],
  ['R1/000000450,R1/000000900', 'R1/000000450,R1/000000900', null],
  ['R1', 'R1', null],
  [null, null, null],
] as const)('tariff and power of "%s"', ([text, tariff, power]) => {
  expect(tariffFrom(text)).toEqual({ tariff, power });
});

test.for([
  ['470300-475700', '470300', '475700'],
  ['00470300 - 00475700', '00470300', '00475700'],
  ['100-200,200-300, 300-450', '100', '450'],
  ['100-200,?', null, null],
  ['', null, null],
  [null, null, null],
] as const)('the stand meter of "%s"', ([text, standStart, standEnd]) => {
  expect(standFrom(text)).toEqual({ standStart, standEnd });
});

test("the document's inquiry is exactly this bill", () => {
  expect(billOf()).toEqual({
    customerName: 'TEST',
    periods: ['2016-02'],
    bills: [
      {
        ...{ period: '2016-02', amount: 19_220, penalty: 3_000, admin: 3_000 },
        ...{ standStart: '470300', standEnd: '475700', dueDate: '2016-03-20', usage: 5_400 },
      },
    ],
    bill: 22_220,
    admin: 3_000,
    commission: null,
    remainingBills: null,
    warning: null,
    details: { tariff: 'R1', power: '450', standStart: '470300', standEnd: '475700', penalty: 3_000 },
    balance: null,
    memo: { inquiryId: '2692552' },
  });
});

test('labels are found in odd case, amounts as text or number', () => {
  const odd = billOf({
    amount: '25220',
    totalAdmin: '2500.00',
    processingFee: 500,
    customerName: null,
    customerDetails: null,
    customerDetail: [{ Key: 'NAMA  PELANGGAN', Value: ' BU TEST ' }],
    billDetails: [
      {
        BillId: 1,
        billInfo: [
          { key: ' DENDA ', value: 3000 },
          { key: 'stand meter', value: '470300-475700' },
          { key: 'BULAN', value: 'feb 2016' },
        ],
        key: 'Jumlah Tagihan',
        value: '22220',
      },
      { billId: 0, billInfo: null, key: 'BIAYA ADMINISTRASI', value: '3000' },
    ],
    productDetails: [null, 7, { key: 'total tarif / daya', value: 'R1/450 VA' }, { key: 'BL/TH', value: null }],
  });
  expect(odd).toMatchObject({
    customerName: 'BU TEST',
    periods: ['2016-02'],
    bill: 22_220,
    admin: 3_000,
    warning: null,
  });
  expect(odd?.details).toEqual({
    tariff: 'R1',
    power: '450',
    standStart: '470300',
    standEnd: '475700',
    penalty: 3_000,
  });
});

test.for([null, [], {}, 'text', 7, [null, [], 'x', { key: 'Bulan' }]])(
  'lists that are %j keep the bill and warn',
  (list) => {
    const bare = { customerDetails: list, billDetails: list, productDetails: list, extraFields: list };
    expect(billOf(bare)).toMatchObject({ bill: 22_220, admin: 3_000, customerName: 'TEST', periods: [] });
    // A list with an entry that says no amount is worse than none.
    const warning = Array.isArray(list) && list.length > 0 ? 'total-mismatch' : 'period-unknown';
    expect(billOf(bare)?.warning).toBe(warning);
    expect(billOf(bare)?.details).toEqual({
      tariff: null,
      power: null,
      standStart: null,
      standEnd: null,
      penalty: null,
    });
  },
);

test('three bills without and with a breakdown', () => {
  const info = (at: number) => [
    { key: 'Denda', value: '1000' },
    { key: 'Stand Meter', value: `${at}00-${at + 1}00` },
    { key: 'Bulan', value: ['Jan24', 'Feb24', 'Mar24'][at - 1] },
  ];
  const entries = [38_661, 46_878, 10_000].map((value, at) => ({
    billId: String(at + 1),
    billInfo: info(at + 1),
    key: 'Jumlah Tagihan',
    value,
  }));
  const admin = { billId: '0', billInfo: [], key: 'Biaya Administrasi', value: 6_000 };
  const amounts = { amount: 101_539, totalAdmin: 6_000, billDetails: [...entries, admin], productDetails: [] };
  const three = { bill: 95_539, admin: 6_000, periods: ['2024-01', '2024-02', '2024-03'], warning: null };
  expect(billOf(amounts)).toMatchObject({ ...three, details: { standStart: '100', standEnd: '400', penalty: 3_000 } });
  const joined = [
    { key: 'BL/TH', value: 'Jan24,Feb24,Mar24' },
    { key: 'Stand Meter', value: '100-200,200-300,300-400' },
  ];
  const together = { ...amounts, billDetails: [], productDetails: joined };
  expect(billOf(together)).toMatchObject({ ...three, details: { standStart: '100', standEnd: '400', penalty: null } });
});

test('details that do not add up keep the bill and warn', () => {
  const entry = (value: unknown) => ({ billId: '1', billInfo: [{ key: 'Bulan', value: 'Feb16' }], key: 'x', value });
  expect(billOf({ billDetails: [entry(22_221)] })).toMatchObject({ warning: 'total-mismatch', bill: 22_220 });
  expect(billOf({ billDetails: [entry(null)] })).toMatchObject({ warning: 'total-mismatch' });
  expect(billOf({ billDetails: [{ key: 'Biaya Administrasi', value: 1 }] })).toMatchObject({
    warning: 'total-mismatch',
  });
  expect(billOf({ billDetails: [entry(22_220)] })).toMatchObject({ warning: null });
});

test('a bill without sensible amounts or an inquiry id is no bill', () => {
  for (const data of [
    { amount: null },
    { amount: -1 },
    { amount: 25_220.5 },
    { amount: 0, totalAdmin: 0 },
    { amount: 2_999 },
    { amount: '9'.repeat(30) },
    { totalAdmin: null },
    { totalAdmin: 'gratis' },
    { processingFee: -1 },
    { inquiryId: null },
    { inquiryId: 'abc' },
  ]) {
    expect(billOf(data)).toBeNull();
  }
});

test('an inquiry id keeps every digit and goes out as an integer', () => {
  const body = JSON.stringify(sampleBody('inquiry.success')).replace('2692552', '1777946295495371001');
  const reply = parseReply(body);
  const memo = (reply && billFrom(reply, 'pln-postpaid')?.memo) ?? {};
  expect(memo).toEqual({ inquiryId: '1777946295495371001' });
  expect(payRequest('partner-id', { ...documented, memo }, 'product-code')).toContain(
    '"inquiryId":1777946295495371001,',
  );
  expect(payRequest('partner-id', { ...documented, memo: {} }, 'product-code')).toBeNull();
});

test('the payment request is byte for byte the one of the document', () => {
  const text = payRequest('partner-id', documented, 'product-code');
  expect(text).toBe(JSON.stringify(sampleBody('payment.request')));
});

test('the token is what an independent program makes of the same object', () => {
  // Made with Python's hmac and base64.
  expect(tokenOf(JSON.stringify(sampleBody('inquiry.request')), 'secret-of-a-test')).toBe(
    'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJwYXJ0bmVySWQiOiJwYXJ0bmVyLWlkIiwiYWNjb3VudE51bWJlciI6IjUxNjA3MDM3Nzc3NSIs' +
      'InByb2R1Y3RDb2RlIjoicHJvZHVjdC1jb2RlIn0.YcKJsLtDCbKuiHXvFL_ie8PvdKdzsc9aMzlf8Suk99I',
  );
  expect(tokenOf('{"partnerId":"Warung Bu Déwi","refNumber":"rg6ytrdvrvr4"}', 'kunci-rahasia-é')).toBe(
    'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJwYXJ0bmVySWQiOiJXYXJ1bmcgQnUgRMOpd2kiLCJyZWZOdW1iZXIiOiJyZzZ5dHJkdnJ2cjQi' +
      'fQ.ObYJVN3Mj9lrjZInn3yw0VSvz1ejP0l_1nqfWdkalMo',
  );
});

test('the reference is the label, else the token, and "N/A" is none', () => {
  const reference = (data: Record<string, unknown>) => referenceOf(replyOf('status.success', data));
  const label = (value: unknown) => ({ productDetails: [{ key: 'NOMOR REFERENSI', value }] });
  expect(reference({})).toBe('50AD91282Q0A999QWE9');
  expect(reference({ productDetails: null })).toBe('90223341235343455');
  expect(reference(label('N/A'))).toBe('90223341235343455');
  expect(reference({ ...label(''), token: 'n/a' })).toBeNull();
  expect(reference({ ...label(null), token: '' })).toBeNull();
  expect(reference({ ...label(123), token: '' })).toBe('123');
});

test("the footer is the answer's own, else the document's", () => {
  const footer = (extraFields: unknown) => footerOf(replyOf('status.success', { extraFields }));
  const own = ['PLN menyatakan struk ini sah.', 'Info: PLN 123'];
  const documented = [
    'PLN menyatakan struk ini sebagai bukti pembayaran yang sah.',
    'Terima Kasih',
    'Info Tagihan Hub. Call Senter 234 Hubungi PLN :',
  ];
  for (const none of [[], null, {}, undefined, [{ key: 'Footer', value: '' }], [{ key: 'Kode', value: '0123' }], 5]) {
    expect(footer(none)).toEqual(documented);
  }
  expect(footer(own.map((value, at) => ({ key: `footer${at}`, value })))).toEqual(own);
  expect(footer([{ Key: 'Footer', Value: own.join('\r\n') }])).toEqual(own);
  expect(footer(own)).toEqual(own);
  expect(footer({ a: own[0], b: own[1] })).toEqual(own);
});

test('messages stay apart by language', () => {
  const words = (message: unknown) => messageOf(JSON.stringify({ responseCode: 199, message }));
  expect(words({ ID: 'Sukses', EN: 'Success' })).toEqual({ message: 'Sukses', messageEn: 'Success' });
  expect(words({ EN: 'Success' })).toEqual({ message: 'Success', messageEn: 'Success' });
  expect(words({ ID: '', EN: 'Failed' })).toEqual({ message: 'Failed', messageEn: 'Failed' });
  expect(words('Gagal')).toEqual({ message: 'Gagal', messageEn: null });
  expect(words(null)).toEqual({ message: null, messageEn: null });
  expect(messageOf('<html>')).toEqual({ message: null, messageEn: null });
});

test.for([
  ['{"responseCode":0}', 0],
  ['{"responseCode":"299"}', 299],
  ['{"responseCode":-1}', -1],
  ['{"responseCode":0,"data":[],"message":7}', 0],
  ['{"responseCode":0.5}', null],
  ['{"responseCode":"00"}', null],
  ['{"responseCode":" 0"}', null],
  ['{"responseCode":""}', null],
  ['{"responseCode":null}', null],
  ['{"responseCode":true}', null],
  ['{"success":true}', null],
  ['[]', null],
  ['<html>', null],
] as const)('the code of %s', ([body, code]) => {
  expect(parseReply(body)?.code ?? null).toBe(code);
});
