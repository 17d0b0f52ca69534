import type { ShiftReport } from '../../shared/shift.ts';
import { differs, paidOf, type Effect, type Estimate } from './drawer.ts';

// What a Z says of payments that are settled in another shift than took them, or were paid after their refusal.

/** What was settled is what was sold and is certain, with what earlier shifts took; what was paid after its refusal is none of it. */
export function wrongApart(z: ShiftReport, own: (of: (effect: Effect) => number) => Estimate): readonly string[] {
  const { unsettled, late, turned } = z;
  if (!unsettled || !late || !turned) return ['does not say what was settled'];
  const sold = z.sales.reduce(
    (sum, { bill, admin }) => sum + bill + admin,
    0 - unsettled.bill - (unsettled.admin ?? 0),
  );
  const leaves = ({ payment }: Effect): number => payment.bill + payment.admin;
  const isTurned = ({ what, payment }: Effect): number =>
    what === 'settled' && payment.warning === 'refused-then-paid' ? 1 : 0;
  return [
    ...differs('number settled', countOf(z) - unsettled.count + late.count, own(paidOf)),
    ...differs(
      'sum settled',
      sold + late.amount,
      own((effect) => paidOf(effect) * leaves(effect)),
    ),
    ...differs('number paid after all', turned.count, own(isTurned)),
    ...differs(
      'sum paid after all',
      turned.amount,
      own((effect) => isTurned(effect) * leaves(effect)),
    ),
  ];
}

export function countOf({ sales }: ShiftReport): number {
  return sales.reduce((sum, { count }) => sum + count, 0);
}
