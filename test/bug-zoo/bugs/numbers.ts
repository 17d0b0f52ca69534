import type { Bug } from '../bug.ts';

// Slip numbers and claim codes.

const next = 'electron/db/next-numbers.ts';
const door = 'electron/payment/slip-number.ts';
const till = 'test/till/slip-numbers.test.ts';
const database = 'test/db/slip-numbers.test.ts';
const codes = 'test/unit/shared/claim-code.test.ts';
const migration = 'electron/db/migrations/100-packed-payments.ts';

/** Guards of the database that would refuse the mistake instead of letting it be seen. */
const unguarded = [
  {
    file: migration,
    find: 'BEFORE UPDATE OF slip_number ON transactions\n      WHEN OLD.slip_number IS NULL AND',
    replace: 'BEFORE UPDATE OF slip_number ON transactions\n      WHEN FALSE AND',
  },
  {
    file: migration,
    find: `WHEN NEW.status = 'paid' AND OLD.status <> 'paid' AND NEW.slip_number IS NULL`,
    replace: 'WHEN FALSE',
  },
] as const;

export const bugs: readonly Bug[] = [
  {
    name: 'slip numbers are counted up outside the write that gives them',
    file: next,
    find: '  const next = Number(last?.slice(series.length) ?? 0) + 1;\n',
    replace: `  const next = Math.max(Number(last?.slice(series.length) ?? 0), counted.get(series) ?? 0) + 1;
  counted.set(series, next);
`,
    also: [
      {
        file: next,
        find: '/** A month has room',
        replace: 'const counted = new Map<string, number>();\n\n/** A month has room',
      },
      ...unguarded,
    ],
    caughtBy: {
      file: till,
      test: 'an outcome that the disk refuses at first uses no number up, and two that wait for it get two',
    },
  },
  {
    name: 'what is refused gets a slip number too',
    file: door,
    find: `    if (entry.kind === 'resolved' && entry.data.as === 'paid')`,
    replace: `    if (entry.kind === 'resolved')`,
    also: [
      {
        file: 'electron/books/apply-record.ts',
        find: `{ status: 'refused', settledBy: 'person', refusal: { code: 'resolved', message: reason } }`,
        replace: `{ status: 'refused', settledBy: 'person', refusal: { code: 'resolved', message: reason }, ...(slipNumber && { slipNumber }) }`,
      },
      ...unguarded,
    ],
    caughtBy: {
      file: till,
      test: 'every payment has a claim code of its own from its intent on, and is found by it and by its slip number',
    },
  },
  {
    name: 'the month of a slip number is that in which the payment began',
    file: door,
    find: 'nextSlipNumber(db, till, entry.at)',
    replace: 'nextSlipNumber(db, till, Date.parse(findTransaction(db, entry.transactionId ?? "")?.createdAt ?? ""))',
    also: [
      {
        file: door,
        find: `import type { Db } from '../db/open.ts';`,
        replace: `import type { Db } from '../db/open.ts';\nimport { findTransaction } from '../db/transactions.ts';`,
      },
    ],
    caughtBy: {
      file: till,
      test: 'a payment begun before midnight and paid after it is counted in the new month, which begins with 1',
    },
  },
  {
    name: 'the count begins anew with the till that was opened',
    file: next,
    find: '  const next = Number(last?.slice(series.length) ?? 0) + 1;\n',
    replace: `  const next = last === undefined ? 1 : (counted.get(db) ?? 0) + 1;
  counted.set(db, next);
`,
    also: [
      {
        file: next,
        find: '/** A month has room',
        replace: 'const counted = new WeakMap<Db, number>();\n\n/** A month has room',
      },
      { file: migration, find: 'CREATE UNIQUE INDEX one_slip_number', replace: 'CREATE INDEX one_slip_number' },
      ...unguarded,
    ],
    caughtBy: { file: till, test: 'with its database made again a till goes on counting' },
  },
  {
    name: 'a payment gets another number when it is said again to be paid',
    file: door,
    find: `findSlipNumber(db, entry.transactionId ?? '') ?? nextSlipNumber`,
    replace: `nextSlipNumber`,
    also: [
      { file: door, find: 'import { findSlipNumber, nextSlipNumber }', replace: 'import { nextSlipNumber }' },
      {
        file: migration,
        find: 'WHEN OLD.slip_number IS NOT NULL AND NEW.slip_number IS NOT OLD.slip_number',
        replace: 'WHEN FALSE',
      },
    ],
    caughtBy: {
      file: till,
      test: 'a payment that a person takes back and says again to be paid keeps its number, and uses none up',
    },
  },
  {
    name: 'a person’s word that a payment is paid gives it no slip number',
    file: door,
    find: `    if (entry.kind === 'resolved' && entry.data.as === 'paid')
      return { ...entry, data: { ...entry.data, slipNumber: slipNumber() } };
`,
    replace: '',
    also: [...unguarded],
    caughtBy: {
      file: till,
      test: 'numbers follow each other in the order in which payments became paid; what is not paid has none',
    },
  },
  {
    name: 'numbers run on over the months',
    file: next,
    find: 'const sql = `SELECT slip_number FROM transactions WHERE slip_number > ? AND slip_number < ? ORDER BY slip_number DESC LIMIT 1`;\n  const last = prepared(db, sql).pluck().get(series, `${series}:`) as string | undefined;',
    replace:
      "const sql = 'SELECT slip_number FROM transactions WHERE slip_number IS NOT NULL ORDER BY slip_number DESC LIMIT 1';\n  const last = prepared(db, sql).pluck().get() as string | undefined;",
    also: [...unguarded],
    caughtBy: {
      file: till,
      test: 'a payment begun before midnight and paid after it is counted in the new month, which begins with 1',
    },
  },
  {
    name: 'the database lets a slip number be left out',
    file: migration,
    find: `(NEW.slip_number GLOB '*-000001' OR EXISTS (`,
    replace: `(TRUE OR EXISTS (`,
    caughtBy: { file: database, test: 'numbers begin with 1, leave none out, and none stands twice' },
  },
  {
    name: 'nobody looks whether slip numbers are missing',
    file: 'electron/db/audit.ts',
    find: 'HAVING count(*) <> CAST(substr(max(slip_number), -6) AS INTEGER)',
    replace: 'HAVING count(*) > CAST(substr(max(slip_number), -6) AS INTEGER)',
    caughtBy: {
      file: database,
      test: 'a number that was taken out of the database, and one that was changed, are found',
    },
  },
  {
    name: 'the verifier does not see a gap in the slip numbers',
    file: 'electron/verify/follow-numbers.ts',
    find: '!== (slips.get(series) ?? 0) + 1',
    replace: '<= (slips.get(series) ?? 0)',
    caughtBy: { file: 'test/verify/numbers.test.ts', test: 'rightly chained, and told of: a number left out' },
  },
  {
    name: 'the check character is not checked',
    file: 'shared/claim-code.ts',
    find: 'return isShaped && weighed(code) % size === 0 ? code : null;',
    replace: 'return isShaped ? code : null;',
    caughtBy: { file: codes, test: 'every single wrong character is noticed' },
  },
  {
    name: 'all places of a claim code weigh the same, so that swapped characters are not noticed',
    file: 'shared/claim-code.ts',
    find: 'sum + (length - at) * alphabet.indexOf(sign)',
    replace: 'sum + alphabet.indexOf(sign)',
    caughtBy: { file: codes, test: 'every swap of any two characters is noticed' },
  },
  {
    name: 'claim codes show the count of payments',
    file: 'shared/claim-code.ts',
    find: '  for (let round = 1; round <= rounds; round++) {',
    replace: '  for (let round = 1; round <= 0; round++) {',
    caughtBy: { file: codes, test: 'no two counts have the same code, and a code does not show its count' },
  },
  {
    name: 'a part of a claim code finds payments',
    file: 'electron/db/search.ts',
    find: 'hit.slip_number];',
    replace: 'hit.slip_number, hit.claim_code];',
    also: [
      {
        file: 'electron/db/migrations/100-packed-payments.ts',
        find: 'searched(NEW.customer_number), searched(NEW.customer_name),',
        replace: 'searched(NEW.customer_number || NEW.claim_code), searched(NEW.customer_name),',
      },
      {
        file: 'electron/db/search-walk.ts',
        find: 't.reference, t.slip_number)`;',
        replace: 't.reference, t.slip_number, t.claim_code)`;',
      },
    ],
    caughtBy: {
      file: till,
      test: 'every payment has a claim code of its own from its intent on, and is found by it and by its slip number',
    },
  },
];
