import type { Bug } from '../bug.ts';

// Mistakes in what a start of practice makes of the deposits.

const file = 'electron/practice.ts';
const caught = (test: string) => ({ file: 'test/till/practice-fill.test.ts', test });

export const bugs: readonly Bug[] = [
  {
    name: 'a start of practice believes the file of its deposits',
    file,
    find: '  fillDeposits(training, db);\n',
    replace: '  void fillDeposits;\n',
    caughtBy: caught(
      'a start of practice took the deposits’ file for what is in them, and a top-up that was recorded as the till died was not',
    ),
  },
  {
    name: 'a start of practice fills up what a pending payment took',
    file,
    find: 'Math.min(0, Math.max(difference, 0 - reservedOf(db, provider)))',
    replace: 'Math.min(0, Math.max(difference, 0 * reservedOf(db, provider)))',
    caughtBy: caught('a start of practice gave back what a payment that is not certain had taken'),
  },
  {
    name: 'a start of practice takes what was recorded of a deposit for all that is in it',
    file,
    find: "if (basis !== 'said') continue;",
    replace: 'if (basis === null) continue;',
    caughtBy: caught(
      'a deposit of which no provider has said anything yet was filled to what was recorded of it alone',
    ),
  },
];
