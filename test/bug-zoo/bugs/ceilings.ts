import type { Bug } from '../bug.ts';

// Mistakes around how much may be paid without a PIN in the same call.

const ceilings = 'electron/payment/ceilings.ts';
const tests = 'test/shifts/ceilings.test.ts';

export const bugs: readonly Bug[] = [
  {
    name: 'a supervisor’s session pays above the ceilings without a PIN',
    file: 'shared/rights.ts',
    find: "  'above-ceiling': 'any',\n",
    replace: '',
    caughtBy: { file: tests, test: 'who may approve gives the PIN too: a page that was taken over has none' },
  },
  {
    name: 'a payment that nobody approved answers for one that somebody did',
    file: 'electron/payment/pay.ts',
    find: 'return isOfOneCall(result) ? pay(input, by, demandAbove) : result;',
    replace: 'return result;',
    caughtBy: {
      file: tests,
      test: 'the answer of who had no PIN was that of a right one at the same time: nothing was paid, and both were told to ask',
    },
  },
  {
    name: 'the hour’s ceiling is that of what was settled',
    file: 'electron/db/totals.ts',
    find: "WHERE created_at >= ? AND status <> 'refused'`;",
    replace: "WHERE created_at >= ? AND status = 'refused'`;",
    caughtBy: { file: tests, test: 'an hour has a ceiling of what was not refused, and the next hour begins anew' },
  },
  {
    name: 'the day’s ceiling leaves out what is pending',
    file: 'electron/db/totals.ts',
    find: "WHERE created_at >= ? AND status <> 'refused'`;",
    replace: "WHERE created_at >= ? AND status = 'paid'`;",
    caughtBy: { file: tests, test: 'eight payments at once don’t pass a day’s ceiling together' },
  },
  {
    name: 'one payment has no ceiling',
    file: ceilings,
    find: 'return total > payment || since(hourMs) > hour',
    replace: 'return total > payment + hour || since(hourMs) > hour',
    caughtBy: {
      file: tests,
      test: 'a payment above the ceiling takes a supervisor’s PIN in the same call, and nothing leaves before',
    },
  },
];
