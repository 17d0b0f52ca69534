import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { openShop, type Shop } from '../shifts/shop.ts';
import { checkFolder } from './check.ts';

// What a shift leaves in tables that no record names by an id: each value of it is the records'.

const total = 291_000;

/** Two shifts with cash in and out, a refund of the first one's sale in the second, top-ups, and a close that a PIN approved of. */
async function openedTwice(): Promise<Shop> {
  const shop = await openShop();
  await shop.signIn('Sri');
  await shop.must('shift:open', { float: 100_000 });
  shop.payments(() => 'cut');
  const { quoteId } = await shop.quote();
  const { transactionId } = await shop.must('payment:pay', { quoteId, tendered: total });
  await shop.must('shift:cash', { kind: 'in', amount: 20_000, reason: 'uang receh' });
  const out = { kind: 'out', amount: 5_000, reason: 'galon' } as const;
  await shop.must('shift:cash', out, 'page', shop.approval('Budi'));
  await shop.must('shift:close', { counted: 115_000 + total });
  await shop.must('shift:open', { float: 50_000 });
  const topUp = { provider: 'alfakios', kind: 'top-up', amount: 500_000, note: 'transfer BCA' } as const;
  await shop.must('deposit:record', topUp, 'page', shop.approval('Budi'));
  const word = { transactionId, as: 'refused', reason: 'tidak ada di daftar' } as const;
  await shop.must('payment:resolve', word, 'page', shop.approval('Budi'));
  const counted = 999_000;
  await shop.call('shift:close', { counted });
  await shop.must('shift:close', { counted, reason: 'lebih' }, 'page', shop.approval('Budi'));
  await shop.close();
  return shop;
}

function change(shop: Shop, sql: string): readonly string[] {
  const db = new Database(`${shop.folder}/loket.db`);
  const triggers = db.prepare(`SELECT name FROM sqlite_master WHERE type = 'trigger'`).pluck().all() as string[];
  for (const name of triggers) db.exec(`DROP TRIGGER ${name}`);
  expect(db.prepare(sql).run().changes).toBeGreaterThan(0);
  db.close();
  return checkFolder(shop.folder).problems.map(({ what }) => what);
}

test('a shift with refunds, top-ups and approvals is well', async () => {
  const shop = await openedTwice();
  expect(checkFolder(shop.folder).problems).toEqual([]);
});

test.for([
  ['the reason of cash', `UPDATE shift_lines SET reason = 'galom' WHERE kind = 'out'`, 'shift_lines: 1: is not'],
  [
    'whose refund it was',
    `UPDATE shift_lines SET reason = reason || 'x' WHERE kind = 'refund'`,
    'shift_lines: 2: is not',
  ],
  ['when cash moved', `UPDATE shift_lines SET at = at + 1 WHERE kind = 'in'`, 'shift_lines: 1: is not'],
  ['who moved cash', `UPDATE shift_lines SET by_name = 'Ibx' WHERE kind = 'out'`, 'shift_lines: 1: is not'],
  [
    'that somebody moved cash',
    `UPDATE shift_lines SET by_name = NULL WHERE shift = 2 AND kind = 'count'`,
    'shift_lines: 2',
  ],
  [
    'that nobody moved a refund',
    `UPDATE shift_lines SET by_name = 'Sri' WHERE kind = 'refund'`,
    'shift_lines: 2: is not',
  ],
  ['what kind of move it was', `UPDATE shift_lines SET kind = 'drop' WHERE kind = 'out'`, 'shift_lines: 1: is not'],
  ['a line that is gone', `DELETE FROM shift_lines WHERE kind = 'refund'`, 'shift_lines: 2: is not'],
  ['lines that are gone', 'DELETE FROM shift_lines WHERE shift = 1', 'shift_lines: 1: is missing'],
  ['the note of a top-up', `UPDATE deposit_lines SET note = 'x'`, 'deposit_lines: are not'],
  ['who recorded a top-up', `UPDATE deposit_lines SET by_name = 'Ibx'`, 'deposit_lines: are not'],
  ['when a top-up was recorded', 'UPDATE deposit_lines SET at = at - 1', 'deposit_lines: are not'],
  ['the day of a sum', `UPDATE ledger SET day = day + 1 WHERE event = 'out'`, 'on that day by that name'],
  ['the cashier of a sum', `UPDATE ledger SET cashier = 'Ibx' WHERE event = 'refund'`, 'on that day by that name'],
] as const)('%s that was changed in the database went unseen by the verifier', async ([, sql, words]) => {
  expect(change(await openedTwice(), sql)).toContainEqual(expect.stringContaining(words));
});

test('lines from before it was kept who moved cash are an older till’s, and no damage', async () => {
  const shop = await openedTwice();
  expect(change(shop, `UPDATE shift_lines SET by_name = NULL WHERE shift = 1`)).toEqual([]);
});
