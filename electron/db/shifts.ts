import { assert } from '../../shared/errors.ts';
import { prepared, type Db } from './open.ts';

// The rows of shifts, what moved in their drawers, and their Zs. Times in ms, money in rupiah.

export interface ShiftRow {
  /** One after another, from 1. */
  readonly shift: number;
  readonly shift_id: string;
  readonly person_id: string | null;
  readonly cashier: string;
  readonly opened_at: number;
  readonly float: number;
  readonly closed_at: number | null;
  /** Of its last Z. */
  readonly z: number | null;
}

export interface ShiftLine {
  readonly kind: 'in' | 'out' | 'drop' | 'refund' | 'count';
  readonly amount: number;
  readonly reason: string;
  readonly at: number;
  /** Who did it; null for a refund, which is nobody's, and for what was written before it was kept. */
  readonly by: string | null;
}

/**
 * What a payment names in a shift's place that is taken while none is open: what goes back of it leaves no shift's drawer. An older till's
 * names nothing, which is 0, and goes back out of the drawer of the shift that is open then, or comes next.
 */
export const noShift = -1;

/** The last shift that was opened; null before the first. */
export function lastShift(db: Db): ShiftRow | null {
  return (prepared(db, 'SELECT * FROM shifts ORDER BY shift DESC LIMIT 1').get() as ShiftRow | undefined) ?? null;
}

/**
 * Why somebody who signed in (`personId`; nobody else needs a shift) can't sell into the drawer of the shift that is open; null if they can.
 * `own`: each sells into a drawer of their own.
 */
export function whyNotInto(
  open: Pick<ShiftRow, 'person_id'> | null,
  personId: string | null,
  drawers: 'one' | 'own',
): 'no-shift' | 'others-shift' | null {
  if (personId === null) return null;
  if (!open) return 'no-shift';
  return drawers === 'own' && open.person_id !== personId ? 'others-shift' : null;
}

/** Only the last one can be open. */
export function openShift(db: Db): ShiftRow | null {
  const last = lastShift(db);
  return last?.closed_at === null ? last : null;
}

export function findShift(db: Db, shiftId: string): ShiftRow | null {
  return (prepared(db, 'SELECT * FROM shifts WHERE shift_id = ?').get(shiftId) as ShiftRow | undefined) ?? null;
}

/** The latest first, from before `before` on. */
export function listShifts(db: Db, before: number, most: number): readonly ShiftRow[] {
  return prepared(db, 'SELECT * FROM shifts WHERE shift < ? ORDER BY shift DESC LIMIT ?').all(
    before,
    most,
  ) as ShiftRow[];
}

export function insertShift(
  db: Db,
  shift: Omit<ShiftRow, 'shift' | 'closed_at' | 'z'> & { readonly notes: string | null },
): void {
  const { shift_id, person_id, cashier, opened_at, float, notes } = shift;
  prepared(
    db,
    `INSERT INTO shifts (shift, shift_id, person_id, cashier, opened_at, float, notes)
     SELECT coalesce(max(shift), 0) + 1, ?, ?, ?, ?, ?, ? FROM shifts`,
  ).run(shift_id, person_id, cashier, opened_at, float, notes);
}

export function insertLine(db: Db, shift: number, { kind, amount, reason, at, by }: ShiftLine): void {
  const sql = 'INSERT INTO shift_lines (shift, kind, amount, reason, at, by_name) VALUES (?, ?, ?, ?, ?, ?)';
  prepared(db, sql).run(shift, kind, amount, reason, at, by);
}

/** A shift goes on: what stands with the next one, which has not begun, moved in its drawer. */
export function moveLines(db: Db, to: number): void {
  prepared(db, 'UPDATE shift_lines SET shift = :to WHERE shift = :to + 1').run({ to });
}

/** In the order in which they came. What a shift took and gave back is no sale of it, and no refund either. */
export function listLines(db: Db, shift: number): readonly ShiftLine[] {
  const sql = `SELECT kind, amount, reason, at, by_name AS by FROM shift_lines AS own WHERE shift = ?
    AND NOT (kind = 'refund' AND EXISTS (SELECT 1 FROM transactions AS paid WHERE paid.transaction_id = own.reason AND paid.shift = own.shift))
    ORDER BY line`;
  return prepared(db, sql).all(shift) as ShiftLine[];
}

/** The cash of payments that were refused since the last shift was closed, in rupiah: the next one lists it as refunds. 0 while one is open. */
export function refundedSince(db: Db): number {
  const sql = `SELECT coalesce(sum(amount), 0) FROM shift_lines WHERE kind = 'refund'
    AND shift = (SELECT max(shift) + 1 FROM shifts)`;
  return prepared(db, sql).pluck().get() as number;
}

/** Closes an open shift with its Z; `report` as JSON. */
export function closeShift(
  db: Db,
  shift: number,
  z: { readonly number: number; readonly at: number; readonly report: string },
): void {
  prepared(db, 'INSERT INTO zs (z, shift, closed_at, report) VALUES (?, ?, ?, ?)').run(z.number, shift, z.at, z.report);
  const sql = 'UPDATE shifts SET closed_at = ?, z = ? WHERE shift = ? AND closed_at IS NULL';
  assert(prepared(db, sql).run(z.at, z.number, shift).changes === 1, 'only an open shift is closed');
}

export function reopenShift(db: Db, shift: number): void {
  const sql = 'UPDATE shifts SET closed_at = NULL WHERE shift = ? AND closed_at IS NOT NULL';
  assert(prepared(db, sql).run(shift).changes === 1, 'only a closed shift is opened again');
}

/** The number that the next Z has. */
export function nextZ(db: Db): number {
  return prepared(db, 'SELECT coalesce(max(z), 0) + 1 FROM zs').pluck().get() as number;
}

/** The numbers of the Zs that a shift has, in order. */
export function listZs(db: Db, shift: number): readonly number[] {
  return prepared(db, 'SELECT z FROM zs WHERE shift = ? ORDER BY z').pluck().all(shift) as number[];
}

/**
 * Who opened a shift again, when (ms) and why, in their order. Records about no payment are never packed away, so all are there; as only the last
 * shift goes on, all lie behind its opening.
 */
export function listReopenings(
  db: Db,
  shiftId: string,
): readonly { readonly at: number; readonly by: string; readonly reason: string }[] {
  const sql = `SELECT at, data ->> '$.by' AS by, data ->> '$.reason' AS reason FROM main.journal
    WHERE kind = 'shift-reopened' AND n > (
      SELECT n FROM main.journal WHERE kind = 'shift-opened' AND data ->> '$.shiftId' = ? ORDER BY n DESC LIMIT 1)
    ORDER BY n`;
  return prepared(db, sql).all(shiftId) as ReturnType<typeof listReopenings>;
}

/** The last Z of the shift that a Z is of; null if that is the Z itself, or there is none. All that is in the one is in the other again. */
export function replacementOf(db: Db, number: number): number | null {
  const sql =
    'SELECT max(later.z) FROM zs JOIN zs AS later ON later.shift = zs.shift AND later.z > zs.z WHERE zs.z = ?';
  return prepared(db, sql).pluck().get(number) as number | null;
}

/** How often a Z went to a printer. */
export function printsOfZ(db: Db, number: number): number {
  return (prepared(db, 'SELECT prints FROM zs WHERE z = ?').pluck().get(number) as number | undefined) ?? 0;
}

export function countPrintOfZ(db: Db, number: number): void {
  const { changes } = prepared(db, 'UPDATE zs SET prints = prints + 1 WHERE z = ?').run(number);
  assert(changes === 1, `Z ${number} must be there to be printed`);
}

/** A Z's report, as JSON. */
export function findZ(db: Db, number: number): string | null {
  return (prepared(db, 'SELECT report FROM zs WHERE z = ?').pluck().get(number) as string | undefined) ?? null;
}

/** What was counted as the shift before was closed, of that person's if one is named; null if there is none, or it has no Z. */
export function lastCountBefore(db: Db, shift: number, personId: string | null): number | null {
  const sql = `SELECT report ->> '$.counted' FROM zs JOIN shifts USING (shift)
    WHERE shift < $shift AND ($personId IS NULL OR person_id = $personId) ORDER BY zs.z DESC LIMIT 1`;
  return (prepared(db, sql).pluck().get({ shift, personId }) as number | null | undefined) ?? null;
}
