import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { ShiftReport } from '../../shared/shift.ts';
import { toWib } from '../../shared/time.ts';
import { tempFolder } from '../harness/temp-folder.ts';
import { checkFolder } from '../verify/check.ts';
import { areMadeAgain } from './made-again.ts';
import { openShop, type Shop } from './shop.ts';

// What happens between a close and the opening again of the same shift is that shift's.

const float = 100_000;

interface Closed {
  readonly shop: Shop;
  readonly z: ShiftReport;
  /** Pending at the close. */
  readonly transactionId: string;
  readonly total: number;
}

/** Budi's shift, closed with a payment in it that is paid and one that is pending. */
async function closedWithOnePending(): Promise<Closed> {
  const shop = await openShop();
  await shop.signIn('Budi');
  await shop.must('shift:open', { float });
  await shop.sell();
  shop.payments(() => 'cut');
  const { transactionId, total, status } = await shop.sell();
  expect(status).toBe('pending');
  const z = await shop.must('shift:close', { counted: float + 2 * total });
  expect(z).toMatchObject({ number: 1, difference: 0, sales: [{ count: 2 }], pending: [{ transactionId }] });
  return { shop, z, transactionId, total };
}

const reopen = (shop: Shop, { shiftId }: ShiftReport) => shop.must('shift:reopen', { shiftId, reason: 'lupa' });
const resolve = (shop: Shop, transactionId: string, as: 'paid' | 'refused') =>
  shop.must('payment:resolve', { transactionId, as, reason: 'kata Alfakios' }, 'program');

/** The next shift knows nothing of it, the first Z stands, and books that are made again post the same. */
async function nothingIsElsewhere({ shop, z }: Closed): Promise<void> {
  await shop.must('shift:open', { float: 0 });
  const next = { expected: 0, sales: [], tenders: [], cash: [], copies: 0, drawerOpens: 0, balance: 0 };
  expect(await shop.must('shift:x', {})).toMatchObject(next);
  const { lines: _lines, ...first } = z as ShiftReport & { readonly lines: unknown };
  expect(JSON.parse(String(shop.db.prepare('SELECT report FROM zs WHERE z = 1').pluck().get()))).toEqual(first);
  await areMadeAgain(shop);
}

test('what was refused between a close and a reopening was a refund of the next shift, and the honest count was short', async () => {
  const closed = await closedWithOnePending();
  const { shop, z, transactionId, total } = closed;
  await resolve(shop, transactionId, 'refused');
  await reopen(shop, z);
  const once = { sales: [{ count: 1, bill: z.sales[0]?.bill ? z.sales[0].bill / 2 : 0 }], cash: [] };
  expect(await shop.must('shift:x', {})).toMatchObject({ ...once, expected: float + total });
  const second = await shop.must('shift:close', { counted: float + total });
  expect(second).toMatchObject({ ...once, number: 2, difference: 0, balance: 0 });
  expect(second.tenders).toEqual([{ kind: 'cash', count: 1, amount: total }]);
  await nothingIsElsewhere(closed);
});

test('a payment that was refused before its shift went on, and was paid after all, was two sales and a refund', async () => {
  const closed = await closedWithOnePending();
  const { shop, z, transactionId, total } = closed;
  await resolve(shop, transactionId, 'refused');
  await reopen(shop, z);
  await resolve(shop, transactionId, 'paid');
  const second = await shop.must('shift:close', { counted: float + 2 * total });
  expect(second).toMatchObject({ difference: 0, sales: [{ count: 2 }], cash: [], perpetual: { count: 2 } });
  await nothingIsElsewhere(closed);
});

test('what was paid between a close and a reopening left the deposit in the next shift', async () => {
  const closed = await closedWithOnePending();
  const { shop, z, transactionId, total } = closed;
  await resolve(shop, transactionId, 'paid');
  await reopen(shop, z);
  const second = await shop.must('shift:close', { counted: float + 2 * total });
  expect(second.sales).toMatchObject([{ count: 2, deposit: 2 * (z.sales[0]?.deposit ?? NaN) }]);
  expect(second.deposits[0]?.used).toBe(2 * (z.deposits[0]?.used ?? NaN));
  await nothingIsElsewhere(closed);
});

test('a top-up and a word that was taken back between a close and a reopening stood in the next shift', async () => {
  const closed = await closedWithOnePending();
  const { shop, z, transactionId, total } = closed;
  const topUp = { provider: 'alfakios', kind: 'top-up', amount: 500_000, note: 'BCA' } as const;
  await shop.must('deposit:record', topUp, 'program');
  for (const as of ['refused', 'paid', 'refused'] as const) await resolve(shop, transactionId, as);
  await reopen(shop, z);
  // And once more: closed, taken back, opened again.
  await shop.must('shift:close', { counted: float + total });
  await resolve(shop, transactionId, 'paid');
  await reopen(shop, z);
  const third = await shop.must('shift:close', { counted: float + 2 * total });
  expect(third).toMatchObject({ number: 3, difference: 0, sales: [{ count: 2 }], cash: [] });
  expect(third.deposits).toMatchObject([{ provider: 'alfakios', topUps: 500_000 }]);
  await nothingIsElsewhere(closed);
});

test('what goes back between a close and a reopening for a payment of an earlier shift is a refund there', async () => {
  const { shop, transactionId, total } = await closedWithOnePending();
  await shop.must('shift:open', { float: total });
  const empty = await shop.must('shift:close', { counted: total });
  await resolve(shop, transactionId, 'refused');
  await reopen(shop, empty);
  const again = await shop.must('shift:close', { counted: 0 });
  expect(again).toMatchObject({ difference: 0, sales: [], cash: [{ kind: 'refund', amount: total }] });
  await shop.must('shift:open', { float: 0 });
  expect(await shop.must('shift:x', {})).toMatchObject({ expected: 0, cash: [] });
  await areMadeAgain(shop);
});

test('an older till left it to the next shift: its books are made again as they were, and are whole', async () => {
  const { shop, z, transactionId, total } = await closedWithOnePending();
  await resolve(shop, transactionId, 'refused');
  const { shiftId } = z;
  const data = { shiftId, number: 1, expected: z.expected ?? 0, counted: z.counted ?? 0, reason: 'lupa', by: 'Budi' };
  shop.books.write([{ at: shop.clock.ms, kind: 'shift-reopened', transactionId: null, data }]);
  await shop.must('shift:close', { counted: float + 2 * total });
  // The till of today takes over what that one left.
  await reopen(shop, z);
  expect(await shop.must('shift:close', { counted: float + total })).toMatchObject({ number: 3, difference: 0 });
  await areMadeAgain(shop);
});

test('the Z of a reopened shift repeated all of Z 1 and named it nowhere, and Z 1 was gone from the list', async () => {
  const shop = await openShop();
  await shop.signIn('Budi');
  await shop.must('shift:open', { float });
  const z1 = await shop.must('shift:close', { counted: float });
  expect(z1).not.toHaveProperty('replaces');
  const { shiftId } = z1;
  expect(z1).not.toHaveProperty('reopened');
  shop.clock.ms += 60_000;
  await reopen(shop, z1);
  expect((await shop.must('shift:x', {})).lines.join('\n')).toContain('MELANJUTKAN Z 1');
  const z2 = await shop.must('shift:close', { counted: float });
  expect(z2).toMatchObject({ number: 2, replaces: [1] });
  expect(z2.lines.join('\n')).toMatch(/LAPORAN Z 2\n *MENGGANTIKAN Z 1\n/);
  // And nothing said who had opened it again, when and why.
  const why = { by: 'Budi', reason: 'lupa' };
  expect(z2.reopened).toEqual([{ ...why, at: toWib(shop.clock.ms) }]);
  expect(z2.lines.join('\n')).toMatch(/^DIBUKA LAGI *: .*\nOLEH *: Budi\nALASAN *: lupa$/m);
  await reopen(shop, z2);
  const z3 = await shop.must('shift:close', { counted: float });
  expect(z3).toMatchObject({ number: 3, replaces: [1, 2], reopened: [why, why] });
  const { items } = await shop.must('shift:list', {});
  expect(items).toMatchObject([{ shiftId, number: 3, replaced: [1, 2] }]);
  const first = await shop.must('shift:get', { shiftId, number: 1 });
  expect({ ...first, lines: null }).toEqual({ ...z1, lines: null });
  // Another shift's is not this one's.
  await shop.must('shift:open', { float });
  const next = await shop.must('shift:close', { counted: float });
  expect(next).not.toHaveProperty('replaces');
  expect(next).not.toHaveProperty('reopened');
  expect(await shop.call('shift:get', { shiftId, number: 4 })).toMatchObject({ code: 'shift-unknown' });
  await areMadeAgain(shop);
});

test('a Z that another one of its shift had replaced was printed again as if it still counted', async () => {
  const slips = path.join(tempFolder(), 'slips.bin');
  const shop = await openShop({ printers: [{ id: 'kasir', transport: `file:${slips}`, columns: 32 }] });
  await shop.signIn('Budi');
  const { shiftId } = await shop.must('shift:open', { float });
  const stored = () => shop.db.prepare('SELECT report FROM zs WHERE z = 1').pluck().get();
  const z1 = await shop.must('shift:close', { counted: float });
  const closed = stored();
  await shop.must('shift:print', { shiftId });
  await reopen(shop, z1);
  expect((await shop.must('shift:get', { shiftId, number: 1 })).lines).toEqual(z1.lines);
  const z2 = await shop.must('shift:close', { counted: float });
  await reopen(shop, z2);
  await shop.must('shift:close', { counted: float });
  await shop.must('shift:print', { shiftId, number: 1 });
  await shop.must('shift:print', { shiftId });
  const papers = readFileSync(slips, 'latin1').split('LAPORAN Z ');
  expect(papers.map((paper) => /DIGANTIKAN Z \d+/.exec(paper)?.[0])).toEqual([
    ...[undefined, undefined],
    ...['DIGANTIKAN Z 3', undefined],
  ]);
  expect(papers[2]).toMatch(/^1[^]*CETAK ULANG ke-1[^]*DIGANTIKAN Z 3[^]*jangan\s+dijumlahkan/);
  const shown = await shop.must('shift:get', { shiftId, number: 2 });
  expect(shown.lines.join('\n')).toMatch(/LAPORAN Z 2\n *DIGANTIKAN Z 3\n[^]*MENGGANTIKAN Z 1\n/);
  expect(stored()).toBe(closed);
  await shop.close();
  expect(checkFolder(shop.folder).problems).toEqual([]);
});

test('whoever had to count a shift that was opened again could read how it was counted before', async () => {
  const shop = await openShop();
  await shop.signIn('Sri');
  await shop.must('shift:open', { float });
  const z = await shop.must('shift:close', { counted: float });
  await shop.signIn('Budi');
  await reopen(shop, z);
  expect(await shop.must('shift:get', { shiftId: z.shiftId, number: 1 })).toMatchObject({ expected: float });
  await shop.signIn('Sri');
  expect(await shop.must('shift:x', {})).toMatchObject({ expected: null });
  const asked = { shiftId: z.shiftId, number: 1 };
  const refused = { code: 'not-allowed', right: 'expected-cash' };
  expect(await shop.call('shift:get', asked)).toMatchObject(refused);
  expect(await shop.call('shift:print', asked)).toMatchObject(refused);
  expect(await shop.call('shift:get', asked, 'page', shop.approval('Budi'))).toMatchObject({ ok: true });
});
