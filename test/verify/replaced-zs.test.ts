import { expect, test } from 'vitest';
import { emptyHead, toLines } from '../../electron/books/journal/line.ts';
import type { Entry, RecordData } from '../../electron/books/journal/record.ts';
import { problemsOf } from './check.ts';

// The Z of a shift that was opened again names the Zs that the shift had before, as the records say it.

const about = { at: Date.parse('2026-11-21T14:32:05.000+07:00'), transactionId: null } as const;
const opened: Entry = { ...about, kind: 'opened', data: { version: 'test', by: 'owner', epoch: 'AAAA' } };
const begun = (shiftId: string): Entry => ({
  ...about,
  kind: 'shift-opened',
  data: { shiftId, personId: null, name: 'Sri', float: 0, notes: null },
});
const sums = { expected: 0, counted: 0 };
const closed = (shiftId: string, number: number, replaces?: readonly number[]): Entry => {
  const report = { number, ...sums, ...(replaces && { replaces }) } as unknown as RecordData['shift-closed']['report'];
  return { ...about, kind: 'shift-closed', data: { shiftId, number, ...sums, by: 'Sri', report } };
};
const again = (shiftId: string, number: number): Entry => ({
  ...about,
  kind: 'shift-reopened',
  data: { shiftId, number, ...sums, reason: 'lupa', by: 'Sri', takesOver: true },
});

/** Whether the verifier says that a Z names others than its shift had. S1 has Z 1; S2 has Z 2, Z 3 and then Z 4, which names `replaces`. */
function isTold(replaces: readonly number[] | undefined, first?: readonly number[]): boolean {
  const s1 = [begun('S1'), closed('S1', 1, first)];
  const s2 = [begun('S2'), closed('S2', 2), again('S2', 2), closed('S2', 3, [2]), again('S2', 3)];
  const lines = toLines(emptyHead, [opened, ...s1, ...s2, closed('S2', 4, replaces)]);
  const problems = problemsOf(Buffer.from(lines.map(({ text }) => `${text}\n`).join('')));
  return problems.some(({ what }) => what.includes('names other Zs'));
}

test('a Z names all Zs of its shift before it, and an older till’s none', () => {
  expect(isTold([2, 3])).toBe(false);
  expect(isTold(undefined)).toBe(false);
});

test.for<readonly [string, readonly number[], (readonly number[])?]>([
  ['one that is left out', [3]],
  ['none', []],
  ['that of another shift', [1, 2, 3]],
  ['another order', [3, 2]],
  ['one that a shift never had', [2, 3], [0]],
  ['a word of none in a shift that had none', [2, 3], []],
])('%s among the Zs that a Z names went unseen by the verifier', ([, replaces, first]) => {
  expect(isTold(replaces, first)).toBe(true);
});

const reopenings = { at: '2026-11-21T14:32:05.000+07:00', by: 'Sri', reason: 'lupa' };

/** Whether the verifier says that Z 2 names another opening again than there was. */
function isReopeningTold(
  of: { readonly layout?: 3 | 4; readonly reopened?: readonly unknown[] },
  isAgain = true,
): boolean {
  const sums2 = { number: isAgain ? 2 : 1, expected: 0, counted: 0, ...of };
  const report = sums2 as unknown as RecordData['shift-closed']['report'];
  const last: Entry = {
    ...about,
    kind: 'shift-closed',
    data: { shiftId: 'S1', number: sums2.number, ...sums, by: 'Sri', report },
  };
  const before = isAgain ? [closed('S1', 1), again('S1', 1)] : [];
  const lines = toLines(emptyHead, [opened, begun('S1'), ...before, last]);
  const problems = problemsOf(Buffer.from(lines.map(({ text }) => `${text}\n`).join('')));
  return problems.some(({ what }) => what.includes('who opened its shift again'));
}

test('a Z says who opened its shift again, and an older till’s says nothing', () => {
  expect(isReopeningTold({ layout: 4, reopened: [reopenings] })).toBe(false);
  expect(isReopeningTold({ layout: 4 }, false)).toBe(false);
  expect(isReopeningTold({ layout: 3 })).toBe(false);
  expect(isReopeningTold({})).toBe(false);
});

test.for<readonly [string, Parameters<typeof isReopeningTold>[0], boolean?]>([
  ['nobody', { layout: 4 }],
  ['none', { layout: 4, reopened: [] }],
  ['somebody else', { layout: 4, reopened: [{ ...reopenings, by: 'Tono' }] }],
  ['another reason', { layout: 4, reopened: [{ ...reopenings, reason: 'salah' }] }],
  ['another time', { layout: 4, reopened: [{ ...reopenings, at: '2026-11-21T14:32:06.000+07:00' }] }],
  ['one of a shift that was closed once', { layout: 4, reopened: [reopenings] }, false],
  ['one in an older layout', { layout: 3, reopened: [reopenings] }],
])('%s as who opened a shift again went unseen by the verifier', ([, of, isAgain]) => {
  expect(isReopeningTold(of, isAgain)).toBe(true);
});
