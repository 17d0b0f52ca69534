import type { Bug } from '../bug.ts';

// Mistakes by which an act is told under a name that somebody was given later.

const given = {
  file: 'test/shifts/debts-given-back.test.ts',
  test: 'X, Z and the slip that is printed again named who had money back by their name of today',
};
const approved = {
  file: given.file,
  test: 'who approved, and who gave money back, were named by their names of today',
};
const ofToday = '(SELECT name FROM customers WHERE customer_id = data ->>';

export const bugs: readonly Bug[] = [
  {
    name: 'a slip of a debt that is printed again names its customer as of today',
    file: 'electron/customers/debts.ts',
    find: 'findDebtRecord(db, settlementId)?.name ?? customer?.name',
    replace: 'customer?.name ?? findDebtRecord(db, settlementId)?.name ?? customer?.name',
    caughtBy: given,
  },
  {
    name: 'an X names whose cash moved as of today',
    file: 'electron/shifts/report.ts',
    find: 'names.get(settlementId) ?? findCustomer(db, customerId)?.name ?? customerId',
    replace: 'findCustomer(db, customerId)?.name ?? names.get(settlementId) ?? customerId',
    caughtBy: given,
  },
  {
    name: 'an approval names whose money was given back as of today',
    file: 'electron/db/approvals.ts',
    find: `coalesce(data ->> '$.name', ${ofToday} '$.customerId'))`,
    replace: `coalesce(${ofToday} '$.customerId'), data ->> '$.name')`,
    caughtBy: given,
  },
  {
    name: 'an approval names who approved as of today',
    file: 'electron/db/approvals.ts',
    find: 'const sql = `SELECT at, data,\n',
    replace: `const sql = \`SELECT at, json_set(data, '$.name', (SELECT name FROM people WHERE person_id = data ->> '$.personId')) AS data,\n`,
    caughtBy: approved,
  },
  {
    name: 'a slip of a debt that is printed again names who approved as of today',
    file: 'electron/db/customers.ts',
    find: "(SELECT data ->> '$.name' FROM main.journal before",
    replace: "(SELECT (SELECT name FROM people WHERE person_id = data ->> '$.personId') FROM main.journal before",
    caughtBy: approved,
  },
  {
    name: 'a record of money that was given back does not say whose it was',
    file: 'electron/customers/debts.ts',
    find: 'const paid = { ...data, name: found.name, ...money,',
    replace: 'const paid = { ...data, ...money,',
    caughtBy: given,
  },
  {
    name: 'a record of what was paid of a debt does not say whose it was',
    file: 'electron/customers/debts.ts',
    find: 'const more = { name: found.name, change,',
    replace: 'const more = { change,',
    caughtBy: given,
  },
  {
    name: 'the verifier wants an approval to name whose money it was as of today',
    file: 'electron/verify/follow-approvals.ts',
    find: 'return [kind, amount, name ?? nameNow ?? null];',
    replace: 'return [kind, amount, nameNow ?? name ?? null];',
    caughtBy: given,
  },
  {
    name: 'the verifier wants a Z to name whose cash moved as of today',
    file: 'electron/verify/follow-z-lines.ts',
    find: 'reason ?? customers.get(textOf(customerId))?.row.name;',
    replace: 'customers.get(textOf(customerId))?.row.name ?? reason;',
    caughtBy: given,
  },
];
