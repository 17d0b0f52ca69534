import type { PendingReason } from '../../shared/transaction.ts';
import type { StatusCheckRule } from '../providers/provider.ts';

/** A pause is made longer by up to this part, so that many payments aren't checked in step. Never shorter. */
const jitterPart = 0.1;

/** What the schedule is made with. `scale` shortens every pause, for tests; `chance` answers 0 to below 1. */
export interface Pace {
  readonly scale: number;
  readonly chance: () => number;
}

/** When the first status check of a payment sent at `sentAt` is, in ms; null where the provider has none. */
export function firstCheckAt(
  rule: StatusCheckRule | null,
  why: PendingReason,
  sentAt: number,
  pace: Pace,
): number | null {
  if (!rule) return null;
  // Only an orderly "in process" is checked soon; anything abnormal needs the provider's own time to clear up.
  const pause = why === 'in-process' ? (rule.pausesMs[0] ?? rule.abnormalFirstMs) : rule.abnormalFirstMs;
  return sentAt + stretched(pause, pace);
}

/** When the next status check is after the `checks`-th, made at `checkedAt`; null once the provider may have forgotten. */
export function nextCheckAt(
  rule: StatusCheckRule,
  checks: number,
  payment: { readonly sentAt: number; readonly checkedAt: number },
  pace: Pace,
): number | null {
  const pause = rule.pausesMs[checks] ?? rule.pausesMs.at(-1) ?? rule.abnormalFirstMs;
  const at = payment.checkedAt + stretched(pause, pace);
  return isTooOld(rule, payment.sentAt, at) ? null : at;
}

/** Whether a payment sent at `sentAt` is so old that the provider may have forgotten it. Times in ms. */
export function isTooOld(rule: StatusCheckRule, sentAt: number, now: number): boolean {
  return now - sentAt > rule.ageMaxMs;
}

/** The longest that any status check waits, in ms. */
export function longestPauseMs(rule: StatusCheckRule, { scale }: Pace): number {
  return Math.ceil(Math.max(...rule.pausesMs, rule.abnormalFirstMs) * scale * (1 + jitterPart));
}

function stretched(pauseMs: number, { scale, chance }: Pace): number {
  return Math.ceil(pauseMs * scale * (1 + jitterPart * chance()));
}
