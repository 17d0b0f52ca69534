import { expect, test } from 'vitest';
import { inquiryPath, openCounter, sampleInquiry, samplePayment } from '../harness/counter.ts';
import { reply } from '../harness/fake-provider.ts';
import { customers, sellTo } from '../harness/sell-to.ts';

test('history is searched by number, name, reference and transaction, newest first, page by page', async () => {
  const counter = await openCounter();
  expect(await counter.must('transaction:list', {})).toEqual({ items: [], cursor: null });
  await sellTo(counter, customers);
  const numbers = async (input: Parameters<typeof counter.must<'transaction:list'>>[1]): Promise<readonly string[]> =>
    (await counter.must('transaction:list', input)).items.map((one) => one.customerNumber.slice(-1));
  expect(await numbers({})).toEqual(['3', '2', '1']);
  expect(await numbers({ search: '678901' })).toEqual(['1']);
  expect(await numbers({ search: '5123 4567 8902' })).toEqual(['2']);
  expect(await numbers({ search: 'siti' })).toEqual(['1']);
  expect(await numbers({ search: 'REF-512345678903' })).toEqual(['3']);
  expect(await numbers({ search: '%' })).toEqual(['3']);
  expect(await numbers({ search: '_' })).toEqual([]);
  expect(await numbers({ status: 'pending' })).toEqual([]);
  expect(await numbers({ from: '2026-11-21T14:33:05+07:00', to: '2026-11-21T07:34:05Z' })).toEqual(['2']);

  const first = await counter.must('transaction:list', { limit: 2 });
  expect(first.items).toHaveLength(2);
  const second = await counter.must('transaction:list', { limit: 2, cursor: first.cursor });
  expect(second.items.map((one) => one.customerNumber)).toEqual(['512345678901']);
  expect(second.cursor).toBeNull();
  expect(await counter.call('transaction:list', { cursor: 'nonsense' })).toMatchObject({ code: 'bad-request' });
  const id = first.items[0]?.transactionId ?? '';
  expect(await numbers({ search: id })).toEqual(['3']);
});

test('what is not settled is listed together, newest first, page by page', async () => {
  const counter = await openCounter();
  await sellTo(counter, customers);
  counter.provider.answer((at, body) => {
    const { cust_id } = JSON.parse(body) as Record<string, string>;
    return at === inquiryPath ? { raw: reply(200, sampleInquiry({ cust_id })) } : 'reset';
  });
  const ids: string[] = [];
  for (const number of ['512345678911', '512345678912', '512345678913']) {
    const { quoteId } = await counter.must('bill:inquire', { product: 'pln-postpaid', customerNumber: number });
    ids.unshift((await counter.must('payment:pay', { quoteId, tendered: 300_000 })).transactionId);
    counter.clock.ms += 60_000;
  }
  const list = (more: object) => counter.must('transaction:list', { status: 'unsettled', ...more });
  expect((await list({})).items.map(({ transactionId }) => transactionId)).toEqual(ids);
  const first = await list({ limit: 2 });
  const second = await list({ limit: 2, cursor: first.cursor });
  expect([...first.items, ...second.items].map(({ transactionId }) => transactionId)).toEqual(ids);
  expect(second.cursor).toBeNull();
  expect((await list({ search: '8912' })).items).toMatchObject([{ transactionId: ids[1] }]);
  expect((await list({ from: first.items[1]?.createdAt })).items).toHaveLength(2);
  await counter.must('payment:resolve', { transactionId: ids[0] ?? '', as: 'paid', reason: 'they said so' });
  expect((await list({})).items.map(({ transactionId }) => transactionId)).toEqual(ids.slice(1));
});

test('a payment that is still being sent is listed as not settled', async () => {
  const counter = await openCounter();
  counter.payments((body) => ({ raw: reply(200, samplePayment(body)), afterMs: 300 }));
  const { quoteId } = await counter.quote();
  const paying = counter.call('payment:pay', { quoteId, tendered: 300_000 });
  await expect.poll(() => counter.payRequests()).toBe(1);
  const { items } = await counter.must('transaction:list', { status: 'unsettled' });
  expect(items).toMatchObject([{ quoteId, status: 'sending' }]);
  await paying;
});
