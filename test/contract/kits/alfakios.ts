import { rupiah } from '../../../shared/money.ts';
import type { PayOrder } from '../../../electron/providers/provider.ts';
import { fixtureBody, fromRegistry, given, headerOf, jsonText, type Change, type Kit, type Step } from '../kit.ts';

const id = 'alfakios';
const apiKey = 'apk_live_CANARY/key+1=';

/** The payment of the document's samples. */
const order: PayOrder = {
  product: 'pln-postpaid',
  customerNumber: '512345678901',
  providerRef: 'TXN-20240501-030',
  bill: rupiah(285_000),
  admin: rupiah(6_000),
  memo: { refId: '1777946295495371000' },
};

/** Any code but 000 comes with everything else that says failed. */
function answer(step: Step, change: Change = {}): string {
  const body = fixtureBody(id, step === 'inquiry' ? 'inquiry.success.json' : 'payment.success.json');
  const code = given(change, 'code', '000');
  const data = {
    ...body.data,
    ...(step !== 'inquiry' && { req_id: given(change, 'reference', order.providerRef) }),
    cust_id: given(change, 'customer', order.customerNumber),
    unit_price: given(change, 'amount', '291000'),
    ref_id: given(change, 'providerId', body.data['ref_id']),
    message: given(change, 'words', body.data['message']),
    ...(step !== 'inquiry' && { serial_no: given(change, 'receipt', body.data['serial_no']) }),
    ...('receipt' in change && { data: { ...(body.data['data'] as object), nomor_struk: change.receipt } }),
    status: code === '000' ? 'SUCCESS' : 'FAILED',
    rc: code,
    ...change.fields,
  };
  return jsonText({ ...body, success: code === '000', rc: code, ...change.top, data });
}

/** `2024-04` -> `APR 2024`. */
function monthText(period: string): string {
  const names = ['JAN', 'FEB', 'MAR', 'APR', 'MEI', 'JUN', 'JUL', 'AGU', 'SEP', 'OKT', 'NOV', 'DES'];
  return `${names[Number(period.slice(5)) - 1]} ${period.slice(0, 4)}`;
}

const kit: Omit<Kit, 'name' | 'create' | 'connect'> = {
  id,
  format: 'json',
  secrets: [apiKey],
  secretsOf: () => [],
  order,
  answer,
  coded(step, code, change) {
    if (code === '000') return [{ what: '000', body: answer(step, change) }];
    if (code === 'not 000') {
      return ['001', '068', '999'].map((rc) => ({ what: rc, body: answer(step, { ...change, code: rc }) }));
    }
    const status = Number(code.replace('HTTP ', ''));
    const told = { what: `${code}, all of it`, status, body: answer(step, { ...change, code: '099' }) };
    const least = { what: `${code}, the least that is JSON`, status, body: '{"success":false,"message":"ditolak"}' };
    return change ? [told] : [told, least];
  },
  // One sum, however many months it is for.
  months: {
    fields: (_step, months) => ({
      data: { nama_pelanggan: 'SITI RAHAYU', periode: months.map(({ period }) => monthText(period)).join(', ') },
    }),
    told: [],
  },
  unknown: [
    { top: { success: false, rc: '068' }, fields: { status: 'PENDING', rc: '068' } },
    { top: { rc: '068' }, fields: { rc: '068' } },
    { top: { rc: '068' } },
    { fields: { rc: '068' } },
    { fields: { rc: null } },
    { top: { rc: undefined } },
    { fields: { status: 'PROCESS' } },
    { fields: { status: 'success' } },
    { fields: { status: null } },
    { top: { success: false } },
    { top: { success: false }, fields: { status: 'FAILED' } },
    { top: { success: 'true' } },
    { top: { success: 1 } },
    { top: { success: null } },
    { top: { rc: 0 }, fields: { rc: 0 } },
    { top: { rc: '00' }, fields: { rc: '00' } },
  ],
  failure: { inquiry: { code: '099' }, pay: { code: '099' }, status: { code: '099' } },
  requestOf: ({ body }) => JSON.parse(body) as Record<string, unknown>,
  proofOf: (request) => headerOf(request, 'X-API-Key'),
  // Nothing is signed; the key itself is shown.
  proofs: { inquiry: apiKey, pay: apiKey },
  ids: ['req_id', 'ref_id', 'product_id', 'cust_id'],
  amounts: {
    inquiry: ['amount', 'unit_price'],
    pay: ['amount', 'unit_price'],
    status: ['amount', 'unit_price'],
  },
  memoKey: 'refId',
  providerIdAtPay: 'unused',
  samples: [
    { file: 'inquiry.request.json', kind: 'request', step: 'inquiry', order, except: [] },
    {
      file: 'inquiry.success.json',
      kind: 'answer',
      step: 'inquiry',
      order,
      becomes: {
        kind: 'bill',
        bill: {
          customerName: 'SITI RAHAYU',
          periods: ['2024-04'],
          bills: [
            {
              ...{ period: '2024-04', amount: 285_000, penalty: null, admin: 6_000 },
              ...{ standStart: null, standEnd: null, dueDate: null, usage: null },
            },
          ],
          bill: 285_000,
          admin: 6_000,
          commission: null,
          remainingBills: null,
          warning: null,
          details: { tariff: 'R2/TR', power: '2200 VA', standStart: null, standEnd: null, penalty: null },
          balance: 500_000,
          memo: { refId: '1777946295495371000' },
        },
      },
    },
    { file: 'payment.request.json', kind: 'request', step: 'pay', order, except: [] },
    {
      file: 'payment.success.json',
      kind: 'answer',
      step: 'pay',
      order,
      becomes: {
        kind: 'paid',
        reference: 'REF-PLN-20240501',
        balance: 209_000,
        commission: 0,
        warning: null,
        bills: null,
      },
    },
  ],
};

/** Alfakios as it comes, and where the shop has it in writing that the same `req_id` is never paid twice. */
export const alfakiosKits: readonly [Kit, Kit] = [
  { ...kit, name: 'alfakios', ...fromRegistry(id, () => ({ apiKey })) },
  {
    ...kit,
    name: 'alfakios-resend',
    ...fromRegistry(id, () => ({ apiKey, resend: true })),
    proofs: { ...kit.proofs, status: apiKey },
  },
];
