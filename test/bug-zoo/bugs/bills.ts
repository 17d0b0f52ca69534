import type { Bug } from '../bug.ts';

// Mistakes around what a payment knows of its bills, month by month.

const told = 'electron/db/told.ts';
const tests = 'test/db/bills.test.ts';
const iak = 'electron/providers/iak/bills.ts';
const contract = 'test/contract/contract.test.ts';
const months = 'the months of a bill: one entry each, oldest first, their money makes the sums or is not known';

export const bugs: readonly Bug[] = [
  {
    name: 'a thin answer wipes the bills that the inquiry told',
    file: told,
    find: 'return { ...bill, ...news, ...Object.fromEntries(known) };',
    replace: 'return { ...bill, ...Object.fromEntries(known.slice(0, 0)), ...news };',
    caughtBy: { file: tests, test: 'a thin answer leaves the bills that the inquiry told' },
  },
  {
    name: 'a penalty is filled in beside an agreed amount that holds it',
    file: told,
    find: 'value !== null || (bill.amount !== null && isMoney(name))',
    replace: 'value !== null || (bill.amount !== null && isMoney(`not ${name}`))',
    caughtBy: {
      file: tests,
      test: 'an agreed amount gets no penalty of a later answer beside it, which it may hold already',
    },
  },
  {
    name: 'what only the payment’s answer tells of the bills is lost',
    file: 'electron/db/transactions.ts',
    find: 'const bills = move.bills ? mergedBills(there.bills, move.bills) : there.bills;',
    replace: 'const { bills } = there;',
    caughtBy: {
      file: tests,
      test: 'a payment’s answer fills in what the inquiry did not tell, month by month, and takes nothing away',
    },
  },
  {
    name: 'old payments lose their months',
    file: 'electron/db/migrations/050-bills.ts',
    find: 'FROM json_each(periods)',
    replace: 'FROM json_each(periods) WHERE FALSE',
    caughtBy: {
      file: 'test/db/upgrade.test.ts',
      test: 'an old payment has a bill for each month that it paid, of which nothing else is known',
      // The start finds it before the test does.
      says: 'what became of it is not what was recorded',
    },
  },
  {
    name: 'an old journal that is replayed makes payments without months',
    file: 'electron/db/quotes.ts',
    find: 'kept.bills ?? bareBills(kept.periods)',
    replace: 'kept.bills ?? bareBills([])',
    caughtBy: {
      file: tests,
      test: 'records of a till that knew no bills make payments with their months, replayed too',
    },
  },
  {
    name: 'nobody looks whether a stored bill is the one that was recorded',
    file: 'electron/db/audit.ts',
    find: ' OR ${billsDiffer}`',
    replace: ' OR (FALSE AND ${billsDiffer})`',
    caughtBy: {
      file: tests,
      test: 'bills of today that were changed in the database are found, by the till and by the verifier',
    },
  },
  {
    name: 'a late fee stands in the amount and beside it',
    file: iak,
    find: 'subtract(total, add(admin, penalty ?? rupiah(0)))',
    replace: 'subtract(total, admin)',
    caughtBy: { file: contract, test: `iak-json: ${months}` },
  },
  {
    name: 'a breakdown is believed although the answer disagrees with itself',
    file: iak,
    find: 'sumsDiffer(reply, product, price) ? null : sums)',
    replace: 'sums)',
    caughtBy: {
      file: contract,
      test: 'iak-xml: whatever stands in a month, nothing throws and no other sum comes of it',
    },
  },
  {
    name: 'months stand in the order of the answer, each with the money of another',
    file: 'electron/providers/ayoconnect/bills.ts',
    find: '    .sort((one, other) => (one.month < other.month ? -1 : 1));',
    replace: '    .filter(({ month }) => month !== null);',
    also: [
      {
        file: 'electron/providers/ayoconnect/bills.ts',
        find: 'entries.every(({ month }, at) => month === periods[at])',
        replace: 'entries.every(({ month }) => periods.includes(month))',
      },
    ],
    caughtBy: { file: contract, test: `ayoconnect: ${months}` },
  },
  {
    name: 'months beyond any sum throw in the middle of a payment',
    file: 'electron/providers/bills.ts',
    find: 'return Number.isSafeInteger(sum) ? rupiah(sum) : null;',
    replace: 'return Number.isNaN(sum) ? null : rupiah(sum);',
    caughtBy: {
      file: contract,
      test: 'iak-json: whatever stands in a month, nothing throws and no other sum comes of it',
    },
  },
  {
    name: 'an answer for other months gives its money to the agreed ones',
    file: 'electron/db/told.ts',
    find: 'if (monthsOf(told) !== monthsOf(agreed)) return before;',
    replace: 'if (monthsOf(told).length !== monthsOf(agreed).length) return before;',
    caughtBy: {
      file: 'test/db/bills.test.ts',
      test: 'an answer for other months than were agreed gave the agreed ones its money',
    },
  },
  {
    name: 'a bill of any number of months is sold',
    file: 'electron/providers/answer.ts',
    find: 'bill && bill.periods.length <= monthsMax',
    replace: 'bill && bill.periods.length <= monthsMax ** 2',
    caughtBy: {
      file: 'test/till/sums.test.ts',
      test: 'an answer with thousands of months kept the till from starting again',
    },
  },
];
