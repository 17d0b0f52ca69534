import type { Bug } from '../bug.ts';

// Mistakes around the book of a provider's deposit.

const tests = 'test/shifts/deposits.test.ts';
const made = { file: tests, test: 'top-ups, what payments took, and corrections make the closing, day by day' };
const reserved = { file: tests, test: 'a payment under way is reserved, and used only once it is settled' };

export const bugs: readonly Bug[] = [
  {
    name: 'the deposit pays the commission too',
    file: 'electron/ledger/postings.ts',
    find: "{ event: 'settled', account: 'deposit', amount: -sign * (bill + admin - earned), count: sign },",
    replace: "{ event: 'settled', account: 'deposit', amount: -sign * (bill - earned), count: sign },",
    caughtBy: made,
  },
  {
    name: 'the opening of a deposit leaves out what payments took before',
    file: 'electron/db/deposits.ts',
    find: "WHERE account = 'deposit' AND provider = ? AND day < ?`;",
    replace: "WHERE account = 'deposit' AND provider = ? AND day < ? AND event <> 'settled'`;",
    caughtBy: made,
  },
  {
    name: 'a pending payment is used up in the book of its deposit',
    file: 'electron/db/deposits.ts',
    find: "WHERE status IN ('sending', 'pending') AND provider = ?`;",
    replace: "WHERE status IN ('sending') AND provider = ?`;",
    caughtBy: reserved,
  },
  {
    name: 'anybody who signed in records a deposit',
    file: 'shared/rights.ts',
    find: "  deposit: 'supervisor',",
    replace: "  deposit: 'cashier',",
    caughtBy: { file: tests, test: 'only a supervisor records a deposit, and no top-up takes anything away' },
  },
];
