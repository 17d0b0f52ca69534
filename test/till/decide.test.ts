import { cpSync } from 'node:fs';
import { expect, test } from 'vitest';
import { reply } from '../harness/fake-provider.ts';
import { openCounter, sampleInquiry, samplePayment, type Counter } from '../harness/counter.ts';
import { tempFolder } from '../harness/temp-folder.ts';

// What a person may decide about a payment that nobody else can settle.

async function pendingPayment(counter: Counter): Promise<string> {
  counter.payments(() => 'reset');
  const { quoteId } = await counter.quote();
  const { transactionId, status } = await counter.must('payment:pay', { quoteId, tendered: 291_000 });
  expect(status).toBe('pending');
  return transactionId;
}

test('a pending payment is listed, resolved as paid with its reason, and printed only on a person’s word', async () => {
  const counter = await openCounter({ printers: [{ id: 'file', transport: 'file:paper.bin', columns: 32 }] });
  const transactionId = await pendingPayment(counter);
  expect((await counter.must('payment:unsettled', {})).items).toMatchObject([{ transactionId, status: 'pending' }]);
  const input = { transactionId, as: 'paid', reason: 'Alfakios by telephone, 14.50' } as const;
  expect(await counter.must('payment:resolve', input)).toMatchObject({ status: 'paid', reference: null });
  expect(await counter.call('receipt:print', { transactionId })).toMatchObject({ code: 'confirm-needed' });
  const { events } = await counter.must('transaction:get', { transactionId });
  expect(events.at(-1)).toMatchObject({ kind: 'resolved', data: { as: 'paid', reason: input.reason, by: 'owner' } });
  expect((await counter.must('payment:unsettled', {})).items).toEqual([]);
  expect(counter.changes.at(-1)).toMatchObject({ transactionId, status: 'paid' });
});

test('resolved as refused, the bill is free again; nothing is resolved the same way twice or without a reason', async () => {
  const counter = await openCounter();
  const transactionId = await pendingPayment(counter);
  expect(await counter.call('payment:resolve', { transactionId, as: 'refused', reason: ' ' })).toMatchObject({
    code: 'bad-request',
  });
  expect(
    await counter.must('payment:resolve', { transactionId, as: 'refused', reason: 'not in their books' }),
  ).toMatchObject({ status: 'refused', refusal: { code: 'resolved', message: 'not in their books' } });
  expect(await counter.call('payment:resolve', { transactionId, as: 'refused', reason: 'x' })).toMatchObject({
    code: 'not-pending',
  });
  counter.payments((body) => ({ raw: reply(200, samplePayment(body)) }));
  const again = await counter.quote();
  expect(await counter.must('payment:pay', { quoteId: again.quoteId, tendered: 291_000 })).toMatchObject({
    status: 'paid',
  });
});

test('a person’s word can be taken back on the same day, a provider’s never', async () => {
  const counter = await openCounter();
  const transactionId = await pendingPayment(counter);
  const say = (as: 'paid' | 'refused') => counter.call('payment:resolve', { transactionId, as, reason: `it is ${as}` });
  const mayTakeBack = async () => (await counter.must('transaction:get', { transactionId })).mayTakeBack;
  expect(await mayTakeBack()).toBe(false);
  await say('refused');
  expect(await mayTakeBack()).toBe(true);
  expect(await say('paid')).toMatchObject({
    ok: true,
    value: { status: 'paid', refusal: null, warning: 'no-reference' },
  });
  expect(await say('refused')).toMatchObject({ ok: true, value: { status: 'refused', reference: null } });
  const { events } = await counter.must('transaction:get', { transactionId });
  expect(events.filter(({ kind }) => kind === 'resolved').map(({ data }) => data['as'])).toEqual([
    ...['refused', 'paid', 'refused'],
  ]);
  expect(await mayTakeBack()).toBe(true);
  counter.clock.ms += 86_400_000;
  expect(await mayTakeBack()).toBe(false);
  expect(await say('paid')).toMatchObject({ code: 'not-pending' });

  counter.payments((body) => ({ raw: reply(200, samplePayment(body)) }));
  const { quoteId } = await counter.quote();
  const paid = await counter.must('payment:pay', { quoteId, tendered: 291_000 });
  const input = { transactionId: paid.transactionId, as: 'refused', reason: 'no' } as const;
  expect(await counter.call('payment:resolve', input)).toMatchObject({ code: 'not-pending' });
  expect(await counter.must('transaction:get', { transactionId: paid.transactionId })).toMatchObject({
    mayTakeBack: false,
  });
});

test('sent again only by a person, only after a minute, and under the first reference', async () => {
  const counter = await openCounter();
  const transactionId = await pendingPayment(counter);
  const input = { transactionId, reason: 'Alfakios says it never came' };
  expect(await counter.must('transaction:get', { transactionId })).toMatchObject({ mayResend: false });
  expect(await counter.call('payment:resend', input)).toMatchObject({ code: 'resend-refused' });
  expect(counter.payRequests()).toBe(1);
  counter.clock.ms += 60_000;
  expect(await counter.must('transaction:get', { transactionId })).toMatchObject({ mayResend: true });
  counter.payments((body) => ({ raw: reply(200, samplePayment(body)) }));
  expect(await counter.must('payment:resend', input)).toMatchObject({ status: 'paid' });
  const references = counter.provider.arrived
    .filter(({ head }) => head.includes('/transaction'))
    .map(({ body }) => (JSON.parse(body) as Record<string, string>)['req_id']);
  expect(references).toHaveLength(2);
  expect(new Set(references).size).toBe(1);
});

test('a refusal of the second sending says nothing about the first', async () => {
  const counter = await openCounter();
  const transactionId = await pendingPayment(counter);
  counter.clock.ms += 60_000;
  counter.payments((body) => ({
    raw: reply(200, samplePayment(body, { status: 'FAILED', rc: '099' }, { success: false, rc: '099' })),
  }));
  expect(await counter.must('payment:resend', { transactionId, reason: 'trying' })).toMatchObject({
    status: 'pending',
  });
  const { events } = await counter.must('transaction:get', { transactionId });
  expect(events.map(({ kind }) => kind)).toEqual(['intent', 'sent', 'pending', 'resent', 'asked']);
  expect(events.at(-1)?.data).toMatchObject({ why: 'doubtful' });
});

test.for([
  ['speaks of another payment', { cust_id: '512345678999' }, {}],
  ['contradicts itself', { status: 'FAILED' }, {}],
] as const)('an answer to a second sending that %s is stored as an alarm', async ([, data, top]) => {
  const counter = await openCounter();
  const transactionId = await pendingPayment(counter);
  counter.clock.ms += 60_000;
  counter.payments((body) => ({ raw: reply(200, samplePayment(body, data, top)) }));
  expect(await counter.must('payment:resend', { transactionId, reason: 'trying' })).toMatchObject({
    status: 'pending',
  });
  const { events } = await counter.must('transaction:get', { transactionId });
  expect(events.at(-1)).toMatchObject({ kind: 'asked', data: { alarm: true } });
});

test('a payment is not sent again while a status check about it is under way', async () => {
  const counter = await openCounter({
    providers: (baseUrl) => ({ alfakios: { enabled: true, baseUrl, apiKey: 'k', resend: true } }),
  });
  const transactionId = await pendingPayment(counter);
  counter.clock.ms += 600_000;
  counter.payments((body) => ({ raw: reply(200, samplePayment(body)), afterMs: 200 }));
  const asked = counter.call('payment:check', { transactionId });
  await expect.poll(() => counter.payRequests()).toBe(2);
  const resent = await counter.call('payment:resend', { transactionId, reason: 'it never came' });
  expect(await asked).toMatchObject({ ok: true, value: { status: 'paid' } });
  expect(resent).toMatchObject({ ok: false, code: 'not-pending' });
  expect(counter.payRequests()).toBe(2);
});

test('a payment that is settled or unknown is never sent again', async () => {
  const counter = await openCounter();
  const { quoteId } = await counter.quote();
  const { transactionId } = await counter.must('payment:pay', { quoteId, tendered: 291_000 });
  counter.clock.ms += 3_600_000;
  expect(await counter.call('payment:resend', { transactionId, reason: 'x' })).toMatchObject({ code: 'not-pending' });
  expect(await counter.call('payment:resend', { transactionId: 'NOBODY', reason: 'x' })).toMatchObject({
    code: 'transaction-unknown',
  });
  expect(counter.payRequests()).toBe(1);
});

test('two people who send again at once send once', async () => {
  const counter = await openCounter();
  const transactionId = await pendingPayment(counter);
  counter.clock.ms += 60_000;
  counter.payments((body) => ({ raw: reply(200, samplePayment(body)), afterMs: 50 }));
  const answers = await Promise.all([1, 2].map(() => counter.call('payment:resend', { transactionId, reason: 'x' })));
  expect(answers.map((answer) => (answer.ok ? answer.value.status : answer.code)).sort()).toEqual([
    'not-pending',
    'paid',
  ]);
  expect(counter.payRequests()).toBe(2);
});

test('with the setting, Alfakios is sent the same reference again by the till, until it answers', async () => {
  const counter = await openCounter({
    providers: (baseUrl) => ({ alfakios: { enabled: true, baseUrl, apiKey: 'k', resend: true } }),
    settleScale: 0.002,
    realClock: true,
  });
  const transactionId = await pendingPayment(counter);
  await expect.poll(() => counter.payRequests(), { timeout: 10_000 }).toBeGreaterThan(1);
  counter.payments((body) => ({ raw: reply(200, samplePayment(body)) }));
  const status = async (): Promise<string> => (await counter.must('transaction:get', { transactionId })).status;
  await expect.poll(status, { timeout: 10_000 }).toBe('paid');
  const sent = counter.provider.arrived.filter(({ head }) => head.includes('/transaction')).map(({ body }) => body);
  expect(new Set(sent).size).toBe(1);
});

test('without the setting nothing is sent again by itself', async () => {
  const counter = await openCounter({
    providers: (baseUrl) => ({ alfakios: { enabled: true, baseUrl, apiKey: 'k' } }),
    settleScale: 0.001,
    realClock: true,
  });
  const transactionId = await pendingPayment(counter);
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect(await counter.must('payment:check', { transactionId })).toMatchObject({ status: 'pending', nextAskAt: null });
  expect(counter.payRequests()).toBe(1);
});

test('an answer that comes after a person has settled the payment changes nothing, and is kept as an alarm', async () => {
  const counter = await openCounter();
  const transactionId = await pendingPayment(counter);
  counter.clock.ms += 60_000;
  counter.payments((body) => ({ raw: reply(200, samplePayment(body)), afterMs: 200 }));
  const resending = counter.call('payment:resend', { transactionId, reason: 'trying' });
  await expect.poll(() => counter.payRequests()).toBe(2);
  await counter.must('payment:resolve', { transactionId, as: 'refused', reason: 'they say it never came' });
  expect(await resending).toMatchObject({ ok: true, value: { status: 'refused' } });
  const { events } = await counter.must('transaction:get', { transactionId });
  expect(events.at(-1)).toMatchObject({
    kind: 'alarm',
    data: { late: { kind: 'paid', reference: 'REF-PLN-20240501' } },
  });
});

test('a second answer that says paid prints no copy by itself', async () => {
  const counter = await openCounter({ printers: [{ id: 'file', transport: 'file:paper.bin', columns: 32 }] });
  const transactionId = await pendingPayment(counter);
  counter.clock.ms += 60_000;
  counter.payments((body) => ({ raw: reply(200, samplePayment(body)), afterMs: 200 }));
  const resending = counter.call('payment:resend', { transactionId, reason: 'trying' });
  await expect.poll(() => counter.payRequests()).toBe(2);
  await counter.must('payment:resolve', { transactionId, as: 'paid', reason: 'by telephone' });
  await counter.must('receipt:print', { transactionId, confirm: true });
  expect(await resending).toMatchObject({ ok: true, value: { status: 'paid' } });
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect((await counter.must('transaction:get', { transactionId })).prints).toBe(1);
});

test('nothing is sent again out of a backup that was put back, until a person has compared', async () => {
  const first = await openCounter();
  const transactionId = await pendingPayment(first);
  await first.close();
  const backup = tempFolder();
  cpSync(first.folder, backup, { recursive: true });

  const counter = await openCounter({ folder: backup });
  counter.clock.ms += 60_000;
  const input = { transactionId, reason: 'Alfakios says it never came' };
  expect(await counter.call('payment:resend', input)).toMatchObject({ code: 'reconcile' });
  expect(counter.payRequests()).toBe(0);
  await counter.must('till:reconciled', { reason: 'compared with their list' });
  expect(await counter.must('payment:resend', input)).toMatchObject({ status: 'paid' });
});

test('a bill was paid a second time because nothing said that a person had just decided its first payment away', async () => {
  const counter = await openCounter();
  const { quoteId } = await counter.quote();
  counter.payments(() => 'reset');
  const { transactionId } = await counter.must('payment:pay', { quoteId, tendered: 291_000 });
  const word = { transactionId, as: 'refused', reason: 'not in their books' } as const;
  counter.clock.ms += 30_000;
  const decided = await counter.must('payment:resolve', word);
  counter.clock.ms += 60_000;
  const again = await counter.quote();
  const told = { transactionId, at: decided.settledAt, by: 'owner', provider: 'alfakios', total: 291_000 };
  expect(again).toMatchObject({ paidBefore: null, decidedBefore: told });
  const stored = counter.books.db.prepare('SELECT quote FROM quotes ORDER BY rowid DESC').pluck().get();
  expect(stored).not.toContain('decidedBefore');
  // It is about the bill as it is now: the word taken back, it was paid before; said once more, it was not.
  await counter.must('payment:resolve', { transactionId, as: 'paid', reason: 'it is there after all' });
  const paid = await counter.quote();
  expect(paid.paidBefore).toMatchObject({ transactionId });
  expect(paid).not.toHaveProperty('decidedBefore');
  await counter.must('payment:resolve', word);
  expect(await counter.quote()).toMatchObject({ paidBefore: null, decidedBefore: { transactionId } });
});

test('who decided a payment away is told at its months only, past a refusal, and until the bill is paid', async () => {
  const counter = await openCounter();
  const transactionId = await pendingPayment(counter);
  await counter.must('payment:resolve', { transactionId, as: 'refused', reason: 'not in their books' });
  const pay = async () => {
    const { quoteId } = await counter.quote();
    return (await counter.must('payment:pay', { quoteId, tendered: 291_000 })).status;
  };
  const data = { nama_pelanggan: 'SITI RAHAYU', periode: 'MEI 2024', tagihan: '285000', admin: '6000' };
  counter.provider.answer(() => ({ raw: reply(200, sampleInquiry({ data })) }));
  expect(await counter.quote()).not.toHaveProperty('decidedBefore');
  const no = { success: false, rc: '099' };
  counter.payments((body) => ({ raw: reply(200, samplePayment(body, { status: 'FAILED', rc: '099' }, no)) }));
  expect(await pay()).toBe('refused');
  expect(await counter.quote()).toMatchObject({ decidedBefore: { transactionId } });
  counter.payments((body) => ({ raw: reply(200, samplePayment(body)) }));
  expect(await pay()).toBe('paid');
  expect(await counter.quote()).not.toHaveProperty('decidedBefore');
});
