import { expect, test } from 'vitest';
import { reply } from '../harness/fake-provider.ts';
import { customerNumber, inquiryPath, openCounter, sampleInquiry, samplePayment } from '../harness/counter.ts';

test('a bill is quoted and paid as the document says', async () => {
  const counter = await openCounter();
  const quote = await counter.quote();
  expect(quote).toMatchObject({
    provider: 'alfakios',
    product: 'pln-postpaid',
    customerNumber,
    customerName: 'SITI RAHAYU',
    periods: ['2024-04'],
    bill: 285_000,
    admin: 6_000,
    fee: 0,
    total: 291_000,
    commission: null,
    remainingBills: null,
    expiresAt: '2026-11-21T14:37:05.000+07:00',
    warning: null,
    paidBefore: null,
    details: { tariff: 'R2/TR', power: '2200 VA', standStart: null, standEnd: null, penalty: null },
  });

  const paid = await counter.must('payment:pay', { quoteId: quote.quoteId, tendered: 300_000 });
  expect(paid).toMatchObject({
    status: 'paid',
    tendered: 300_000,
    change: 9_000,
    commission: 0,
    reference: 'REF-PLN-20240501',
    refusal: null,
    nextAskAt: null,
  });
  expect(paid.transactionId).toMatch(/^[0-9A-Z]{20}$/);
  const [inquiry, payment] = counter.provider.arrived;
  expect(inquiry?.head).toMatch(/X-API-Key: apk_live_CANARY/i);
  expect(JSON.parse(inquiry?.body ?? '')).toEqual({ product_id: 'PLNPOST', cust_id: customerNumber });
  expect(JSON.parse(payment?.body ?? '')).toEqual({
    req_id: expect.stringMatching(/^[0-9A-Z]{20}$/) as string,
    product_id: 'PLNPOST',
    cust_id: customerNumber,
  });
});

test('twenty presses at once and one after are one payment', async () => {
  const counter = await openCounter();
  counter.payments((body) => ({ raw: reply(200, samplePayment(body)), afterMs: 100 }));
  const { quoteId } = await counter.quote();
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => counter.must('payment:pay', { quoteId, tendered: 291_000 })),
  );
  answers.push(await counter.must('payment:pay', { quoteId, tendered: 500_000 }));
  expect(new Set(answers.map((one) => `${one.transactionId} ${one.status} ${one.tendered}`)).size).toBe(1);
  expect(counter.payRequests()).toBe(1);
});

test('a tender below the total stores and sends nothing', async () => {
  const counter = await openCounter();
  const { quoteId } = await counter.quote();
  expect(await counter.call('payment:pay', { quoteId, tendered: 290_999 })).toMatchObject({ code: 'tender-too-low' });
  expect(counter.payRequests()).toBe(0);
  expect((await counter.must('transaction:list', {})).items).toEqual([]);
});

test('cash of a scanned number, far above the total, stores and sends nothing unless it is confirmed', async () => {
  const counter = await openCounter();
  const { quoteId } = await counter.quote();
  const limit = (await counter.must('till:status', {})).tender.askAbove;
  expect(limit).toBe(10_000_000);
  for (const tendered of [512_345_678_902, 291_000 + limit + 1]) {
    expect(await counter.call('payment:pay', { quoteId, tendered })).toMatchObject({ code: 'tender-too-high' });
  }
  expect(counter.payRequests()).toBe(0);
  expect((await counter.must('transaction:list', {})).items).toEqual([]);
  const confirmed = { quoteId, tendered: 512_345_678_902, confirmTendered: true };
  expect(await counter.must('payment:pay', confirmed)).toMatchObject({ status: 'paid', tendered: 512_345_678_902 });
});

test('cash above the total by exactly the limit of the config is ordinary', async () => {
  const counter = await openCounter({ more: { tender: { askAbove: 50_000 } } });
  const { quoteId } = await counter.quote();
  expect(await counter.call('payment:pay', { quoteId, tendered: 341_001 })).toMatchObject({ code: 'tender-too-high' });
  expect(await counter.must('payment:pay', { quoteId, tendered: 341_000 })).toMatchObject({ status: 'paid' });
});

test('a bill paid before needs a word of confirmation', async () => {
  const counter = await openCounter();
  const first = await counter.quote();
  const paid = await counter.must('payment:pay', { quoteId: first.quoteId, tendered: 291_000 });
  const second = await counter.quote();
  expect(second.paidBefore).toEqual({
    transactionId: paid.transactionId,
    at: '2026-11-21T14:32:05.000+07:00',
    cashier: 'owner',
  });
  const input = { quoteId: second.quoteId, tendered: 291_000 };
  expect(await counter.call('payment:pay', input)).toMatchObject({ code: 'paid-before' });
  expect(counter.payRequests()).toBe(1);
  expect(await counter.must('payment:pay', { ...input, confirmPaidBefore: true })).toMatchObject({ status: 'paid' });
});

test('a quote taken before the same bill was paid elsewhere in the shop needs confirmation too', async () => {
  const counter = await openCounter();
  const [early, late] = [await counter.quote(), await counter.quote()];
  await counter.must('payment:pay', { quoteId: late.quoteId, tendered: 291_000 });
  expect(await counter.call('payment:pay', { quoteId: early.quoteId, tendered: 291_000 })).toMatchObject({
    code: 'paid-before',
  });
});

test('an unsettled payment locks its bill against every other quote', async () => {
  const counter = await openCounter();
  counter.payments(() => 'reset');
  const [one, other] = [await counter.quote(), await counter.quote()];
  const { transactionId, status } = await counter.must('payment:pay', { quoteId: one.quoteId, tendered: 291_000 });
  expect(status).toBe('pending');
  expect(await counter.call('payment:pay', { quoteId: other.quoteId, tendered: 291_000 })).toMatchObject({
    code: 'bill-locked',
    lockedBy: transactionId,
  });
  expect(counter.payRequests()).toBe(1);
});

test('a quote says which payment locks its bill until that is settled', async () => {
  const counter = await openCounter();
  counter.payments(() => 'reset');
  const first = await counter.quote();
  expect(first.lockedBy).toBeNull();
  const paying = await counter.must('payment:pay', { quoteId: first.quoteId, tendered: 291_000 });
  expect(paying).not.toHaveProperty('lockedBy');
  const { transactionId } = paying;
  expect((await counter.quote()).lockedBy).toBe(transactionId);
  await counter.must('payment:resolve', { transactionId, as: 'refused', reason: 'not in their books' });
  expect((await counter.quote()).lockedBy).toBeNull();
});

test('an inquiry that failed for a number whose payment is pending hid that payment', async () => {
  const counter = await openCounter();
  counter.payments(() => 'reset');
  const { quoteId, product, customerNumber } = await counter.quote();
  const { transactionId } = await counter.must('payment:pay', { quoteId, tendered: 291_000 });
  counter.provider.answer(() => ({ raw: reply(200, '{"success":false,"rc":"014","message":"TAGIHAN SUDAH LUNAS"}') }));
  const asked = { product, customerNumber };
  expect(await counter.call('bill:inquire', asked)).toMatchObject({ code: 'provider-down', lockedBy: transactionId });
  await counter.must('payment:resolve', { transactionId, as: 'refused', reason: 'not in their books' });
  expect(await counter.call('bill:inquire', asked)).not.toHaveProperty('lockedBy');
});

test('two quotes of one bill paid in the same instant are one payment', async () => {
  const counter = await openCounter();
  counter.payments((body) => ({ raw: reply(200, samplePayment(body)), afterMs: 100 }));
  const [one, other] = [await counter.quote(), await counter.quote()];
  const answers = await Promise.all([
    counter.call('payment:pay', { quoteId: one.quoteId, tendered: 291_000 }),
    counter.call('payment:pay', { quoteId: other.quoteId, tendered: 291_000 }),
  ]);
  expect(answers.map((answer) => (answer.ok ? answer.value.status : answer.code)).sort()).toEqual([
    'bill-locked',
    'paid',
  ]);
  expect(counter.payRequests()).toBe(1);
});

test('an expired quote is inquired again and paid if it costs the same', async () => {
  const counter = await openCounter();
  const quote = await counter.quote();
  counter.clock.ms += 5 * 60 * 1000;
  const paid = await counter.must('payment:pay', { quoteId: quote.quoteId, tendered: 291_000 });
  expect(paid).toMatchObject({ status: 'paid', quoteId: quote.quoteId });
  expect(counter.provider.arrived).toHaveLength(3);
  // Asked once more, it is still the same payment.
  expect(await counter.must('payment:pay', { quoteId: quote.quoteId, tendered: 291_000 })).toMatchObject({
    transactionId: paid.transactionId,
  });
  expect(counter.payRequests()).toBe(1);
});

test('an expired quote that costs more now is refused with the new quote', async () => {
  const counter = await openCounter();
  const quote = await counter.quote();
  counter.clock.ms += 6 * 60 * 1000;
  counter.provider.answer(() => ({ raw: reply(200, sampleInquiry({ unit_price: '294000', amount: '288000' })) }));
  const answer = await counter.call('payment:pay', { quoteId: quote.quoteId, tendered: 300_000 });
  expect(answer).toMatchObject({ ok: false, code: 'quote-changed', quote: { total: 294_000, lockedBy: null } });
  expect(counter.payRequests()).toBe(0);
});

test('an expired quote that is for another month now is refused with the new quote, though it costs the same', async () => {
  const counter = await openCounter();
  const quote = await counter.quote();
  counter.clock.ms += 6 * 60 * 1000;
  const data = { nama_pelanggan: 'SITI RAHAYU', periode: 'MEI 2024', tagihan: '285000', admin: '6000' };
  counter.provider.answer(() => ({ raw: reply(200, sampleInquiry({ data })) }));
  expect(await counter.call('payment:pay', { quoteId: quote.quoteId, tendered: 300_000 })).toMatchObject({
    code: 'quote-changed',
    quote: { total: 291_000, periods: ['2024-05'] },
  });
  expect(counter.payRequests()).toBe(0);
});

test('an expired quote that can not be asked again is not paid', async () => {
  const counter = await openCounter();
  const quote = await counter.quote();
  counter.clock.ms += 6 * 60 * 1000;
  counter.provider.answer(() => 'reset');
  expect(await counter.call('payment:pay', { quoteId: quote.quoteId, tendered: 300_000 })).toMatchObject({
    code: 'provider-down',
  });
  counter.clock.ms += 24 * 60 * 60 * 1000;
  expect(await counter.call('payment:pay', { quoteId: quote.quoteId, tendered: 300_000 })).toMatchObject({
    code: 'quote-expired',
  });
  expect(counter.payRequests()).toBe(0);
});

test('a bill that is paid elsewhere in the shop while its old quote is renewed needs confirmation too', async () => {
  const counter = await openCounter();
  const early = await counter.quote();
  counter.clock.ms += 5 * 60 * 1000;
  const late = await counter.quote();
  counter.provider.answer((at, body) =>
    at === inquiryPath
      ? { raw: reply(200, sampleInquiry()), afterMs: 500 }
      : { raw: reply(200, samplePayment(JSON.parse(body) as Record<string, string>)) },
  );
  const renewing = counter.call('payment:pay', { quoteId: early.quoteId, tendered: 291_000 });
  await expect.poll(() => counter.provider.arrived.length).toBe(3);
  await counter.must('payment:pay', { quoteId: late.quoteId, tendered: 291_000 });
  expect(await renewing).toMatchObject({ ok: false, code: 'paid-before' });
  expect(counter.payRequests()).toBe(1);
});

test('a bill of two months needs confirmation if one of them was paid before', async () => {
  const counter = await openCounter();
  const april = await counter.quote();
  const paid = await counter.must('payment:pay', { quoteId: april.quoteId, tendered: 291_000 });
  const inquired = (periode: string): void => {
    const data = { nama_pelanggan: 'SITI RAHAYU', periode, tagihan: '285000', admin: '6000' };
    counter.provider.answer(() => ({ raw: reply(200, sampleInquiry({ data })) }));
  };
  inquired('APR 2024, MEI 2024');
  const both = await counter.quote();
  expect(both).toMatchObject({ periods: ['2024-04', '2024-05'], paidBefore: { transactionId: paid.transactionId } });
  expect(await counter.call('payment:pay', { quoteId: both.quoteId, tendered: 291_000 })).toMatchObject({
    code: 'paid-before',
  });
  inquired('MEI 2024');
  expect(await counter.quote()).toMatchObject({ periods: ['2024-05'], paidBefore: null });
});

test('a quote looks old, not young, when the clock was set back', async () => {
  const counter = await openCounter();
  const quote = await counter.quote();
  counter.clock.ms -= 60 * 60 * 1000;
  expect(await counter.must('payment:pay', { quoteId: quote.quoteId, tendered: 291_000 })).toMatchObject({
    status: 'paid',
  });
  const asked = counter.provider.arrived.filter(({ head }) => head.startsWith(`POST ${inquiryPath}`));
  expect(asked).toHaveLength(2);
});

test('unknown quotes, payments, channels and keys have codes of their own', async () => {
  const counter = await openCounter();
  const codeOf = async (channel: string, input: unknown): Promise<unknown> =>
    ((await counter.call(channel as never, input as never)) as { code?: string }).code;
  expect(await codeOf('payment:pay', { quoteId: 'NOBODY', tendered: 1 })).toBe('quote-unknown');
  expect(await codeOf('transaction:get', { transactionId: 'NOBODY' })).toBe('transaction-unknown');
  expect(await codeOf('payment:steal', {})).toBe('unknown-channel');
  expect(await codeOf('constructor', {})).toBe('unknown-channel');
  expect(await codeOf('payment:pay', { quoteId: 'X', tendered: 1.5 })).toBe('bad-request');
  expect(await codeOf('payment:pay', { quoteId: 'X', tendered: 1, amount: 1 })).toBe('bad-request');
  expect(await codeOf('bill:inquire', { product: 'pln-postpaid', customerNumber: 512345678901 })).toBe('bad-request');
  for (const wrong of ['51234567890', '5123456789012', '51234567890a', '5123 4567 8901', '']) {
    expect(await codeOf('bill:inquire', { product: 'pln-postpaid', customerNumber: wrong })).toBe('wrong-number');
  }
  expect(counter.provider.arrived).toHaveLength(0);
});
