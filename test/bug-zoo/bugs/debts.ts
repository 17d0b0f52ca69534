import type { Bug } from '../bug.ts';

// Mistakes around customers and what they owe.

const tests = 'test/shifts/debts.test.ts';
const debts = 'electron/customers/debts.ts';
const back = (test: string) => ({ file: 'test/shifts/debts-given-back.test.ts', test });
const rounded = (test: string) => ({ file: 'test/shifts/debts-rounded.test.ts', test });
const refused = {
  file: tests,
  test: 'a payment on credit that is refused later comes off the debt, and what was paid of it is owed back',
};
const parts = {
  file: tests,
  test: 'credit needs a customer who is known, and stands on the debt until it is paid, in parts',
};

export const bugs: readonly Bug[] = [
  {
    name: 'two presses pay a debt twice',
    file: debts,
    find: 'if (told !== undefined && told !== owed)',
    replace: 'if (told !== undefined && told < owed)',
    caughtBy: { file: tests, test: 'two presses on one debt pay it once' },
  },
  {
    name: 'a payment on credit that was refused stays owed',
    file: 'electron/books/apply-to-ledger.ts',
    find: '    owe(db, before, sign === 1 ? -1 : 1);\n',
    replace: '',
    caughtBy: refused,
  },
  {
    name: 'credit is given to anybody',
    file: 'electron/payment/on-credit.ts',
    find: 'known ? known.active : namesCustomers &&',
    replace: 'known ? true : !namesCustomers ||',
    caughtBy: parts,
  },
  {
    name: 'the customer whom a program names is stored nowhere',
    file: 'electron/payment/on-credit.ts',
    find: 'if (customerId === undefined || findCustomer(db, customerId)) return [];',
    replace: 'if (customerId === undefined || customerId !== findCustomer(db, cashier)?.name) return [];',
    caughtBy: {
      file: 'test/shifts/debts.test.ts',
      test: 'a program that has customers of its own could not sell on credit to one whom the till did not know',
    },
  },
  {
    name: 'what is paid of a debt stays in the receivables',
    file: 'electron/ledger/postings.ts',
    find: "{ event, account: 'credit', amount: rounding - all, count: 1 }",
    replace: "{ event, account: 'paid-in', amount: rounding - all, count: 1 }",
    caughtBy: parts,
  },
  {
    name: 'a customer who owes something is removed',
    file: 'electron/customers/customers.ts',
    find: "if (found.owed !== 0) return fail('customer-owes', { owed: rupiah(found.owed) });",
    replace: "if (found.owed < 0) return fail('customer-owes', { owed: rupiah(found.owed) });",
    caughtBy: parts,
  },
  {
    name: 'change of a debt stays in the drawer',
    file: debts,
    find: 'const cash = Math.min(due, given);',
    replace: 'const cash = given;',
    caughtBy: parts,
  },
  {
    name: 'the verifier believes the database what a customer owes',
    file: 'electron/verify/follow-debts.ts',
    find: 'if (left.get(String(id)) !== amount)',
    replace: 'if (left.get(String(id)) === undefined)',
    caughtBy: { file: tests, test: 'the verifier tells a debt that was made smaller' },
  },
  {
    name: 'the verifier misses no debt',
    file: 'electron/verify/follow-debts.ts',
    find: 'for (const id of left.keys()) report(',
    replace: 'for (const id of left.size > 9 ? left.keys() : []) report(',
    caughtBy: { file: tests, test: 'the verifier tells somebody else’s debt' },
  },
  {
    name: 'the verifier lets anybody pay more than is owed',
    file: 'electron/verify/follow-debts.ts',
    find: '!isAmount(amount) || amount > before)',
    replace: '!isAmount(amount) || amount < before)',
    caughtBy: { file: 'test/verify/debts.test.ts', test: 'the verifier tells more than is owed' },
  },
  {
    name: 'more is given back than a customer paid too much',
    file: debts,
    find: '(!isAll && amount >= all.cash);',
    replace: '(!isAll && owed >= 0);',
    caughtBy: back('no more is given back than is owed back, in parts, and not twice by two presses'),
  },
  {
    name: 'the rounding is forgotten as money is given back',
    file: debts,
    find: '= isAll ? all : { undone: 0, cash: amount };',
    replace: '= isAll && amount < 0 ? all : { undone: 0, cash: amount };',
    caughtBy: rounded(
      'the rounding was forgotten at a give-back, and Rp100.050 that nobody can count was to be handed out',
    ),
  },
  {
    name: 'what was rounded as a debt was paid goes back all the same',
    file: 'electron/db/customers.ts',
    find: 'CASE WHEN amount > 0 THEN 0 - rounding',
    replace: 'CASE WHEN amount < 0 THEN 0 - rounding',
    caughtBy: rounded(
      'what was paid of a debt rounded down went back rounded up: Rp290.000 were taken and Rp290.100 given back',
    ),
  },
  {
    name: 'the rounding of a payment is taken back with each of its bills',
    file: 'electron/db/customers.ts',
    find: 'WHERE customer_id = ? AND owed = 0 ORDER BY payment DESC',
    replace: 'WHERE customer_id = ? AND amount > 0 AND owed = 0 ORDER BY payment DESC',
    caughtBy: rounded('what was rounded once goes back once, and never less than was kept'),
  },
  {
    name: 'a rounding of any time is taken back',
    file: 'electron/db/customers.ts',
    find: 'AND owed = 0 ORDER BY payment DESC',
    replace: 'AND owed = 0 ORDER BY rounding, payment DESC',
    caughtBy: rounded('a rounding of long ago was taken back from a payment that was not rounded'),
  },
  {
    name: 'more of a rounding is taken back than cash is rounded to',
    file: 'shared/tender.ts',
    find: 'return Math.min(rounded, (to ?? 1) - 1);',
    replace: 'return to === null ? 0 : rounded;',
    caughtBy: rounded('of a bill that was rounded to 100 the rounding of a later one to 1000 was taken back'),
  },
  {
    name: 'the verifier believes what was taken back of a rounding',
    file: 'electron/verify/follow-debts.ts',
    find: 'if (isBack && (data.undone ?? 0) !== undone)',
    replace: 'if (isBack && undone < 0)',
    caughtBy: rounded('the verifier tells cash for a debt that was rounded otherwise than the shop rounds'),
  },
  {
    name: 'what a debt was rounded by is posted to no account',
    file: 'electron/ledger/postings.ts',
    find: "...some(event, 'rounding', -rounding),",
    replace: "...some(event, 'rounding', 0 * rounding),",
    caughtBy: rounded(
      'the rounding was forgotten at a give-back, and Rp100.050 that nobody can count was to be handed out',
    ),
  },
  {
    name: 'a part of a debt is rounded too',
    file: debts,
    find: 'rounding: cash === due ? rounding : 0 };',
    replace: 'rounding };',
    caughtBy: rounded(
      'cash that ends a debt is rounded in the customer’s favour, and what is paid in part or otherwise is not',
    ),
  },
  {
    name: 'the verifier passes over cash for a debt that was not rounded',
    file: 'electron/verify/follow-debts.ts',
    find: 'if (rounding !== undone + roundingOf(',
    replace: 'if (rounding < undone + roundingOf(',
    caughtBy: rounded('the verifier tells cash for a debt that was rounded otherwise than the shop rounds'),
  },
  {
    name: 'X and Z say another sum than was given back with an approval',
    file: 'electron/db/approvals.ts',
    find: "0 - (data ->> '$.amount') - coalesce",
    replace: "0 - (data ->> '$.owed') - coalesce",
    caughtBy: {
      file: 'test/shifts/approvers.test.ts',
      test: 'what was given back of a debt was approved of as UANG KELUAR, without its sum, and a deposit’s line without one too',
    },
  },
  {
    name: 'a cashier gives money back alone',
    file: debts,
    find: "const refused = await demand('cash-out');",
    replace: "const refused = await demand('customers');",
    caughtBy: back('a cashier gives money back only with a supervisor, within a shift, and as much as the drawer has'),
  },
  {
    name: 'money that is given back is a debt that was paid',
    file: 'electron/ledger/postings.ts',
    find: "const event = all < 0 ? 'debt-back' : 'debt';",
    replace: "const event = all === 0 ? 'debt-back' : 'debt';",
    caughtBy: back('a debt that was paid off and refused then stayed below 0, and nothing gave the money back'),
  },
  {
    name: 'the verifier passes over more that was given back than was owed back',
    file: 'electron/verify/follow-debts.ts',
    find: 'isBack ? Number(amount) < before :',
    replace: 'isBack ? false :',
    caughtBy: { file: 'test/verify/debts.test.ts', test: 'the verifier tells more given back than is owed back' },
  },
  {
    name: 'what a debt was rounded by is taken back doubly',
    file: 'shared/tender.ts',
    find: 'return Math.min(rounded, (to ?? 1) - 1);',
    replace: 'return Math.min(2 * rounded, (to ?? 1) - 1);',
    caughtBy: {
      file: 'test/shifts/debts-by-chance.test.ts',
      test: 'more of a rounding was taken back than debts had been rounded by (1)',
    },
  },
];
