import { tenderKinds, type ShiftReport, type TenderKind } from '../../shared/shift.ts';
import {
  countsIn,
  debtEffectsOf,
  differs,
  estimate,
  isSame,
  keptOf,
  signOf,
  type Effect,
  type Seen,
  type Span,
} from './drawer.ts';
import type { ShiftsFound } from './evidence.ts';

// What customers owe and paid of it, beside what people at the drawer saw.

/** What was paid of debts stands in the Z of the shift that took it. */
export function wrongDebtsOf(
  z: ShiftReport,
  seen: readonly Seen[],
  spans: readonly Span[],
  isBefore: (at: number) => boolean,
): readonly string[] {
  const isOf = countsIn(z.shiftId);
  return tenderKinds.flatMap((kind) =>
    differs(
      `debts paid by ${kind}`,
      paidOff(z, kind),
      estimate(
        spans,
        debtEffectsOf(seen),
        (span, at, one) => isBefore(at) && isOf(span, at, one),
        (one) => (one.kind === kind ? one.amount : 0),
      ),
    ),
  );
}

/** Debts are what was sold on credit less what was paid off; that was asked for, once for each sum that was owed, and stays. */
export function wrongDebts({ owed, paidOff: all, seen }: ShiftsFound, effects: readonly Effect[]): readonly string[] {
  const asked = seen.flatMap((one) => (one.what === 'asks' && one.for === 'debt' ? [one] : []));
  const answered = seen.flatMap((one) => (one.what === 'paid-off' ? [one] : []));
  const stored = new Map(all.map((one) => [one.settlementId, one]));
  const sold = effects.reduce((sum, effect) => sum + signOf(effect) * keptOf(effect.payment, 'credit'), 0);
  const left = sold - all.reduce((sum, { amount }) => sum + amount, 0);
  return [
    ...(owed === left ? [] : [`customers owe ${owed}, and it is ${left}`]),
    ...all.flatMap((one) => (asked.some((other) => isSame(one, other)) ? [] : [`nobody paid ${one.settlementId} so`])),
    ...answered.flatMap((one) => {
      const found = stored.get(one.settlementId);
      return found && isSame(found, one) ? [] : [`${one.settlementId} was paid off, and is lost`];
    }),
  ];
}

/** What customers paid of what they owe, in one kind of money. */
export function paidOff({ debts = [] }: ShiftReport, kind: TenderKind): number {
  return debts.reduce((sum, one) => sum + (one.kind === kind ? one.amount : 0), 0);
}
