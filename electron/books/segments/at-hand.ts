import { wibDayStart } from '../../../shared/time.ts';

const dayMs = 24 * 3_600_000;

/**
 * From which moment on (ms) what was settled keeps its records at hand as rows: yesterday's and today's can be needed by what a person
 * decides. Unsettled payments keep them in any case, older ones are read from packed segments.
 */
export function handyFrom(now: number): number {
  return wibDayStart(now) - dayMs;
}
