import { systemClock } from '../../electron/clock.ts';
import { createCorrectedClock, type CorrectedClock } from '../../electron/corrected-clock.ts';

/** A till's clock on a PC whose clock says `now()`, in ms. */
export function clockAt(now: () => number): CorrectedClock {
  return createCorrectedClock({ ...systemClock, now });
}
