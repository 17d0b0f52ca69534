import { expect, test } from 'vitest';
import { saidOfChanged } from '../verify/changed-records.ts';
import { checkFolder } from '../verify/check.ts';
import { openShop, type Shop } from './shop.ts';

// A cash payment is refused while no shift is open: its money may leave the drawer before the next float is counted, or after.

/** Sri's shift was closed with a pending cash payment in the drawer, which is refused then. */
async function refusedBetween(): Promise<{ readonly shop: Shop; readonly total: number }> {
  const shop = await openShop();
  await shop.signIn('Sri');
  await shop.must('shift:open', { float: 200_000 });
  shop.payments(() => 'cut');
  const { transactionId, total } = await shop.sell();
  await shop.must('shift:close', { counted: 200_000 + total });
  expect((await shop.must('till:status', {})).refunded).toBe(0);
  await shop.signIn('Budi');
  await shop.must('payment:resolve', { transactionId, as: 'refused', reason: 'kata Alfakios gagal' }, 'program');
  expect((await shop.must('till:status', {})).refunded).toBe(total);
  return { shop, total };
}

test('what was given back before the float was counted was missing in the float, and went out of the drawer once more', async () => {
  const { shop, total } = await refusedBetween();
  const opened = await shop.must('shift:open', { float: 200_000, givenBack: total });
  expect(opened).toMatchObject({ float: 200_000, givenBack: total });
  expect(opened).not.toHaveProperty('floatDifference');
  expect((await shop.must('till:status', {})).refunded).toBe(0);
  const z = await shop.must('shift:close', { counted: 200_000 });
  expect(z).toMatchObject({ expected: 200_000, difference: 0, floatDifference: 0, givenBack: total, balance: 0 });
  expect(z.cash).toMatchObject([{ kind: 'refund', amount: total }]);
  const paper = z.lines.join('\n');
  expect(paper).toMatch(
    /MODAL AWAL +: +Rp200\.000\nSUDAH KELUAR +: +Rp291\.000\n *sebelum modal dihitung\nHARUS KEMBALI +: +-Rp291\.000/,
  );
  expect(paper).toMatch(/SEHARUSNYA +: +Rp200\.000/);
  // The verifier counts it itself.
  const tooMuch = saidOfChanged(shop.db, 'shift-opened', ({ givenBack }) =>
    givenBack ? { givenBack: total + 1 } : {},
  );
  expect(tooMuch).toContain('says that more left the drawer than was given back since the last close');
  await shop.close();
  expect(checkFolder(shop.folder).problems).toEqual([]);
});

test('what is given back after the float was counted goes out of the drawer of the shift', async () => {
  const { shop, total } = await refusedBetween();
  const opened = await shop.must('shift:open', { float: 200_000 + total });
  expect(opened).not.toHaveProperty('floatDifference');
  expect(opened).not.toHaveProperty('givenBack');
  const z = await shop.must('shift:close', { counted: 200_000 });
  expect(z).toMatchObject({ expected: 200_000, difference: 0, floatDifference: 0 });
  expect(z).not.toHaveProperty('givenBack');
});

test('nobody says that more was given back than was refused; what was miscounted besides is told', async () => {
  const { shop, total } = await refusedBetween();
  const counted = [{ denomination: 50_000 as const, count: 3 }];
  expect(await shop.call('shift:open', { counted, givenBack: total + 1 })).toMatchObject({ code: 'decided-meanwhile' });
  expect(await shop.call('shift:open', { counted, givenBack: 0 })).toMatchObject({ code: 'bad-request' });
  const opened = await shop.must('shift:open', { counted, givenBack: total });
  expect(opened).toMatchObject({ float: 150_000, givenBack: total, floatDifference: -50_000 });
});
