import { rupiah } from '../../../shared/money.ts';
import type { PayOrder } from '../../../electron/providers/provider.ts';
import type { Arrived } from '../../harness/fake-provider.ts';
import {
  fixtureBody,
  fromRegistry,
  given,
  inEachMonth,
  jsonText,
  type Change,
  type Kit,
  type Month,
  type Sample,
  type Step,
} from '../kit.ts';
import { xmlText } from '../xml-text.ts';

const id = 'iak';
type Format = 'json' | 'xml';
const username = '0812CANARY';
const apiKey = 'CANARY/KEY+1=';

/** The payment of the document's sample. */
const order: PayOrder = {
  product: 'pln-postpaid',
  customerNumber: '530000000000',
  providerRef: '09128374655',
  bill: rupiah(300_000),
  admin: rupiah(2_500),
  memo: { trId: '9732792', productCode: 'PLNPOSTPAID' },
};
const nonTaglist: PayOrder = {
  product: 'pln-nontaglist',
  customerNumber: '3225030005901',
  providerRef: '09128374655',
  bill: rupiah(696_400),
  admin: rupiah(1_600),
  memo: { trId: '219346108', productCode: 'PLNNONTAG' },
};

/** `status` of checkstatus ("Check Status"): not received, success, in process; all else failed. */
const statusOf: Readonly<Record<string, number>> = { '42': 0, '02': 0, '00': 1, '39': 3, '05': 3, '201': 3 };

/** Both formats hold the same fields; in JSON they stand under `data`. */
function written(format: Format, fields: Readonly<Record<string, unknown>>): string {
  return format === 'json' ? jsonText({ data: fields, meta: [] }) : xmlText('mp', fields);
}

function answer(format: Format, step: Step, change: Change = {}): string {
  const { data } = fixtureBody(id, 'payment.success.json');
  const { datetime: _datetime, balance: _balance, noref, ...asked } = data;
  const code = given(change, 'code', '00');
  return written(format, {
    ...(step === 'inquiry' ? asked : data),
    ref_id: given(change, 'reference', order.providerRef),
    hp: given(change, 'customer', order.customerNumber),
    price: given(change, 'amount', 302_500),
    tr_id: given(change, 'providerId', 9_732_792),
    message: given(change, 'words', data['message']),
    response_code: code,
    ...(step !== 'inquiry' && {
      noref: undefined,
      // The XML sample of a payment spells it with a line.
      [format === 'json' ? 'noref' : 'no_ref']: given(change, 'receipt', noref),
    }),
    ...(step === 'status' && { status: statusOf[String(code)] ?? 2 }),
    ...change.fields,
    ...change.top,
  });
}

/** `desc` and the period above it, for these months. */
function monthsOf(months: readonly Month[]): Readonly<Record<string, unknown>> {
  const periods = months.map(({ period }) => period.replace('-', ''));
  const detail = months.map(({ amount, penalty, admin }, at) => ({
    meter_awal: inEachMonth.standStart,
    meter_akhir: inEachMonth.standEnd,
    periode: periods[at],
    nilai_tagihan: String(amount),
    admin: String(admin),
    denda: String(penalty),
    total: amount + penalty + admin,
  }));
  const desc = { tarif: 'R1', daya: 1_300, lembar_tagihan: String(months.length), tagihan: { detail } };
  return { period: [...new Set([periods[0], periods.at(-1)])].join(','), desc };
}

/** The document's only month. */
const august = {
  ...{ period: '2016-08', amount: 300_000, penalty: 0, admin: 2_500 },
  ...{ standStart: '00080000', standEnd: '00080000', dueDate: null, usage: null },
};

/** The request's fields, from JSON or from elements in `<mp>`. */
function requestOf({ body }: Arrived): Readonly<Record<string, unknown>> {
  if (body.startsWith('{')) return JSON.parse(body) as Record<string, unknown>;
  const elements = [...body.matchAll(/<(\w+)>([^<]*)<\/\1>/g)].map(([, name, text]) => [name ?? '', text ?? '']);
  return Object.fromEntries(elements) as Record<string, unknown>;
}

const proofOf = (request: Arrived): string => String(requestOf(request)['sign']);
const except = ['username', 'sign'];

const nonTaglistBill = {
  kind: 'bill',
  bill: {
    customerName: 'JAYUSMAN',
    periods: [],
    bills: [],
    bill: 696_400,
    admin: 1_600,
    commission: 1_800,
    warning: null,
    details: { kind: 'PENYAMBUNGAN BARU', registrationNumber: '5392112011703', registrationDate: '20120524' },
    memo: { trId: '219346108', productCode: 'PLNNONTAG' },
  },
};

/** The samples of the documents; of the non-taglist answer in XML the closing tags don't match. */
function samples(format: Format): readonly Sample[] {
  return [
    { file: `inquiry.nontaglist-request.${format}`, kind: 'request', step: 'inquiry', order: nonTaglist, except },
    format === 'json'
      ? { file: 'inquiry.nontaglist.json', kind: 'answer', step: 'inquiry', order: nonTaglist, becomes: nonTaglistBill }
      : {
          file: 'inquiry.nontaglist.malformed.xml',
          kind: 'answer',
          step: 'inquiry',
          order: nonTaglist,
          becomes: { kind: 'failed', code: 'provider-down', providerMessage: null },
        },
    { file: `payment.request.${format}`, kind: 'request', step: 'pay', order, except },
    {
      file: `payment.success.${format}`,
      kind: 'answer',
      step: 'pay',
      order,
      becomes: {
        kind: 'paid',
        reference: '004212C9245F1BA43A77CEBD5CD5DA39',
        commission: 600,
        balance: format === 'json' ? 997_586_108 : 73_657_753,
        warning: null,
        bills: [august],
        remainingBills: 0,
        details: { tariff: 'R1', power: '1300', standStart: '00080000', standEnd: '00080000', penalty: 0 },
      },
    },
  ];
}

const pasca = [
  { code: 'PLNPOSTPAID', name: 'PLN Postpaid', status: 1, fee: 2_500 },
  { code: 'PLNNONTAG', name: 'PLN Nontaglis', status: 4, fee: '1600' },
];

const amounts = ['price', 'admin', 'nominal', 'selling_price'];

function kit(format: Format): Kit {
  return {
    id,
    name: `iak-${format}`,
    format,
    ...fromRegistry(id, ({ otherUrl }) => ({ username, apiKey, format, prepaidBaseUrl: otherUrl })),
    secrets: [apiKey, username],
    secretsOf: (request) => [proofOf(request)],
    order,
    answer: (step, change) => answer(format, step, change),
    coded: (step, code, change) => [{ what: code, body: answer(format, step, { ...change, code }) }],
    months: {
      fields: (_step, months) => monthsOf(months),
      told: ['amount', 'penalty', 'admin', 'standStart', 'standEnd'],
    },
    unknown: [
      ...['0', '000', '999', '1', '-1', 'OK', '00.0', '0o0', 'SUCCESS', '', undefined],
      ...(format === 'json' ? [0, 1, null, true, [], {}, ['00']] : []),
    ].map((code): Change => ({ code })),
    failure: { inquiry: { code: '10' }, pay: { code: '37' }, status: { code: '37' } },
    balance: { body: written(format, { balance: 73_657_753, message: 'SUCCESS', rc: '00' }), becomes: 73_657_753 },
    products: {
      body: format === 'json' ? jsonText({ data: { pasca } }) : xmlText('mp', { data: { pasca } }),
      becomes: [
        { code: 'PLNPOSTPAID', name: 'PLN Postpaid', active: true, admin: 2_500 },
        { code: 'PLNNONTAG', name: 'PLN Nontaglis', active: false, admin: 1_600 },
      ],
    },
    requestOf,
    proofOf,
    // `printf '%s' "$username$key$suffix" | md5sum`, the suffix being ref_id, tr_id, cs, bl, pl.
    proofs: {
      inquiry: 'e37cc1e7c0dbf929dcc970d684c3066e',
      pay: '3b70d1c9d5c5e2693eca892e436f62da',
      status: '1b6159b7a20b19a844c0d5be7e689e01',
      balance: '8a22a20b64a2c6d738ef0ea0170061b4',
      products: 'ad5391dc8ec8c785a5363fd9057bd930',
    },
    ids: ['ref_id', 'tr_id', 'hp', 'code'],
    amounts: { inquiry: amounts, pay: amounts, status: amounts },
    memoKey: 'trId',
    providerIdAtPay: 'sent-and-compared',
    samples: samples(format),
  };
}

/** IAK in both formats it speaks. */
export const iakKits: readonly [Kit, Kit] = [kit('json'), kit('xml')];
