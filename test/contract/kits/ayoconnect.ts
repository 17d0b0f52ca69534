import { rupiah } from '../../../shared/money.ts';
import { registry } from '../../../electron/providers/index.ts';
import type { PayOrder } from '../../../electron/providers/provider.ts';
import type { Arrived } from '../../harness/fake-provider.ts';
import {
  fixtureBody,
  fromRegistry,
  given,
  headerOf,
  inEachMonth,
  jsonText,
  type Change,
  type Kit,
  type Month,
  type Step,
} from '../kit.ts';

const id = 'ayoconnect';
const apiKey = 'KEY-CANARY/1+=';
const apiSecret = 'SECRET-CANARY/2+=';
const partnerId = 'partner-id';

/** The payment of the document's samples. */
const order: PayOrder = {
  product: 'pln-postpaid',
  customerNumber: '44512356',
  providerRef: 'rg6ytrdvrvr4',
  bill: rupiah(22_220),
  admin: rupiah(3_000),
  memo: { inquiryId: '2681076' },
};

/** The document's answer to a payment only says "in process"; one that says more looks like the answer to a question. */
function answer(step: Step, change: Change = {}): string {
  const asked = step === 'inquiry';
  const body = fixtureBody(id, asked ? 'inquiry.success.json' : 'status.success.json');
  const words = given(change, 'words', undefined);
  const data = {
    ...body.data,
    ...(!asked && { refNumber: given(change, 'reference', order.providerRef) }),
    accountNumber: given(change, 'customer', order.customerNumber),
    amount: given(change, 'amount', 25_220),
    ...(asked && { inquiryId: given(change, 'providerId', 2_692_552) }),
    ...('receipt' in change && {
      productDetails: [{ key: 'Nomor Referensi', value: change.receipt }],
      token: change.receipt,
    }),
    ...change.fields,
  };
  return jsonText({
    ...body,
    responseCode: given(change, 'code', asked ? 300 : 0),
    ...(words !== undefined && { message: { ID: words, EN: words } }),
    ...change.top,
    data,
  });
}

/** The first, the last and one between of a range, leaving out those that have a row of their own. */
function codesIn(range: string): readonly number[] {
  const [first = NaN, last = first] = range.split('–').map(Number);
  if (first === last) return [first];
  const own = new Set(registry.ayoconnect.codes.map(({ code }) => code));
  const all = Array.from({ length: last - first + 1 }, (_unused, at) => first + at);
  const free = all.filter((code) => !own.has(String(code)));
  return [...new Set([free[0], free[Math.floor(free.length / 2)], free.at(-1)])].filter((code) => code !== undefined);
}

/** The token's payload is the request. */
function requestOf(request: Arrived): Readonly<Record<string, unknown>> {
  const payload = headerOf(request, 'TOKEN')?.split('.')[1] ?? '';
  const text = Buffer.from(payload, 'base64url').toString('utf8');
  // Digits beyond what a number holds stay as they are written.
  return JSON.parse(text, (_key, value: unknown, context?: { source?: string }) =>
    typeof value === 'number' && !Number.isSafeInteger(value) ? context?.source : value,
  ) as Record<string, unknown>;
}

/** The entries and labels of the document, for these months. */
function monthsOf(months: readonly Month[]): Readonly<Record<string, unknown>> {
  const names = ['Jan', 'Feb', 'Mar', 'Apr', 'Mei', 'Jun', 'Jul', 'Agu', 'Sep', 'Okt', 'Nov', 'Des'];
  const label = (period: string): string => `${names[Number(period.slice(5)) - 1]}${period.slice(2, 4)}`;
  const stand = `${inEachMonth.standStart}-${inEachMonth.standEnd}`;
  const bills = months.map(({ period, amount, penalty }, at) => ({
    billId: String(at + 1),
    billInfo: [
      { key: 'Rp Tag PLN', value: String(amount) },
      { key: 'Denda', value: String(penalty) },
      { key: 'Jatuh Tempo', value: '20032026' },
      { key: 'Pemakaian', value: `${inEachMonth.usage} kWh` },
      { key: 'Stand Meter', value: stand },
      { key: 'Bulan', value: label(period) },
    ],
    key: 'Jumlah Tagihan',
    value: amount + penalty,
  }));
  return {
    billDetails: [...bills, { billId: '0', billInfo: [], key: 'Biaya Administrasi', value: 3_000 }],
    productDetails: [
      { key: 'Total LBR Tagihan', value: `${months.length} Bulan` },
      { key: 'BL/TH', value: months.map(({ period }) => label(period)).join(',') },
      { key: 'Nomor Referensi', value: '50AD91282Q0A999QWE9' },
    ],
  };
}

/** The document's only month. */
const february = {
  ...{ period: '2016-02', amount: 19_220, penalty: 3_000, admin: 3_000 },
  ...{ standStart: '470300', standEnd: '475700', dueDate: '2016-03-20', usage: 5_400 },
};

const header = 'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9';

const kit: Omit<Kit, 'name' | 'create' | 'connect'> = {
  id,
  format: 'json',
  secrets: [apiKey, apiSecret, partnerId],
  secretsOf: (request) => [headerOf(request, 'TOKEN') ?? ''],
  order,
  answer,
  coded: (step, code, change) =>
    codesIn(code).map((one) => ({ what: String(one), body: answer(step, { ...change, code: one }) })),
  months: {
    fields: (_step, months) => monthsOf(months),
    told: ['amount', 'penalty', 'standStart', 'standEnd', 'dueDate', 'usage'],
  },
  unknown: [-1, -300, 400, 499, 500, 777, 999_999_999, '00', '0.0', ' 0', '', null, true, 0.5, [0], {}, undefined]
    .map((code): Change => ({ code }))
    .concat({ code: 400, top: { success: true } }),
  failure: { inquiry: { code: 303 }, pay: { code: 199 }, status: { code: 199 } },
  balance: {
    body: '{"responseCode":0,"success":true,"data":{"balance":4974780,"currency":"IDR"}}',
    becomes: 4_974_780,
  },
  products: {
    body: jsonText({
      responseCode: 0,
      success: true,
      data: [
        { code: 'product-code', name: 'product-name', active: true, adminFee: 3_000 },
        { code: 'OFF', name: 'Off', active: false, adminFee: null },
      ],
    }),
    becomes: [
      { code: 'product-code', name: 'product-name', active: true, admin: 3_000 },
      { code: 'OFF', name: 'Off', active: false, admin: null },
    ],
  },
  requestOf,
  proofOf: (request) => headerOf(request, 'TOKEN'),
  // Header and request through `openssl base64`, then `openssl dgst -sha256 -hmac "$secret" -binary`, all base64url.
  proofs: {
    inquiry: `${header}.eyJwYXJ0bmVySWQiOiJwYXJ0bmVyLWlkIiwiYWNjb3VudE51bWJlciI6IjQ0NTEyMzU2IiwicHJvZHVjdENvZGUiOiJwcm9kdWN0LWNvZGUifQ.6vfcd0-d__znw1EtGwZ_LwE7VYZfSMSfPppLLxsI9wI`,
    pay: `${header}.eyJwYXJ0bmVySWQiOiJwYXJ0bmVyLWlkIiwiYWNjb3VudE51bWJlciI6IjQ0NTEyMzU2IiwicHJvZHVjdENvZGUiOiJwcm9kdWN0LWNvZGUiLCJpbnF1aXJ5SWQiOjI2ODEwNzYsImFtb3VudCI6MjUyMjAsInJlZk51bWJlciI6InJnNnl0cmR2cnZyNCJ9.HPuqF3D5ozgUmfMsQAaKscggnMBSnyhasZoASkFWF28`,
    status: `${header}.eyJwYXJ0bmVySWQiOiJwYXJ0bmVyLWlkIiwicmVmTnVtYmVyIjoicmc2eXRyZHZydnI0In0.oqhiGsSDJUrrVzGldud5aJgyHiv-0_Ga3AE-zfQuLRc`,
    balance: `${header}.eyJwYXJ0bmVySWQiOiJwYXJ0bmVyLWlkIn0.mciNiEOppk5R-GdOxwwoZUSAaiLvkhBjlIsrn59HLW8`,
    products: `${header}.eyJwYXJ0bmVySWQiOiJwYXJ0bmVyLWlkIn0.mciNiEOppk5R-GdOxwwoZUSAaiLvkhBjlIsrn59HLW8`,
  },
  ids: ['refNumber', 'accountNumber', 'inquiryId', 'transactionId', 'productCode'],
  amounts: { inquiry: ['amount', 'totalAdmin', 'processingFee'], pay: ['amount'], status: ['amount'] },
  memoKey: 'inquiryId',
  providerIdAtPay: 'sent',
  samples: [
    {
      file: 'inquiry.request.json',
      kind: 'request',
      step: 'inquiry',
      order: { ...order, customerNumber: '516070377775' },
      except: [],
    },
    {
      file: 'inquiry.success.json',
      kind: 'answer',
      step: 'inquiry',
      order,
      becomes: {
        kind: 'bill',
        bill: {
          customerName: 'TEST',
          periods: ['2016-02'],
          bills: [february],
          bill: 22_220,
          admin: 3_000,
          commission: null,
          warning: null,
          details: { tariff: 'R1', power: '450', standStart: '470300', standEnd: '475700', penalty: 3_000 },
          memo: { inquiryId: '2692552' },
        },
      },
    },
    // The document's answer is for another number than its question.
    {
      file: 'inquiry.success.json',
      kind: 'answer',
      step: 'inquiry',
      order: { ...order, customerNumber: '516070377775' },
      becomes: { kind: 'failed', code: 'provider-down' },
    },
    { file: 'payment.request.json', kind: 'request', step: 'pay', order, except: [] },
    {
      file: 'payment.processing.json',
      kind: 'answer',
      step: 'pay',
      order,
      becomes: { kind: 'pending', why: 'in-process', message: 'Transaksi sedang dalam proses' },
    },
    {
      file: 'status.success.json',
      kind: 'answer',
      step: 'status',
      order,
      becomes: {
        kind: 'paid',
        reference: '50AD91282Q0A999QWE9',
        warning: null,
        bills: [february],
        details: { tariff: 'R1', power: '450', standStart: '470300', standEnd: '475700', penalty: 3_000 },
      },
    },
  ],
};

const account = { partnerId, apiKey, apiSecret, productCodes: { 'pln-postpaid': 'product-code' } };

/** Ayoconnect with an empty body, as its samples have it, and with the request in the body too. */
export const ayoconnectKits: readonly [Kit, Kit] = [
  { ...kit, name: 'ayoconnect', ...fromRegistry(id, () => ({ ...account, body: 'empty' })) },
  { ...kit, name: 'ayoconnect-object', ...fromRegistry(id, () => ({ ...account, body: 'object' })) },
];
