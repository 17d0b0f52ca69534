import type { Chance } from '../harness/chance.ts';
import { wibDayStart } from '../../shared/time.ts';

const dayMs = 24 * 60 * 60 * 1000;
/** When a counter is open, in ms after midnight WIB. */
const hours = { open: 7.5 * 3_600_000, close: 20.5 * 3_600_000 } as const;
/** Payments on a day like any other. */
const paymentsADay = 300;
/** How far a day's end may be from where it would be if all were alike, in payments. */
const unevenness = 60;

export interface Day {
  /** When the till is started in the morning, in ms. */
  readonly opensAt: number;
  /** When each customer comes, in ms, rising. */
  readonly arrivals: readonly number[];
}

/** Days with this many customers in all, the last of them the day before `now` (ms). */
export function daysOf(payments: number, now: number, chance: Chance): readonly Day[] {
  const count = Math.max(1, Math.round(payments / paymentsADay));
  const first = wibDayStart(now) - count * dayMs;
  let sold = 0;
  return Array.from({ length: count }, (_day, day) => {
    const uneven = day === count - 1 ? 0 : Math.round((chance.next() - 0.5) * unevenness);
    const upTo = Math.min(payments, Math.max(sold, Math.round(((day + 1) * payments) / count) + uneven));
    const start = first + day * dayMs;
    const arrivals = arrivalsOf(start, upTo - sold, chance);
    sold = upTo;
    return { opensAt: start + hours.open, arrivals };
  });
}

function arrivalsOf(start: number, count: number, chance: Chance): readonly number[] {
  const each = (hours.close - hours.open) / count;
  return Array.from({ length: count }, (_unused, at) => Math.floor(start + hours.open + (at + chance.next()) * each));
}
