import { assert } from '../../shared/errors.ts';
import type { RecordData } from './journal/record.ts';
import { addDebt, insertDebtPayment, saveCustomer } from '../db/customers.ts';
import { post } from '../db/ledger.ts';
import type { Db } from '../db/open.ts';
import {
  closeShift,
  countPrintOfZ,
  findShift,
  insertLine,
  insertShift,
  reopenShift,
  type ShiftRow,
} from '../db/shifts.ts';
import { closingOf, countOf, debtPaidOf, floatOf, moveOf } from '../ledger/postings.ts';
import { nobodys, postTakenOver } from './apply-to-ledger.ts';

// What a record makes of the shifts and of what is in their drawers. See `apply-record.ts`.

const kinds = [
  'shift-opened',
  'shift-cash',
  'shift-counted',
  'shift-closed',
  'shift-reopened',
  'z-printing',
  'drawer-opened',
  'customer',
  'debt-settled',
] as const;
type ShiftKind = (typeof kinds)[number];

export function isShiftKind(kind: string): kind is ShiftKind {
  return (kinds as readonly string[]).includes(kind);
}

/** Does what a record's data say, at `at` (ms). */
export function applyToShifts(db: Db, kind: ShiftKind, at: number, data: unknown): void {
  const read = <K extends ShiftKind>(): RecordData[K] => data as RecordData[K];
  switch (kind) {
    case 'shift-opened': {
      const { shiftId, personId, name, float, notes, givenBack = 0 } = read<'shift-opened'>();
      const row = { shift_id: shiftId, person_id: personId, cashier: name, opened_at: at, float };
      insertShift(db, { ...row, notes: notes && JSON.stringify(notes) });
      return post(db, find(db, shiftId).shift, at, { ...nobodys, cashier: name }, floatOf(float, givenBack));
    }
    case 'shift-cash': {
      const { shiftId, kind: way, amount, reason, by } = read<'shift-cash'>();
      const { shift } = find(db, shiftId);
      insertLine(db, shift, { kind: way, amount, reason, at, by });
      return post(db, shift, at, { ...nobodys, cashier: by }, moveOf(way, amount));
    }
    case 'shift-counted': {
      const { shiftId, counted, by } = read<'shift-counted'>();
      return insertLine(db, find(db, shiftId).shift, { kind: 'count', amount: counted, reason: by, at, by });
    }
    case 'shift-closed': {
      const { shiftId, number, expected, counted, by, report } = read<'shift-closed'>();
      const { shift } = find(db, shiftId);
      post(db, shift, at, { ...nobodys, cashier: by }, closingOf(expected, counted, 1));
      return closeShift(db, shift, { number, at, report: JSON.stringify(report) });
    }
    case 'shift-reopened': {
      const { shiftId, expected, counted, by, takesOver } = read<'shift-reopened'>();
      const { shift } = find(db, shiftId);
      reopenShift(db, shift);
      if (takesOver) postTakenOver(db, shift);
      return post(db, shift, at, { ...nobodys, cashier: by }, closingOf(expected, counted, -1));
    }
    case 'z-printing':
      return countPrintOfZ(db, read<'z-printing'>().number);
    case 'customer':
      return saveCustomer(db, read<'customer'>());
    case 'debt-settled': {
      const { customerId, shift, tenders, amount, rounding = 0, by } = read<'debt-settled'>();
      insertDebtPayment(db, { ...read<'debt-settled'>(), rounding, at });
      addDebt(db, customerId, -amount);
      return post(db, shift, at, { ...nobodys, cashier: by }, debtPaidOf(tenders, rounding));
    }
    case 'drawer-opened':
      return post(db, read<'drawer-opened'>().shift, at, { ...nobodys, cashier: read<'drawer-opened'>().by }, [
        countOf('drawer'),
      ]);
  }
}

function find(db: Db, shiftId: string): ShiftRow {
  const found = findShift(db, shiftId);
  assert(found, `the shift ${shiftId} must be there`);
  return found;
}
