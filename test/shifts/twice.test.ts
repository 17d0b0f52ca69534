import { expect, test } from 'vitest';
import { openShop } from './shop.ts';

// A press that came twice.

test('a line that reached the till twice, by a key that bounced or a call that came again, was recorded twice', async () => {
  const shop = await openShop();
  await shop.signIn('Budi');
  await shop.must('shift:open', { float: 50_000 });
  const cash = { kind: 'in', amount: 5_000, reason: 'receh' } as const;
  const topUp = { provider: 'alfakios', kind: 'correction', amount: 100_000, note: 'BCA' } as const;
  const budi = shop.approval('Budi');
  for (const press of [() => shop.call('shift:cash', cash), () => shop.call('deposit:record', topUp, 'page', budi)]) {
    const both = await Promise.all([press(), press()]);
    expect(both.map((one) => (one.ok ? 'recorded' : one.code)).sort()).toEqual(['just-recorded', 'recorded']);
    // Meant twice, a few seconds later.
    shop.clock.ms += 3_000;
    expect(await press()).toMatchObject({ ok: true });
  }
  const { cash: lines, deposits } = await shop.must('shift:x', {});
  expect(lines.map(({ amount }) => amount)).toEqual([5_000, 5_000]);
  expect(deposits).toMatchObject([{ topUps: 200_000 }]);
});

test('another line, another person, or a program that sends the same twice is recorded at once', async () => {
  const shop = await openShop();
  await shop.signIn('Sri');
  await shop.must('shift:open', { float: 50_000 });
  const cash = { kind: 'in', amount: 5_000, reason: 'receh' } as const;
  await shop.must('shift:cash', cash);
  await shop.must('shift:cash', { ...cash, amount: 6_000 });
  await shop.must('shift:cash', cash);
  await shop.signIn('Tono');
  await shop.must('shift:cash', cash);
  await shop.must('shift:cash', cash, 'program');
  await shop.must('shift:cash', cash, 'program');
  expect((await shop.must('shift:x', {})).cash).toHaveLength(6);
});

test('a drop of more than half of the drawer that came twice was said not to be in it, and its cashier was taken for one who tries', async () => {
  const shop = await openShop();
  await shop.signIn('Sri');
  await shop.must('shift:open', { float: 100_000 });
  const drop = { kind: 'drop', amount: 60_000, reason: 'setor' } as const;
  const both = await Promise.all([shop.call('shift:cash', drop), shop.call('shift:cash', drop)]);
  expect(both.map((one) => (one.ok ? 'recorded' : one.code))).toEqual(['recorded', 'just-recorded']);
  shop.clock.ms += 60_000;
  expect(await shop.call('shift:cash', { ...drop, amount: 1_000 })).toMatchObject({ ok: true });
});
