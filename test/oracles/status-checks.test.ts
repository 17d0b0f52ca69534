import { expect, test } from 'vitest';
import type { StatusCheckRule } from '../../electron/providers/provider.ts';
import { longestPauseMs, lookedTooSoon, tooClose, tooOld, tooSoon, type StatusCheck } from './status-checks.ts';

// The law is shown checks that break it, each by one ms.

const [minute, hour] = [60_000, 3_600_000];
const rule: StatusCheckRule = { pausesMs: [minute, 5 * minute], abnormalFirstMs: 2 * minute, ageMaxMs: hour };
const check = (change: Partial<StatusCheck>): StatusCheck => ({
  ...{ nth: 0, afterMs: 5 * minute, isOrderly: true },
  ...change,
});

test.for<[string, Partial<StatusCheck>]>([
  ['the first after an orderly answer', { afterMs: minute }],
  ['the first after any other answer', { afterMs: 2 * minute, isOrderly: false }],
  ['the second', { nth: 1, afterMs: 5 * minute }],
  ['one after the last pause of the rule', { nth: 7, afterMs: 5 * minute }],
])('%s may come after its pause, and not sooner', ([, change]) => {
  expect(tooSoon(rule, check(change))).toEqual([]);
  const early = { ...change, afterMs: (change.afterMs ?? 0) - 1 };
  expect(tooSoon(rule, check(early))).toEqual([expect.stringContaining('is the least')]);
  expect(tooSoon(rule, check(early), 1)).toEqual([]);
});

test('a payment is asked about up to its age, and not longer', () => {
  expect(tooOld(rule, hour)).toEqual([]);
  expect(tooOld(rule, hour + 1)).toEqual([expect.stringContaining('is the most')]);
});

test('two checks lie a second apart', () => {
  expect(tooClose(1_000)).toEqual([]);
  expect(tooClose(999)).toEqual([expect.stringContaining('after another check')]);
  expect(tooClose(-1)).toHaveLength(1);
});

test('the longest pause is the longest of the rule and what chance adds', () => {
  expect(longestPauseMs(rule)).toBe(5.5 * minute);
  expect(longestPauseMs({ ...rule, abnormalFirstMs: 10 * minute })).toBe(11 * minute);
});

test('a refusal stands for ten minutes before anybody asks', () => {
  expect(lookedTooSoon(10 * minute)).toEqual([]);
  expect(lookedTooSoon(10 * minute - 1)).toHaveLength(1);
  expect(lookedTooSoon(10 * minute - 1, 5)).toEqual([]);
});
