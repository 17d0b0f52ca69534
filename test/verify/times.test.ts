import { expect, test } from 'vitest';
import { createTimes } from '../../electron/verify/follow-time.ts';

const at = (time: string): string => `2026-11-21T${time}.000+07:00`;

/** What is said of records of these kinds and times, one after the other. */
function notesOf(...records: readonly (readonly [string, string, object?])[]): readonly string[] {
  const times = createTimes();
  records.forEach(([kind, time, data = {}], index) =>
    times.next({ n: index + 1, at: at(time), kind, get: (name) => (data as Record<string, unknown>)[name] }),
  );
  return times.notes();
}

test('each place where the time goes back is named, and that a correction of the clock did it', () => {
  expect(notesOf(['quote', '14:00:00'], ['intent', '13:59:00'], ['paid', '13:59:01'], ['clock', '12:00:00'])).toEqual([
    `record 2: the time goes back from ${at('14:00:00')} to ${at('13:59:00')}`,
    `record 4: the time goes back from ${at('13:59:01')} to ${at('12:00:00')}, by a correction of the clock`,
  ]);
});

test('what says when a request left is written with its answer, behind what came meanwhile', () => {
  expect(notesOf(['intent', '14:00:00'], ['quote', '14:01:00'], ['sent', '14:00:00'], ['paid', '14:01:00'])).toEqual(
    [],
  );
});

test('two answers at once, a second apart, are in no wrong order', () => {
  expect(notesOf(['paid', '14:00:01'], ['paid', '14:00:00'])).toEqual([]);
  expect(notesOf(['paid', '14:00:02'], ['paid', '14:00:00'])).toHaveLength(1);
});

test('a payment of another time than its provider said is named, and a few minutes are not', () => {
  const told = Date.parse(at('14:00:00'));
  const paid = (serverTimeMs: unknown) => notesOf(['paid', '14:00:00', { serverTimeMs }]);
  expect([told, told + 240_000, told - 240_000, null, undefined].flatMap(paid)).toEqual([]);
  expect(paid(told + 3_600_000)).toEqual([
    `record 1: is of ${at('14:00:00')}, and the provider said that it was ${at('15:00:00')}`,
  ]);
  expect(paid(1e300)).toHaveLength(1);
});

test('a hundred such places are counted, and not all named', () => {
  const back = Array.from({ length: 100 }, (_one, n) => ['quote', n % 2 ? '13:00:00' : '14:00:00'] as const);
  const notes = notesOf(...back);
  expect(notes).toHaveLength(21);
  expect(notes.at(-1)).toBe('30 more such times');
});
