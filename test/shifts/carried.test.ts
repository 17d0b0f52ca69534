import { expect, test } from 'vitest';
import { checkFolder } from '../verify/check.ts';
import { openShop, type Shop } from './shop.ts';

// What becomes of a payment's money when its outcome comes late, in its shift or in a later one.

/** Signs Sri in and opens her shift with this in the drawer. */
async function openedBySri(float: number): Promise<Shop> {
  const shop = await openShop();
  await shop.signIn('Sri');
  await shop.must('shift:open', { float });
  return shop;
}

test('a payment that is pending at the close is carried to the next shift, and refunded there if it is refused', async () => {
  const shop = await openedBySri(50_000);
  shop.payments(() => 'cut');
  const { transactionId, total, status } = await shop.sell();
  expect(status).toBe('pending');
  const z = await shop.must('shift:close', { counted: 50_000 + total });
  expect(z).toMatchObject({ difference: 0, tenders: [{ kind: 'cash', count: 1, amount: total }] });
  expect(z.pending).toMatchObject([{ transactionId, total, cashier: 'Sri' }]);
  await shop.signIn('Budi');
  await shop.must('shift:open', { float: 400_000 });
  await shop.must('payment:resolve', { transactionId, as: 'refused', reason: 'kata Alfakios gagal' }, 'program');
  const next = await shop.must('shift:close', { counted: 400_000 - total });
  expect(next).toMatchObject({ difference: 0, sales: [], tenders: [], pending: [], perpetual: { count: 0, total: 0 } });
  expect(next.cash).toMatchObject([{ kind: 'refund', amount: total, reason: transactionId }]);
  expect(next.floatDifference).toBe(400_000 - (50_000 + total));
});

test('a payment by QRIS that was refused in a later shift stood in no Z, and all of them together had it as taken', async () => {
  const shop = await openedBySri(0);
  shop.payments(() => 'cut');
  const { quoteId, total } = await shop.quote();
  const tenders = [
    { kind: 'qris' as const, amount: total - 41_000 },
    { kind: 'cash' as const, amount: 41_000 },
  ];
  const { transactionId, status } = await shop.must('payment:pay', { quoteId, tenders });
  expect(status).toBe('pending');
  const taken = [
    { kind: 'cash', count: 1, amount: 41_000 },
    { kind: 'qris', count: 1, amount: total - 41_000 },
  ];
  const nothing = { count: 0, total: 0 };
  const first = await shop.must('shift:close', { counted: 41_000 });
  expect(first).toMatchObject({ tenders: taken, sales: [{ count: 1 }], perpetual: nothing });
  await shop.signIn('Budi');
  await shop.must('shift:open', { float: 41_000 });
  await shop.must('payment:resolve', { transactionId, as: 'refused', reason: 'kata Alfakios gagal' }, 'program');
  const next = await shop.must('shift:close', { counted: 0 });
  expect(next).toMatchObject({ difference: 0, balance: 0, sales: [], perpetual: nothing });
  expect(next.tenders).toEqual([{ kind: 'qris', count: 0, amount: 41_000 - total }]);
  expect(next.cash).toMatchObject([{ kind: 'refund', amount: 41_000, reason: transactionId }]);
  expect(next.lines.join('\n')).toMatch(/HARUS KEMBALI, BUKAN TUNAI\nQRIS +: +-Rp/);
  await shop.close();
  expect(checkFolder(shop.folder).problems).toEqual([]);
});

test('the sum of all time fell as a pending payment was refused in the next shift', async () => {
  const shop = await openedBySri(0);
  const { total } = await shop.sell();
  shop.payments(() => 'cut');
  const { transactionId } = await shop.sell({ confirmPaidBefore: true });
  const once = { count: 1, total };
  expect(await shop.must('shift:close', { counted: 2 * total })).toMatchObject({ perpetual: once });
  await shop.signIn('Budi');
  await shop.must('shift:open', { float: total });
  await shop.must('payment:resolve', { transactionId, as: 'refused', reason: 'kata Alfakios gagal' }, 'program');
  expect(await shop.must('shift:x', {})).toMatchObject({ perpetual: once });
  // A person's word counts, and taken back it counts no more.
  for (const [as, count] of [
    ['paid', 2],
    ['refused', 1],
  ] as const) {
    await shop.must('payment:resolve', { transactionId, as, reason: 'dicek' }, 'program');
    const late = { count: count - 1, amount: (count - 1) * total };
    expect(await shop.must('shift:x', {})).toMatchObject({ late, perpetual: { count, total: count * total } });
  }
  await shop.must('shift:close', { counted: 0 });
  await shop.close();
  expect(checkFolder(shop.folder).problems).toEqual([]);
});

test('what is refused within its shift is no sale of it', async () => {
  const shop = await openedBySri(50_000);
  shop.payments(() => 'cut');
  const { transactionId } = await shop.sell();
  const resolved = { transactionId, as: 'refused', reason: 'kata Alfakios gagal' } as const;
  expect(await shop.call('payment:resolve', resolved, 'page', shop.approval('Budi'))).toMatchObject({ ok: true });
  expect(await shop.must('shift:close', { counted: 50_000 })).toMatchObject({
    difference: 0,
    sales: [],
    tenders: [],
    cash: [],
  });
});

test('a word that is taken back moves the money back, the deposit’s too, and the balance stays 0', async () => {
  const shop = await openedBySri(50_000);
  shop.payments(() => 'cut');
  const { transactionId, total, bill, admin } = await shop.sell();
  await shop.signIn('Budi');
  const used = () => shop.db.prepare(`SELECT -total(amount) FROM ledger WHERE account = 'deposit'`).pluck().get();
  for (const as of ['paid', 'refused', 'paid'] as const) {
    await shop.must('payment:resolve', { transactionId, as, reason: 'dicek' }, 'program');
    const x = await shop.must('shift:x', {});
    expect(x).toMatchObject({ balance: 0, expected: 50_000 + (as === 'paid' ? total : 0) });
    expect(used()).toBe(as === 'paid' ? bill + admin : 0);
  }
});
