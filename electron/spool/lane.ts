import type { PrinterCause } from '../../shared/health.ts';

/** How long to wait, in ms, after the first, second, ... attempt in a row that reached no printer. */
const pausesMs = [1_000, 2_000, 5_000, 10_000, 20_000, 30_000] as const;

/** How a printer is, as its last job showed. */
export interface LaneStatus {
  readonly state: 'unknown' | 'sent' | 'failed';
  readonly cause: PrinterCause | null;
  /** ms; null if it had no job yet. */
  readonly checkedAt: number | null;
}

/** One printer's queue. */
export interface Lane {
  isWorking: boolean;
  /** Somebody wants it tried again, whatever became of the last attempt. */
  isWanted: boolean;
  /** Attempts in a row that reached no printer. */
  failures: number;
  stopWaiting: (() => void) | null;
  seen: LaneStatus;
}

export function newLane(): Lane {
  const seen = { state: 'unknown', cause: null, checkedAt: null } as const;
  return { isWorking: false, isWanted: false, failures: 0, stopWaiting: null, seen };
}

/** How long to wait, in ms, after so many attempts in a row. */
export function pauseMs(failures: number): number {
  return pausesMs[Math.min(failures, pausesMs.length) - 1] ?? 0;
}
