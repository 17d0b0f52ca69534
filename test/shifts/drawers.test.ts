import { expect, test } from 'vitest';
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
  await shop.signIn('Tono');
  const counted = (await shop.must('shift:x', {})).tenders.reduce((sum, { amount }) => sum + amount, 100_000);
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
