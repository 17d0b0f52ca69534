import type { ShiftReport } from '../../shared/shift.ts';

/** So much, in rupiah, may a drawer be over or short by without a reason, where the shop says nothing else. */
const overShort = 50_000;

/** A drawer that is far off, or was counted wrongly twice before, is closed only with a reason. */
export function wrongCounts(zs: readonly ShiftReport[]): readonly string[] {
  return zs.flatMap((z, at) => {
    const earlier = zs.slice(0, at).findLast(({ shiftId }) => shiftId === z.shiftId);
    const wrong = z.recounts.length - (earlier ? earlier.recounts.length + 1 : 0);
    const needsReason = Math.abs(z.difference ?? 0) > overShort || wrong >= 2;
    return needsReason && z.reason === null ? [`Z ${z.number} was closed without a reason`] : [];
  });
}
