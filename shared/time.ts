/** Western Indonesia Time is UTC+7 all year. Computed, never taken from the PC's zone: that is often wrong. */
const wibOffsetMs = 7 * 60 * 60 * 1000;

/** Milliseconds since 1970 -> `2026-11-21T14:32:05.123+07:00`. */
export function toWib(ms: number): string {
  return new Date(ms + wibOffsetMs).toISOString().replace('Z', '+07:00');
}

/** The WIB day of an instant: `2026-11-21`. */
export function wibDay(ms: number): string {
  return toWib(ms).slice(0, 10);
}

/** The first instant, in ms, of the WIB day that holds `ms`. */
export function wibDayStart(ms: number): number {
  const dayMs = 24 * 60 * 60 * 1000;
  return Math.floor((ms + wibOffsetMs) / dayMs) * dayMs - wibOffsetMs;
}
