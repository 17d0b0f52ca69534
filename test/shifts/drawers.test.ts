import { expect, test } from 'vitest';
import { checkFolder } from '../verify/check.ts';
import { openShop } from './shop.ts';

const shopOf = (drawers: 'one' | 'own') => ({ name: 'Loket Melati', address: '', terminal: '01', drawers });

test('with one drawer whoever signs in sells into the shift that is open, whoever opened it', async () => {
  const shop = await openShop({ shop: shopOf('one') });
  await shop.signIn('Sri');
  await shop.must('shift:open', { float: 100_000 });
  await shop.signIn('Tono');
  expect(await shop.sell()).toMatchObject({ status: 'paid' });
});

test('with drawers of their own nobody sells into another’s, asks nothing of a provider, and sells once theirs is open', async () => {
  const shop = await openShop({ shop: shopOf('own') });
  await shop.signIn('Sri');
  await shop.must('shift:open', { float: 100_000 });
  expect(await shop.sell()).toMatchObject({ status: 'paid' });
  await shop.signIn('Tono');
  expect(await shop.must('till:status', {})).toMatchObject({ drawers: 'own', shift: { cashier: 'Sri' } });
  const { quoteId, total } = await shop.quote();
  const requests = shop.payRequests();
  const pay = { quoteId, tendered: total, confirmPaidBefore: true };
  expect(await shop.call('payment:pay', pay)).toMatchObject({ code: 'others-shift' });
  expect(shop.payRequests()).toBe(requests);
  // Not even an owner: it is the money in that drawer that Sri answers for.
  await shop.signIn('Ibu');
  expect(await shop.call('payment:pay', pay)).toMatchObject({ code: 'others-shift' });
  const counted = (await shop.must('shift:x', {})).tenders.reduce((sum, { amount }) => sum + amount, 100_000);
  await shop.signIn('Tono');
  const closed = await shop.call('shift:close', { counted }, 'page', shop.approval('Budi'));
  expect(closed).toMatchObject({ ok: true });
  const own = await shop.must('shift:open', { float: 50_000 });
  expect(own).toMatchObject({ cashier: 'Tono' });
  expect(await shop.must('payment:pay', pay)).toMatchObject({ status: 'paid' });
});

test('what is owed is taken into the own drawer alone, too', async () => {
  const shop = await openShop({ shop: shopOf('own') });
  await shop.signIn('Sri');
  await shop.must('shift:open', { float: 0 });
  const { customerId } = await shop.must('customer:save', { name: 'Bu Yanti', numbers: [] });
  const { quoteId, total } = await shop.quote();
  await shop.must('payment:pay', { quoteId, tenders: [{ kind: 'credit', amount: total }], customerId });
  await shop.signIn('Tono');
  const tenders = [{ kind: 'cash' as const, amount: 1_000 }];
  expect(await shop.call('debt:settle', { customerId, tenders })).toMatchObject({ code: 'others-shift' });
  await shop.signIn('Sri');
  expect(await shop.call('debt:settle', { customerId, tenders })).toMatchObject({ ok: true });
});

test('a cashier moved cash out of another’s own drawer, saw its X, and the Z did not say who', async () => {
  const shop = await openShop({ shop: shopOf('own') });
  await shop.signIn('Sri');
  const { shiftId } = await shop.must('shift:open', { float: 100_000 });
  await shop.must('shift:cash', { kind: 'in', amount: 5_000, reason: 'receh' });
  await shop.signIn('Tono');
  const drop = { kind: 'drop', amount: 50_000, reason: 'brankas' } as const;
  const refused = { code: 'others-shift', right: 'close-others' };
  expect(await shop.call('shift:cash', drop)).toMatchObject(refused);
  expect(await shop.call('shift:cash', drop, 'page', shop.approval('Tono'))).toMatchObject(refused);
  expect(await shop.call('shift:x', {})).toMatchObject(refused);
  expect(await shop.call('shift:get', { shiftId })).toMatchObject(refused);
  expect(await shop.call('shift:print', { shiftId })).toMatchObject(refused);
  // With a supervisor it is done, under the name of who did it.
  expect(await shop.call('shift:cash', drop, 'page', shop.approval('Budi'))).toMatchObject({ ok: true });
  expect(await shop.call('shift:x', {}, 'page', shop.approval('Budi'))).toMatchObject({ value: { expected: null } });
  await shop.signIn('Budi');
  await shop.must('shift:cash', { kind: 'out', amount: 2_000, reason: 'tinta' });
  const z = await shop.must('shift:close', { counted: 53_000 });
  expect(z.cash.map(({ kind, by }) => [kind, by])).toEqual([
    ['in', 'Sri'],
    ['drop', 'Tono'],
    ['out', 'Budi'],
  ]);
  expect(z.lines.join('\n')).toMatch(/KE BRANKAS +: +-Rp50\.000\nbrankas \(Tono\)/);
  await shop.close();
  expect(checkFolder(shop.folder).problems).toEqual([]);
});
