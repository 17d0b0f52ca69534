import { expect, test } from 'vitest';
import { openCounter, type Counter } from '../harness/counter.ts';

// Bits of the database that changed on the disk, in what is no payment.

const provider = 'alfakios';

/** A till with a shift that was closed and goes on, a debt that was paid in part, and a deposit with top-ups. */
async function busyTill(): Promise<Counter> {
  const till = await openCounter();
  const { shiftId } = await till.must('shift:open', { counted: [{ denomination: 50_000, count: 2 }] });
  await till.must('shift:cash', { kind: 'in', amount: 5_000, reason: 'receh' });
  const { customerId } = await till.must('customer:save', { name: 'Bu Yanti', group: 'Gang 3', numbers: [] });
  const { quoteId, due } = await till.quote();
  await till.must('payment:pay', { quoteId, tenders: [{ kind: 'credit', amount: due }], customerId });
  await till.must('debt:settle', { customerId, tenders: [{ kind: 'qris', amount: 1_000 }], owed: due });
  await till.must('shift:close', { counted: 105_000 });
  await till.must('shift:reopen', { shiftId, reason: 'masih ada pelanggan' });
  const { asks } = await till.must('deposit:record', { provider, kind: 'top-up-asked', amount: 700_000, note: 'BCA' });
  const askId = asks[0]?.askId ?? '';
  await till.must('deposit:record', { provider, kind: 'top-up', amount: 699_000, note: 'BCA', askId });
  await till.must('deposit:record', { provider, kind: 'top-up-asked', amount: 1_000, note: 'BRI' });
  return till;
}

/** As a bit on the disk changes: no trigger is asked. */
function change({ db }: Counter, sql: string): void {
  const triggers = db.prepare(`SELECT name FROM sqlite_master WHERE type = 'trigger'`).pluck().all() as string[];
  for (const name of triggers) db.exec(`DROP TRIGGER "${name}"`);
  expect(db.prepare(sql).run().changes).toBe(1);
}

test('what is as recorded is found right', async () => {
  const till = await busyTill();
  expect(await till.must('journal:verify', {})).toMatchObject({ ok: true, problems: [] });
});

test.each([
  [`UPDATE zs SET report = replace(report, '"receh"', '"recek"') WHERE z = 1`, '1: the Z is not as recorded'],
  ['UPDATE zs SET prints = 1 WHERE z = 1', '1: the Z is not as recorded'],
  ['UPDATE shifts SET float = float + 1', 'the shift did not begin as recorded'],
  ['UPDATE shifts SET closed_at = opened_at', 'the shift did not end as recorded'],
  [`UPDATE shift_lines SET amount = 5001 WHERE kind = 'in'`, 'what moved in the drawer is not what was recorded'],
  [`DELETE FROM shift_lines WHERE kind = 'count'`, 'what moved in the drawer is not what was recorded'],
  [`UPDATE customers SET name = 'Bu Yanty'`, 'the customer is not as recorded'],
  ['UPDATE debt_payments SET amount = 1001', 'what was paid of a debt is not what was recorded'],
  ['UPDATE deposit_lines SET amount = 699001', 'a line of the deposit is not what was recorded'],
  [
    `UPDATE top_up_asks SET state = 'asked' WHERE state = 'arrived'`,
    'the top-up that was asked for is not as recorded',
  ],
  [
    `UPDATE ledger SET amount = amount + 1 WHERE event = 'debt' AND account = 'qris'`,
    'what was posted to the shift does not come to 0',
  ],
])('a bit that changed in what is no payment was found by nobody: %s', async (sql, says) => {
  const till = await busyTill();
  change(till, sql);
  const { ok, problems } = await till.must('journal:verify', {});
  expect(ok).toBe(false);
  expect(problems.join('\n')).toContain(says);
});
