import { expect, test } from 'vitest';
import { openCounter } from '../harness/counter.ts';
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
