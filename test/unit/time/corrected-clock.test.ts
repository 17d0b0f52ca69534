import { describe, expect, test } from 'vitest';
import { beginningCorrection, heardCorrection, isPutRight } from '../../../electron/time/corrected-clock.ts';

const hour = 3_600_000;
const day = 24 * hour;
const noon = Date.parse('2026-11-21T12:00:00+07:00');
const y2001 = Date.parse('2001-01-01T07:00:00+07:00');

describe('the correction to begin with', () => {
  test.each([
    ['nothing was ever wrong', noon, 0, noon - hour, 0],
    ['a first start', noon, 0, null, 0],
    ['a PC an hour behind, the next morning', noon - hour, hour, noon - 14 * hour, hour],
    ['a PC an hour ahead, the next morning', noon + hour, -hour, noon - 14 * hour, -hour],
    ['a dead battery, and the clock runs on', y2001 + hour, noon - y2001, noon, noon - y2001],
    ['a PC years behind that was put right', noon + hour, noon - y2001, noon, 0],
    ['a PC years ahead that was put right', noon + hour, y2001 - noon, noon, 0],
    ['a shop that was closed for a year', noon + 365 * day, 0, noon, 0],
    ['a shop that was closed for a year, with a PC an hour behind', noon + 365 * day, hour, noon, 0],
    ['a clock that was set some seconds back', noon - 60_000, 0, noon, 0],
  ])('%s', (_what, pcNow, kept, lastAt, correctionMs) => {
    expect(beginningCorrection(pcNow, kept, lastAt)).toEqual({ correctionMs, isDoubtful: false });
  });

  test.each([
    ['a clock before the last record', noon - day, 0, noon],
    ['a dead battery that nobody told of', y2001, 0, noon],
    ['a clock before there was this program, on a first start', y2001, 0, null],
    ['a battery that died again', y2001, hour, noon],
  ])('is doubtful: %s', (_what, pcNow, kept, lastAt) => {
    expect(beginningCorrection(pcNow, kept, lastAt)).toEqual({ correctionMs: kept, isDoubtful: true });
  });
});

describe('the correction after providers were heard', () => {
  test.each([
    ['a clock that is right', 0, [3_000], 0],
    ['two minutes are no error', 0, [120_000], 0],
    ['a clock that is wrong', 0, [hour], hour],
    ['near enough stays as it is', hour, [hour + 100_000], hour],
    ['a clock that was put right', hour, [4_000], 0],
    ['of two providers the one nearest to the PC is believed', 0, [7 * hour, 2_000], 0],
    ['both are far off', 0, [noon - y2001 + 3_000, noon - y2001], noon - y2001],
    ['nobody was heard', hour, [], hour],
  ])('%s', (_what, before, skews, after) => {
    expect(heardCorrection(before, skews)).toBe(after);
  });
});

test('a clock was put right if it is where the corrected one was expected to be', () => {
  expect(isPutRight(noon, noon - y2001, noon + 1_000)).toBe(true);
  // Asleep meanwhile, and still wrong.
  expect(isPutRight(y2001 + 8 * hour, noon - y2001, noon)).toBe(false);
  expect(isPutRight(noon, 0, noon)).toBe(false);
});
