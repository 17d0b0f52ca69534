import type { Bug } from '../bug.ts';

// Mistakes around what X and Z tell apart.

const apart = (test: string) => ({ file: 'test/shifts/told-apart.test.ts', test });

export const bugs: readonly Bug[] = [
  {
    name: 'a Z says nothing of payments that earlier shifts took',
    file: 'electron/shifts/report.ts',
    find: 'return { count: count - bills, amount: rupiah(amount - sold) };',
    replace: 'return { count: 0 * (count - bills), amount: rupiah(0 * (amount - sold)) };',
    caughtBy: apart('the bills of a Z, those of all time and what left the deposit differed, and no line said by what'),
  },
  {
    name: 'a Z says nothing of what was paid after its refusal',
    file: 'electron/shifts/report.ts',
    find: "turned: apartOf(sums, 'turned', 'unpaid'),",
    replace: "turned: apartOf(sums, 'turned', 'fee'),",
    caughtBy: {
      file: 'test/shifts/refusals.test.ts',
      test: 'a refusal that its provider turns into paid is found before the shift closes, and the money has a name',
    },
  },
  {
    name: 'what earlier shifts brought is listed as sold by this one',
    file: 'electron/db/carried.ts',
    find: 'isEarlier: row.shift !== shift,',
    replace: 'isEarlier: row.shift > shift,',
    caughtBy: {
      file: 'test/shifts/report-paper.test.ts',
      test: 'an X said that it carries payments over, and no report said which of its bills are not certain',
    },
  },
  {
    name: 'the verifier does not look at what a Z tells apart',
    file: 'electron/verify/follow-zs.ts',
    find: 'wrongApart(work, report, sales, says);',
    replace: 'wrongApart(work, {}, sales, says);',
    caughtBy: apart(
      'the verifier took a Z that named other payments than the records as certain, late or paid after all',
    ),
  },
];
