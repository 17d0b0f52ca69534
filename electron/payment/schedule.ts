import type { PendingReason, RefusalCode } from '../../shared/transaction.ts';
import type { StatusCheckRule } from '../providers/provider.ts';

/** A pause is made longer by up to this part, so that many payments aren't checked in step. Never shorter. */
const jitterPart = 0.1;

/** How long after a refusal, in ms, its provider is asked whether it stands, and how long after a look that told nothing. */
const lookPauseMs = 600_000;
/** A payment this old, in ms, is looked at no more where looks go unanswered: by then the day's list was compared. */
const lookAgeMaxMs = 24 * 60 * 60 * 1000;
/** Answers that tell nothing, after which nobody looks any more. */
const unclearMax = 2;

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

/**
 * When the provider is asked whether its refusal of `refusedAt` stands, in ms: some say "failed" and pay it after all. Null where nobody
 * can be asked, where asking may be what pays it, and for what never left this machine.
 */
export function firstLookAt(
  rule: StatusCheckRule | null,
  code: RefusalCode,
  refusedAt: number,
  { scale }: Pace,
): number | null {
  return rule && !rule.mayPay && code !== 'not-sent' ? refusedAt + Math.ceil(lookPauseMs * scale) : null;
}

/**
 * When it is looked at once more after a look that told nothing, the `unclear`-th that was answered; null for never. `firstAt` is the first
 * look: the day counts from then, for a shop may have been closed over its refusal. Times in ms.
 */
export function nextLookAt(
  rule: StatusCheckRule,
  unclear: number,
  payment: { readonly sentAt: number; readonly firstAt: number; readonly lookedAt: number },
  { scale }: Pace,
): number | null {
  const at = payment.lookedAt + Math.ceil(lookPauseMs * scale);
  const isOver = unclear >= unclearMax || at - payment.firstAt > lookAgeMaxMs || isTooOld(rule, payment.sentAt, at);
  return isOver ? null : at;
}

/** Whether a payment sent at `sentAt` is so old that the provider may have forgotten it. Times in ms. */
export function isTooOld(rule: StatusCheckRule, sentAt: number, now: number): boolean {
  return now - sentAt > rule.ageMaxMs;
}

/** The longest that a status check waits, or that of a refused payment, in ms. */
export function longestPauseMs(rule: StatusCheckRule, isRefused: boolean, { scale }: Pace): number {
  if (isRefused) return Math.ceil(lookPauseMs * scale);
  return Math.ceil(Math.max(...rule.pausesMs, rule.abnormalFirstMs) * scale * (1 + jitterPart));
}

function stretched(pauseMs: number, { scale, chance }: Pace): number {
  return Math.ceil(pauseMs * scale * (1 + jitterPart * chance()));
}
