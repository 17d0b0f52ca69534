import { tenderKinds, type ShiftReport, type TenderKind } from '../../shared/shift.ts';
import {
  countsIn,
  debtEffectsOf,
  differs,
  estimate,
  isSame,
  keptOf,
  signOf,
  type DebtEffect,
  type Effect,
  type Estimate,
  type Seen,
  type Span,
} from './drawer.ts';
import type { ShiftsFound } from './evidence.ts';

// What customers owe and paid of it, beside what people at the drawer saw.

/** What was paid of debts, and what was given back of them, stands in the Z of the shift that took it. */
export function wrongDebtsOf(
  z: ShiftReport,
  seen: readonly Seen[],
  spans: readonly Span[],
  isBefore: (at: number) => boolean,
): readonly string[] {
  const isOf = countsIn(z.shiftId);
  const effects = debtEffectsOf(seen);
  const here = (of: (one: DebtEffect) => number): Estimate =>
    estimate(spans, effects, (span, at, one) => isBefore(at) && isOf(span, at, one), of);
  return [
    ...tenderKinds.flatMap((kind) =>
      differs(
        `debts paid by ${kind}`,
        paidOff(z, kind),
        here((one) => (one.kind === kind ? Math.max(0, one.amount) : 0)),
      ),
    ),
    ...differs(
      'debts given back',
      givenBack(z),
      here(({ amount }) => Math.max(0, -amount)),
    ),
  ];
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
    ...all.flatMap(({ settlementId, kind, amount, rounding = 0 }) =>
      (rounding > 0 && amount > 0) || (rounding !== 0 && kind !== 'cash')
        ? [`${settlementId} was rounded by ${rounding}`]
        : [],
    ),
    ...answered.flatMap((one) => {
      const found = stored.get(one.settlementId);
      return found && isSame(found, one) ? [] : [`${one.settlementId} was paid off, and is lost`];
    }),
  ];
}

/** What customers had paid too much, and got back in cash. */
export function givenBack({ cash }: ShiftReport): number {
  return cash.reduce((sum, { kind, amount }) => sum + (kind === 'debt-back' ? amount : 0), 0);
}

/** What customers paid of what they owe, in one kind of money. */
export function paidOff({ debts = [] }: ShiftReport, kind: TenderKind): number {
  return debts.reduce((sum, one) => sum + (one.kind === kind ? one.amount : 0), 0);
}
