import type { ShiftReport } from '../../shared/shift.ts';
import { toWib } from '../../shared/time.ts';
import type { Db } from '../../electron/db/open.ts';
import type { Seen } from '../oracles/drawer.ts';
import type { ShiftsFound } from '../oracles/evidence.ts';

/** The shifts, Zs and balances that stand in a till's database, for the oracles. */
export function shiftsIn(db: Pick<Db, 'prepare'>, seen: readonly Seen[]): ShiftsFound {
  const all = <T>(sql: string): readonly T[] => db.prepare(sql).all() as T[];
  return {
    zs: all<{ report: string }>('SELECT report FROM zs ORDER BY z').map(
      ({ report }) => JSON.parse(report) as ShiftReport,
    ),
    shifts: all<{ shiftId: string; closedAt: number | null }>(
      'SELECT shift_id AS shiftId, closed_at AS closedAt FROM shifts ORDER BY shift',
    ).map(({ shiftId, closedAt }) => ({ shiftId, closedAt: closedAt === null ? null : toWib(closedAt) })),
    balances: all('SELECT shift, sum(amount) AS amount FROM ledger GROUP BY shift'),
    owed: db.prepare('SELECT coalesce(sum(amount), 0) FROM debts').pluck().get() as number,
    paidOff: all(`SELECT settlement_id AS settlementId, customer_id AS customerId, value ->> '$.kind' AS kind,
      value ->> '$.amount' - rounding AS amount, rounding, owed + debt_payments.amount AS owed FROM debt_payments, json_each(tenders) ORDER BY payment`),
    seen,
  };
}
