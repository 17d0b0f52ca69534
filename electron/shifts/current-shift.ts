import { rupiah, type Rupiah } from '../../shared/money.ts';
import type { Shift } from '../../shared/shift.ts';
import { toWib, wibDay } from '../../shared/time.ts';
import type { Db } from '../db/open.ts';
import { cashPostedAs } from '../db/ledger.ts';
import { lastCountBefore, openShift, type ShiftRow } from '../db/shifts.ts';

// A shift as it is told, and what was in its drawer as it began.

/** Whether each cashier has a drawer of their own. */
export type Drawers = 'one' | 'own';

export function toShift(
  { shift_id, person_id, cashier, opened_at, closed_at, float, z }: ShiftRow,
  now: number,
): Shift {
  return {
    ...{ shiftId: shift_id, personId: person_id, cashier, float: rupiah(float), number: z },
    openedAt: toWib(opened_at),
    closedAt: closed_at === null ? null : toWib(closed_at),
    overdue: closed_at === null && wibDay(opened_at) < wibDay(now),
  };
}

/** The one that is open. */
export function currentShift(db: Db, now: number, drawers: Drawers): Shift | null {
  const row = openShift(db);
  if (!row) return null;
  const difference = floatDifference(db, row, drawers);
  const givenBack = givenBackBefore(db, row);
  return {
    ...toShift(row, now),
    ...(difference && { floatDifference: difference }),
    ...(givenBack > 0 && { givenBack }),
  };
}

/**
 * float, and what had left the drawer for refunds before it was counted, less what was counted as the shift before closed, of the same drawer; null
 * in the first, or where no shift before it was closed.
 */
export function floatDifference(db: Db, row: ShiftRow, drawers: Drawers): Rupiah | null {
  const before = lastCountBefore(db, row.shift, drawers === 'own' ? row.person_id : null);
  return before === null ? null : rupiah(row.float + givenBackBefore(db, row) - before);
}

/** What had left the drawer for refunds since the last close, before the float was counted. */
export function givenBackBefore(db: Db, { shift, float }: ShiftRow): Rupiah {
  return rupiah(cashPostedAs(db, shift, 'float') - float);
}
