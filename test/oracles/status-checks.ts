import type { StatusCheckRule } from '../../electron/providers/provider.ts';

// The law of status checks: how soon, how often and how long a till may ask about a payment. All times in ms.

/** At most one status check in this time, over all providers. */
export const spacingMs = 1_000;
/** What chance may put on top of a pause. */
export const jitterPart = 0.1;

/** A status check as it reached its provider. */
export interface StatusCheck {
  /** How many were asked, and their answers stored, before it since the payment was last sent. */
  readonly nth: number;
  /** Since the check before, or since the payment was sent. */
  readonly afterMs: number;
  /** Whether the payment's own answer was an orderly "in process". */
  readonly isOrderly: boolean;
}

/** The shortest pause before a check. */
export function leastPauseMs(rule: StatusCheckRule, { nth, isOrderly }: Omit<StatusCheck, 'afterMs'>): number {
  if (nth === 0 && !isOrderly) return rule.abnormalFirstMs;
  return rule.pausesMs[nth] ?? rule.pausesMs.at(-1) ?? rule.abnormalFirstMs;
}

/** The longest pause that a till may make between two checks, but for those of other payments that come first. */
export function longestPauseMs(rule: StatusCheckRule): number {
  return Math.max(rule.abnormalFirstMs, ...rule.pausesMs) * (1 + jitterPart);
}

/** What is wrong with a check that came too soon, in words that follow the payment's name. `toleranceMs`: what the way to the provider may take off a pause. */
export function tooSoon(rule: StatusCheckRule, check: StatusCheck, toleranceMs = 0): readonly string[] {
  const least = leastPauseMs(rule, check);
  if (check.afterMs >= least - toleranceMs) return [];
  const since = check.nth === 0 ? 'it was sent' : 'the check before';
  return [`was asked about ${check.afterMs} ms after ${since}, and ${least} is the least`];
}

/** How long, in ms, a refusal must have stood before its provider is asked about it, and between two such looks. */
export const lookPauseMs = 600_000;

/** What is wrong with a look at a refusal that came so long after it, or after the look before. */
export function lookedTooSoon(afterMs: number, toleranceMs = 0): readonly string[] {
  return afterMs < lookPauseMs - toleranceMs ? [`was looked at ${afterMs} ms after it was refused or looked at`] : [];
}

/** What is wrong with a check so long after the payment was first sent. */
export function tooOld({ ageMaxMs }: StatusCheckRule, ageMs: number): readonly string[] {
  return ageMs > ageMaxMs ? [`was asked about ${ageMs} ms after it was sent, and ${ageMaxMs} is the most`] : [];
}

/** What is wrong with a check that came so long after any other one. */
export function tooClose(gapMs: number, toleranceMs = 0): readonly string[] {
  return gapMs < spacingMs - toleranceMs ? [`was asked about ${gapMs} ms after another check`] : [];
}
