import { expect, test } from 'vitest';
import { rupiah } from '../../shared/money.ts';
import { openShop } from './shop.ts';

test('a customer who had paid all vanished from the debts, with what was paid: they are found by name, phone and number', async () => {
  const shop = await openShop();
  await shop.signIn('Sri');
  await shop.must('shift:open', { float: 0 });
  const { customerId } = await shop.must('customer:save', { name: 'Bu Yanti', phone: '0812', numbers: [] });
  // Owed never anything, so there is no history.
  await shop.must('customer:save', { name: 'Bu Yani', numbers: [] });
  const settled = async (search: string) => (await shop.must('debt:list', { settled: { search } })).items;
  const { quoteId, total } = await shop.quote();
  const tenders = [{ kind: 'credit' as const, amount: total }];
  await shop.must('payment:pay', { quoteId, tenders, customerId });
  expect(await settled('')).toEqual([]);
  await shop.must('debt:settle', { customerId, tenders: [{ kind: 'cash', amount: rupiah(total) }] });
  expect((await shop.must('debt:list', {})).items).toEqual([]);
  for (const search of ['', 'YANTI', '0812'])
    expect(await settled(search)).toMatchObject([{ customerId, name: 'Bu Yanti', owed: 0 }]);
  expect(await settled('agus')).toEqual([]);
  const lines = (await shop.must('debt:list', { customerId })).items[0]?.lines ?? [];
  expect(new Set(lines.map(({ kind, amount }) => `${kind} ${amount}`))).toEqual(
    new Set([`sale ${total}`, `paid ${0 - total}`]),
  );
  // Nor does it go with the customer.
  await shop.must('customer:remove', { customerId });
  expect(await settled('yanti')).toMatchObject([{ customerId }]);
});

test('of 2,000 who have paid all the first 50 by name are listed, and any other is found by its name', async () => {
  const shop = await openShop();
  await shop.signIn('Sri');
  const insert = shop.db.prepare(
    `INSERT INTO customers (customer_id, name, phone, grp, numbers, active) VALUES (?, ?, NULL, NULL, '[]', 1)`,
  );
  const settle = shop.db.prepare('INSERT INTO debts (customer_id, amount) VALUES (?, 0)');
  shop.db.transaction(() => {
    for (let n = 0; n < 2_000; n++) {
      insert.run(`C${n}`, `Pelanggan ${String(n).padStart(4, '0')}`);
      settle.run(`C${n}`);
    }
  })();
  const { items, most } = await shop.must('debt:list', { settled: { search: '' } });
  expect(items).toHaveLength(50);
  expect(most).toBe(50);
  expect(items[49]).toMatchObject({ name: 'Pelanggan 0049' });
  const one = await shop.must('debt:list', { settled: { search: '1987' } });
  expect(one.items).toMatchObject([{ customerId: 'C1987' }]);
  expect(one.most).toBeUndefined();
});
