import { expect, test } from 'vitest';
import { openShop, type Shop } from './shop.ts';

// What is in the drawer as a shift begins, against what was counted as the one before closed.

const shopOf = (drawers: 'one' | 'own') => ({ name: 'Loket Melati', address: '', terminal: '01', drawers });

/** Sri's shift was closed with a million in the drawer; Tono is next. */
async function closedWithAMillion(drawers: 'one' | 'own' = 'one'): Promise<Shop> {
  const shop = await openShop({ shop: shopOf(drawers) });
  await shop.signIn('Sri');
  expect(await shop.must('shift:open', { float: 1_000_000 })).not.toHaveProperty('floatDifference');
  await shop.must('shift:close', { counted: 1_000_000 });
  await shop.signIn('Tono');
  return shop;
}

const shiftNow = async (shop: Shop) => (await shop.must('till:status', {})).shift;

test('a shift was opened with Rp900.000 less than was counted at the last close, and nothing said so before its X', async () => {
  const shop = await closedWithAMillion();
  const opened = await shop.must('shift:open', { float: 100_000 });
  expect(opened).toMatchObject({ float: 100_000, floatDifference: -900_000 });
  expect(await shiftNow(shop)).toEqual(opened);
  expect((await shop.must('shift:x', {})).floatDifference).toBe(-900_000);
  // Cash that moves later is no change of what it began with.
  expect(await shop.must('shift:cash', { kind: 'in', amount: 900_000, reason: 'dari brankas' })).toEqual(opened);
});

test('a float that is what was counted says nothing', async () => {
  const shop = await closedWithAMillion();
  const opened = await shop.must('shift:open', { counted: [{ denomination: 100_000, count: 10 }] });
  expect(opened).not.toHaveProperty('floatDifference');
  expect(await shiftNow(shop)).not.toHaveProperty('floatDifference');
});

test('where each cashier has a drawer of their own, one is not compared with another', async () => {
  const shop = await closedWithAMillion('own');
  expect(await shop.must('shift:open', { float: 100_000 })).not.toHaveProperty('floatDifference');
  expect((await shop.must('shift:x', {})).floatDifference).toBeNull();
  expect((await shop.must('shift:close', { counted: 150_000, reason: 'salah hitung' })).floatDifference).toBeNull();
  await shop.signIn('Sri');
  await shop.must('shift:open', { float: 1_000_000 });
  expect((await shop.must('shift:x', {})).floatDifference).toBe(0);
  await shop.must('shift:close', { counted: 1_000_000 });
  await shop.signIn('Tono');
  expect(await shop.must('shift:open', { float: 100_000 })).toMatchObject({ floatDifference: -50_000 });
});
