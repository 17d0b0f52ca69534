import { toWib, wibDayStart } from '../../shared/time.ts';

const dayMs = 24 * 60 * 60 * 1000;
/** So many days stand on one page of the book. */
const daysShown = 14;

/** The days of one page, as the till takes them: `from` belongs to them, `to` no longer. */
interface Days {
  readonly from: string;
  readonly to: string;
  /** The first and the last of them, in ms. */
  readonly first: number;
  readonly last: number;
}

/** Page 0 ends today, page 1 before that. `now` in ms; days are WIB's, which has no summer time. */
export function daysOf(page: number, now: number): Days {
  const last = wibDayStart(now) - page * daysShown * dayMs;
  const first = last - (daysShown - 1) * dayMs;
  return { from: toWib(first), to: toWib(last + dayMs), first, last };
}
