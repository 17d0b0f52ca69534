import { isOut } from '../printers/transport.ts';
import { isUnkept, type Attempt } from './attempt.ts';
import type { PrinterCause } from '../../shared/health.ts';

/** How long to wait, in ms, after the first, second, ... attempt in a row that reached no printer. */
const pausesMs = [1_000, 2_000, 5_000, 10_000, 20_000, 30_000] as const;

/** How a printer is, as its last job showed. */
export interface LaneStatus {
  readonly state: 'unknown' | 'sent' | 'failed';
  readonly cause: PrinterCause | null;
  /** The till held its last job back: that was not what it had to be. */
  readonly slipRefused: boolean;
  /** Of its last job the printer said that it is printed. */
  readonly confirmed: boolean;
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
  /** What went out last may have ended in the middle. */
  isBroken: boolean;
}

/** `isBroken`: as a till before this one left the printer. */
export function newLane(isBroken: boolean): Lane {
  const seen = { state: 'unknown', cause: null, slipRefused: false, confirmed: false, checkedAt: null } as const;
  return { isWorking: false, isWanted: false, failures: 0, stopWaiting: null, seen, isBroken };
}

/** How long to wait, in ms, after so many attempts in a row; after none, where what went out came behind what waits, as after one. */
export function pauseMs(failures: number): number {
  return pausesMs[Math.min(failures, pausesMs.length) - 1] ?? pausesMs[0];
}

/** What a job's attempt, at `at` in ms, tells of its printer. */
export function learn(lane: Lane, tried: Attempt, at: number): void {
  const { delivery, waits } = tried;
  lane.failures = waits ? lane.failures + 1 : 0;
  // What the disk does not take says nothing of a printer.
  if (isUnkept(tried)) return;
  lane.seen = seenAfter(lane.seen, tried, at);
  if (delivery && delivery.kind !== 'failed') lane.isBroken = delivery.kind === 'doubtful';
}

/** How a printer is after a job, at `checkedAt` in ms; as before where nothing was tried and nothing is wrong. */
function seenAfter(before: LaneStatus, { result, waits, delivery }: Attempt, checkedAt: number): LaneStatus {
  const slipRefused = !result.ok && result.code === 'slip-refused';
  const confirmed = delivery?.kind === 'confirmed';
  const about = { slipRefused, confirmed, checkedAt };
  if (delivery && isOut(delivery)) return { state: 'sent', cause: null, ...about };
  if (delivery) return { state: 'failed', cause: delivery.cause, ...about };
  if (slipRefused) return { state: 'failed', cause: 'refused', ...about };
  // It could not even be composed.
  return waits ? { state: 'failed', cause: 'unknown', ...about } : before;
}
