import { expect, test } from 'vitest';
import { openShop } from './shop.ts';

// What leaves the drawer is in it.

const drop = (amount: number) => ({ kind: 'drop', amount, reason: 'brankas' }) as const;
const out = (amount: number) => ({ kind: 'out', amount, reason: 'tinta' }) as const;

test('more cash went to the safe, or out, than the books had in the drawer, and what was expected fell below 0', async () => {
  const shop = await openShop();
  await shop.signIn('Budi');
  await shop.must('shift:open', { float: 50_000 });
  const budi = shop.approval('Budi');
  for (const move of [drop(50_001), out(50_001)])
    expect(await shop.call('shift:cash', move, 'page', budi)).toMatchObject({ ok: false, code: 'drawer-short' });
  expect(await shop.must('shift:x', {})).toMatchObject({ expected: 50_000, cash: [] });
  // What is there besides comes in first.
  await shop.must('shift:cash', { kind: 'in', amount: 1, reason: 'modal salah hitung' });
  await shop.must('shift:cash', drop(50_001), 'page', budi);
  expect(await shop.must('shift:x', {})).toMatchObject({ expected: 0 });
});

test('a cashier, who counts blind, found out what is in the drawer by trying how much may leave it', async () => {
  const shop = await openShop();
  await shop.signIn('Sri');
  await shop.must('shift:open', { float: 50_000 });
  const refused = await shop.call('shift:cash', drop(60_000));
  expect(refused).toMatchObject({ ok: false, code: 'drawer-short' });
  expect(JSON.stringify(refused)).not.toContain('50000');
  // From then on a supervisor stands there, whatever the amount.
  for (const amount of [55_000, 50_000, 1])
    expect(await shop.call('shift:cash', drop(amount))).toMatchObject({ code: 'not-allowed', right: 'drop-again' });
  await shop.must('shift:cash', drop(20_000), 'page', shop.approval('Budi'));
  await shop.must('shift:cash', { kind: 'in', amount: 5_000, reason: 'receh' });
  await shop.must('shift:close', { counted: 35_000 });
  await shop.must('shift:open', { float: 10_000 });
  await shop.must('shift:cash', drop(10_000));
});
