import { expect, test } from 'vitest';
import type { Transaction } from '../../shared/transaction.ts';
import { reply, type Treatment } from '../harness/fake-provider.ts';
import { openCounter, samplePayment, type Counter } from '../harness/counter.ts';

// What a payment becomes after each thing a provider or a network can do. Only what is documented is believed.

type Case = readonly [what: string, treatment: (body: Record<string, string>) => Treatment, expected: string];

const ok = (body: string): Treatment => ({ raw: reply(200, body) });
const failed = { success: false, rc: '099' };

const cases: readonly Case[] = [
  ['the connection is reset', () => 'reset', 'pending no-reply'],
  ['the connection is closed without an answer', () => 'cut', 'pending no-reply'],
  ['no answer comes in time', () => 'hang', 'pending no-reply'],
  [
    'the answer is cut in the middle',
    (body) => ({ raw: reply(200, samplePayment(body)).slice(0, -40), thenCut: true }),
    'pending no-reply',
  ],
  ['the answer is a web page', () => ok('<html>Login</html>'), 'pending unreadable-reply'],
  ['the answer is empty', () => ok(''), 'pending unreadable-reply'],
  ['the answer is JSON of another shape', () => ok('{"hello":"world"}'), 'pending unreadable-reply'],
  ['the answer is larger than any reply', () => ok('x'.repeat(2_000_000)), 'pending no-reply'],
  ['the answer is nested without end', () => ok('['.repeat(100_000)), 'pending unreadable-reply'],
  ['HTTP 500 with a success inside', (body) => ({ raw: reply(500, samplePayment(body)) }), 'pending http-status'],
  ['HTTP 409', () => ({ raw: reply(409, '{"success":false}') }), 'pending http-status'],
  ['HTTP 429', () => ({ raw: reply(429, '{"success":false}') }), 'pending http-status'],
  ['a redirect', () => ({ raw: reply(302, '', ['Location: http://127.0.0.1:1/']) }), 'pending http-status'],
  ['HTTP 400 with a web page', () => ({ raw: reply(400, '<html>') }), 'pending http-status'],
  ['HTTP 400 with JSON', () => ({ raw: reply(400, '{"success":false,"message":"bad"}') }), 'refused rejected'],
  ['HTTP 401 with JSON', () => ({ raw: reply(401, '{"success":false}') }), 'refused credentials'],
  ['HTTP 400 with a success inside', (body) => ({ raw: reply(400, samplePayment(body)) }), 'pending http-status'],
  [
    'every layer says failed',
    (body) => ok(samplePayment(body, { status: 'FAILED', rc: '099' }, failed)),
    'refused rejected',
  ],
  [
    'a failure that speaks of another payment',
    (body) => ok(samplePayment(body, { status: 'FAILED', rc: '099', req_id: 'ANOTHER' }, failed)),
    'pending other-payment',
  ],
  [
    'the layers contradict each other',
    (body) => ok(samplePayment(body, { status: 'FAILED' })),
    'pending contradiction',
  ],
  ['the inner code is not 000', (body) => ok(samplePayment(body, { rc: '001' })), 'pending contradiction'],
  ['the outer code is not 000', (body) => ok(samplePayment(body, {}, { rc: '001' })), 'pending contradiction'],
  [
    'a status nobody documented',
    (body) => ok(samplePayment(body, { status: 'PROCESS', rc: '068' }, { success: false, rc: '068' })),
    'pending unknown-code',
  ],
  [
    'success is the text "true"',
    (body) => ok(samplePayment(body, {}, { success: 'true' })),
    'pending unreadable-reply',
  ],
  ['success for another reference', (body) => ok(samplePayment(body, { req_id: 'ANOTHER' })), 'pending other-payment'],
  [
    'success for another customer',
    (body) => ok(samplePayment(body, { cust_id: '512345678902' })),
    'pending other-payment',
  ],
  ['success for another product', (body) => ok(samplePayment(body, { product_id: 'PLNPRE' })), 'pending other-payment'],
  ['success for another price', (body) => ok(samplePayment(body, { unit_price: '291001' })), 'pending other-payment'],
  ['success for another bill', (body) => ok(samplePayment(body, { amount: '1' })), 'pending other-payment'],
  ['success without a price', (body) => ok(samplePayment(body, { unit_price: null })), 'pending other-payment'],
  ['success', (body) => ok(samplePayment(body)), 'paid'],
  ['success in the words of a prepaid purchase', (body) => ok(samplePayment(body, {}, { message: 'GAGAL' })), 'paid'],
  ['amounts as numbers', (body) => ok(samplePayment(body, { amount: 285000, unit_price: 291000 })), 'paid'],
];

const named = cases.map(([what, treatment, expected]) => ({ what, treatment, expected }));

test.for(named)('when $what: $expected', async ({ treatment, expected }) => {
  const counter = await openCounter({ timeoutMs: { pay: 300 } });
  counter.payments(treatment);
  expect(await outcome(counter, await pay(counter))).toBe(expected);
  expect(counter.payRequests()).toBe(1);
});

test('a payment that could not be sent at all is refused, and the bill is free again', async () => {
  const counter = await openCounter();
  const quote = await counter.quote();
  await counter.provider.close();
  const transaction = await counter.must('payment:pay', { quoteId: quote.quoteId, tendered: 291_000 });
  expect(transaction).toMatchObject({ status: 'refused', refusal: { code: 'not-sent' }, reference: null });
  expect((await counter.must('till:status', {})).unsettled).toBe(0);
});

test('a success without a reference is paid, and waits for a person before it is printed', async () => {
  const counter = await openCounter({ printers: [{ id: 'file', transport: 'file:paper.bin', columns: 32 }] });
  counter.payments((body) => ok(samplePayment(body, { serial_no: '', data: { nama_pelanggan: 'SITI RAHAYU' } })));
  const { transactionId, ...transaction } = await pay(counter);
  expect(transaction).toMatchObject({ status: 'paid', reference: null, warning: 'no-reference' });
  expect(await counter.call('receipt:print', { transactionId })).toMatchObject({ code: 'confirm-needed' });
  expect(await counter.must('receipt:print', { transactionId, confirm: true })).toMatchObject({ copy: 0 });
});

test('a deposit that shrank by another sum is paid with a warning', async () => {
  const counter = await openCounter();
  counter.payments((body) => ok(samplePayment(body, { balance_used: '290000' })));
  expect(await pay(counter)).toMatchObject({ status: 'paid', warning: 'deposit-mismatch', commission: 1_000 });
});

test('a stale kept-alive connection never makes a payment go out twice or an inquiry fail', async () => {
  const counter = await openCounter();
  // The server closes each connection right after its answer, without saying so.
  counter.provider.answer((path, body) => ({
    raw: reply(
      200,
      path.endsWith('inquiry') ? sample(body) : samplePayment(JSON.parse(body) as Record<string, string>),
    ),
    thenCut: true,
  }));
  for (let time = 0; time < 5; time++) await counter.quote();
  expect(await pay(counter)).toMatchObject({ status: 'paid' });
  expect(counter.payRequests()).toBe(1);
});

test('neither log nor trail holds the key', async () => {
  const counter = await openCounter();
  counter.payments((body) => ok(samplePayment(body, { description: 'key apk_live_CANARY is fine' })));
  const { transactionId } = await pay(counter);
  counter.provider.answer(() => ok('{"success":false,"message":"apk_live_CANARY"}'));
  await counter.call('bill:inquire', { product: 'pln-postpaid', customerNumber: '512345678902' });
  const kept = [counter.logText(), JSON.stringify(await counter.must('transaction:get', { transactionId }))];
  expect(kept.join('\n')).toContain('[secret]');
  expect(kept.join('\n')).not.toContain('CANARY');
});

async function pay(counter: Counter): Promise<Transaction> {
  const quote = await counter.quote();
  return counter.must('payment:pay', { quoteId: quote.quoteId, tendered: 291_000 });
}

async function outcome(counter: Counter, { transactionId, status, refusal }: Transaction): Promise<string> {
  if (status === 'refused') return `refused ${refusal?.code}`;
  if (status !== 'pending') return status;
  const { events } = await counter.must('transaction:get', { transactionId });
  return `pending ${String(events.find((event) => event.kind === 'pending')?.data['why'])}`;
}

function sample(body: string): string {
  const { cust_id } = JSON.parse(body) as Record<string, string>;
  return samplePayment({ cust_id: cust_id ?? '' }, { req_id: '', data: { nama_pelanggan: 'A', periode: 'APR 2024' } });
}
