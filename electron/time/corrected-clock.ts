import type { Clock } from './clock.ts';

// A counter's PC often has a wrong clock: a dead battery makes it 2001. The providers' answers say what time it is, so the till
// goes by the PC's clock plus a correction, which is a record of the journal (`clock`) and outlives a restart.

/** A PC's clock that is no further off than this, in ms, is right; a slip shows minutes. */
const clockSlackMs = 120_000;
/** There was no such program before, and there will be another one after: no clock that says less or more is right. */
const [oldestMs, newestMs] = [Date.parse('2026-01-01T00:00:00Z'), Date.parse('2100-01-01T00:00:00Z')];
/** A till that was closed for longer than this, in ms, was probably not closed but has a wrong clock. */
const closedMaxMs = 45 * 24 * 60 * 60 * 1000;

/** A clock whose `now` is right as far as is known. */
export interface CorrectedClock extends Clock {
  /** ms since 1970 by the PC's clock, as it is. */
  readonly pcNow: () => number;
  /** What is added to the PC's clock, in ms. */
  readonly correctionMs: () => number;
  /** Nobody told the time yet, and by what the till has it would be before its own last record. */
  readonly isDoubtful: () => boolean;
  readonly set: (correction: Correction) => void;
}

export interface Correction {
  readonly correctionMs: number;
  readonly isDoubtful: boolean;
}

/** The PC's clock, not corrected until `set` is called. */
export function createCorrectedClock(pc: Clock): CorrectedClock {
  let current: Correction = { correctionMs: 0, isDoubtful: false };
  return {
    ...pc,
    now: () => pc.now() + current.correctionMs,
    pcNow: pc.now,
    correctionMs: () => current.correctionMs,
    isDoubtful: () => current.isDoubtful,
    set: (correction) => void (current = correction),
  };
}

/**
 * The correction to begin with, before any provider was heard: the one that was kept, unless the PC's clock was put right
 * meanwhile. `lastAt` is the time of the last record, null if there is none; all in ms.
 */
export function beginningCorrection(pcNow: number, keptMs: number, lastAt: number | null): Correction {
  const leastMs = Math.max(lastAt ?? oldestMs, oldestMs) - clockSlackMs;
  const isPossible = (correctionMs: number): boolean => pcNow + correctionMs >= leastMs;
  const isSoonAfter = pcNow + keptMs <= leastMs + closedMaxMs;
  if (isPossible(keptMs) && (isSoonAfter || !isPossible(0))) return { correctionMs: keptMs, isDoubtful: false };
  return isPossible(0) ? { correctionMs: 0, isDoubtful: false } : { correctionMs: keptMs, isDoubtful: true };
}

/**
 * The correction after providers told the time: `skewsMs` says how far each that was heard lately is ahead of the PC. The one
 * nearest to the PC's clock is believed, for that is two clocks against one. It stays as it is while it is near enough.
 */
export function heardCorrection(correctionMs: number, skewsMs: readonly number[]): number {
  const nearest = skewsMs.toSorted((one, other) => Math.abs(one) - Math.abs(other))[0];
  if (nearest === undefined || Math.abs(nearest - correctionMs) <= clockSlackMs) return correctionMs;
  return Math.abs(nearest) <= clockSlackMs ? 0 : nearest;
}

/** Whether the PC's clock, which needed a correction, was put right: it is now where the corrected one was expected to be. */
export function isPutRight(pcNow: number, correctionMs: number, expectedNow: number): boolean {
  return Math.abs(correctionMs) > clockSlackMs && Math.abs(pcNow - expectedNow) <= clockSlackMs;
}

/** Whether a provider's time can be one. */
export function isPossibleTime(serverTimeMs: number): boolean {
  return serverTimeMs >= oldestMs && serverTimeMs < newestMs;
}
