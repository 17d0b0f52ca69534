import type { Bug } from '../bug.ts';

// Mistakes in the comparison of what is no payment with its records.

export const bugs: readonly Bug[] = [
  {
    name: 'what is no payment is not compared with its records',
    file: 'electron/db/audit.ts',
    find: '...wholeChecks, ...counterChecks]',
    replace: '...wholeChecks]',
    caughtBy: {
      file: 'test/db/audit-counter.test.ts',
      test: "a bit that changed in what is no payment was found by nobody: UPDATE customers SET name = 'Bu Yanty'",
    },
  },
  {
    name: 'a Z is only looked for, and not read',
    file: 'electron/db/audit-counter.ts',
    find: "rows: 'SELECT z, report, prints FROM zs'",
    replace:
      "rows: `SELECT z, data ->> '$.report', prints FROM zs JOIN journal ON kind = 'shift-closed' AND data ->> '$.number' = z`",
    caughtBy: {
      file: 'test/db/audit-counter.test.ts',
      test: `a bit that changed in what is no payment was found by nobody: UPDATE zs SET report = replace(report, '"receh"', '"recek"') WHERE z = 1`,
    },
  },
  {
    name: 'a Z looks for the reason of an approval in the act alone',
    file: 'electron/db/approvals.ts',
    find: "coalesce(own.data ->> '$.reason', (",
    replace: 'coalesce(NULL, (',
    caughtBy: {
      file: 'test/shifts/approvers.test.ts',
      test: 'a word on a payment that was packed before its shift closed lost its reason on the Z, and the books were called wrong',
    },
  },
];
