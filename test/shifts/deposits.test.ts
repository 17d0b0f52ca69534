import { expect, test } from 'vitest';
import { rebuild } from '../../electron/books/rebuild.ts';
import { checkFolder } from '../verify/check.ts';
import { openShop, type Shop } from './shop.ts';

const dayMs = 24 * 60 * 60 * 1000;
const provider = 'alfakios';

async function openedBySri(): Promise<Shop> {
  const shop = await openShop();
  await shop.signIn('Sri');
  await shop.must('shift:open', { float: 0 });
  return shop;
}

test('top-ups, what payments took, and corrections make the closing, day by day', async () => {
  const shop = await openedBySri();
  await shop.signIn('Budi');
  const topUp = { provider, kind: 'top-up', amount: 1_000_000, note: 'BCA 0042' } as const;
  expect(await shop.must('deposit:record', topUp)).toMatchObject({ opening: 0, closing: 1_000_000 });
  const first = await shop.sell();
  const second = await shop.sell();
  const used =
    first.bill + first.admin - (first.commission ?? 0) + second.bill + second.admin - (second.commission ?? 0);
  const today = await shop.must('deposit:book', { provider });
  expect(today).toMatchObject({ provider, opening: 0, closing: 1_000_000 - used });
  expect(today.lines.map(({ kind, amount, by }) => [kind, amount, by])).toEqual([
    ['top-up', 1_000_000, 'Budi'],
    ['used', -used, null],
  ]);
  expect(today.difference).toBe(today.said === null ? null : today.said - today.closing);
  shop.clock.ms += dayMs;
  await shop.must('deposit:record', { provider, kind: 'correction', amount: -250, note: 'biaya admin mitra' });
  const next = await shop.must('deposit:book', { provider, from: '2026-11-22T00:00:00+07:00' });
  expect(next).toMatchObject({ opening: today.closing, closing: today.closing - 250 });
  expect(next.lines).toMatchObject([{ kind: 'correction', amount: -250, note: 'biaya admin mitra', by: 'Budi' }]);
  const before = await shop.must('deposit:book', { provider, to: '2026-11-22T00:00:00+07:00' });
  expect(before).toMatchObject({ closing: today.closing, lines: today.lines });
  const z = await shop.must('shift:close', { counted: first.total + second.total });
  expect(z.deposits).toMatchObject([{ provider, opening: 0, topUps: 999_750, used, closing: 999_750 - used }]);
  expect(z.balance).toBe(0);
});

test('a payment under way is reserved, and used only once it is settled', async () => {
  const shop = await openedBySri();
  shop.payments(() => 'cut');
  const { transactionId, bill, admin } = await shop.sell();
  expect(await shop.must('deposit:book', { provider })).toMatchObject({
    closing: 0,
    reserved: bill + admin,
    lines: [],
  });
  await shop.signIn('Budi');
  await shop.must('payment:resolve', { transactionId, as: 'paid', reason: 'ada di daftar Alfakios' });
  const book = await shop.must('deposit:book', { provider });
  expect(book).toMatchObject({ closing: -(bill + admin), reserved: 0 });
  await shop.must('payment:resolve', { transactionId, as: 'refused', reason: 'salah lihat' });
  expect(await shop.must('deposit:book', { provider })).toMatchObject({ closing: 0, lines: [] });
});

test('only a supervisor records a deposit, and no top-up takes anything away', async () => {
  const shop = await openedBySri();
  const topUp = { provider, kind: 'top-up', amount: 500_000, note: 'BCA' } as const;
  expect(await shop.call('deposit:record', topUp)).toMatchObject({ code: 'not-allowed', right: 'deposit' });
  await shop.signIn('Budi');
  for (const wrong of [{ amount: 0 }, { amount: -1 }, { amount: 0.5 }, { note: '' }, { provider: 'nobody' }])
    expect(await shop.call('deposit:record', { ...topUp, ...wrong } as typeof topUp)).toMatchObject({
      code: 'bad-request',
    });
  expect((await shop.must('deposit:book', { provider })).lines).toEqual([]);
});

test('the book of a deposit is the same after either side was made again from the other', async () => {
  const shop = await openedBySri();
  await shop.signIn('Budi');
  await shop.must('deposit:record', { provider, kind: 'top-up', amount: 2_000_000, note: 'BCA 0043' });
  await shop.sell();
  const book = await shop.must('deposit:book', { provider });
  await shop.close();
  expect(checkFolder(shop.folder).problems).toEqual([]);
  for (const what of ['database', 'journal'] as const)
    expect(await rebuild(shop.folder, what, shop.clock.ms)).toMatchObject({ ok: true });
  expect(checkFolder(shop.folder).problems).toEqual([]);
  const again = await openShop({ folder: shop.folder, startsAt: shop.clock.ms });
  await again.signIn('Sri');
  const { opening, lines, closing } = book;
  expect(await again.must('deposit:book', { provider })).toMatchObject({ opening, lines, closing });
});
