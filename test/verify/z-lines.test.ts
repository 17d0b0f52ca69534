import { expect, test } from 'vitest';
import { emptyHead, toLines } from '../../electron/books/journal/line.ts';
import type { Entry, RecordData } from '../../electron/books/journal/record.ts';
import { problemsOf } from './check.ts';

// The lines of money in a Z, by which a shop counts its drawer, are those of the records.

const about = { at: Date.parse('2026-11-21T14:32:05.000+07:00'), transactionId: null } as const;
const opened: Entry = { ...about, kind: 'opened', data: { version: 'test', by: 'owner', epoch: 'AAAA' } };
const begun: Entry = {
  ...about,
  kind: 'shift-opened',
  data: { shiftId: 'S1', personId: null, name: 'Sri', float: 500_000, notes: null },
};
const moved = (kind: 'in' | 'out' | 'drop', amount: number): Entry => ({
  ...about,
  kind: 'shift-cash',
  data: { shiftId: 'S1', kind, amount, reason: 'sebab', by: 'Sri' },
});

const honest = {
  float: 500_000,
  cash: [
    { kind: 'in', amount: 7_000 },
    { kind: 'out', amount: 2_000 },
    { kind: 'drop', amount: 100_000 },
  ],
  debts: [] as readonly { readonly kind: string; readonly amount: number }[],
};

/** What the verifier says of a Z with these lines, but for what every Z of this test lacks. */
function told(lines: Partial<typeof honest>): readonly string[] {
  const sums = { expected: 405_000, counted: 405_000 };
  const report = { number: 1, ...sums, ...honest, ...lines } as unknown as RecordData['shift-closed']['report'];
  const data = { shiftId: 'S1', number: 1, ...sums, by: 'Sri', report };
  const records = [begun, moved('in', 7_000), moved('out', 2_000), moved('drop', 100_000)];
  const all = toLines(emptyHead, [opened, ...records, { ...about, kind: 'shift-closed', data }]);
  const problems = problemsOf(Buffer.from(all.map(({ text }) => `${text}\n`).join('')));
  const ofLines = /another (float|sum of cash \w+|debts paid by \w+|sum of debts) than/;
  return problems.flatMap(({ what }) => ofLines.exec(what)?.[1] ?? []);
}

const withCash = (at: number, line: Partial<(typeof honest.cash)[number]>) => ({
  cash: honest.cash.map((one, place) => (place === at ? { ...one, ...line } : one)),
});

test('a Z with the lines of the records is right', () => {
  expect(told({})).toEqual([]);
});

test.for<readonly [string, Partial<typeof honest>, readonly string[]]>([
  ['a float', { float: 500_001 }, ['float']],
  ['cash in', withCash(0, { amount: 7_001 }), ['sum of cash in']],
  ['cash out', withCash(1, { amount: 1_999 }), ['sum of cash out']],
  ['money for the safe', withCash(2, { amount: 0 }), ['sum of cash drop']],
  ['cash in as cash out', withCash(0, { kind: 'out' }), ['sum of cash in', 'sum of cash out']],
  ['cash of a debt', withCash(0, { kind: 'debt' }), ['sum of cash in', 'sum of cash debt']],
  [
    'a debt in another kind of money',
    {
      debts: [
        { kind: 'cash', amount: 1_000 },
        { kind: 'qris', amount: -1_000 },
      ],
    },
    ['debts paid by cash', 'debts paid by qris'],
  ],
])('%s that is otherwise in a Z than in the records went unseen by the verifier', ([, lines, found]) => {
  expect(told(lines)).toEqual(found);
});
