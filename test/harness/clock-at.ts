import { systemClock } from '../../electron/time/clock.ts';
import { createCorrectedClock, type CorrectedClock } from '../../electron/time/corrected-clock.ts';

/** A till's clock on a PC whose clock says `now()`, in ms. */
export function clockAt(now: () => number): CorrectedClock {
  return createCorrectedClock({ ...systemClock, now });
}
