import type { Bug } from '../bug.ts';

// Mistakes in what is made again from what, and in what a start believes.

const tests = 'test/books/rebuild.test.ts';
const shorter = 'a rebuild from the shorter of the two was done, and what only the other had was nowhere any more';
const changed = 'a record of the database that one byte changed was sold beside, and the journal was blamed';

export const bugs: readonly Bug[] = [
  {
    name: 'where both are damaged, each is to be made again from the other',
    file: 'electron/books/rebuild.ts',
    find: 'return { ok: false, problem: tellDamage(what, files, problem) };',
    replace: 'return { ok: false, problem };',
    caughtBy: {
      file: tests,
      test: 'journal and database both damaged: each was once to be made again from the other, in a circle',
    },
  },
  {
    name: 'a rebuild takes what its source has, however much more the other one knows',
    file: 'electron/books/rebuild.ts',
    find: 'if (there === null || there <= records) return null;',
    replace: 'if (there === null || records > 0 || there <= records) return null;',
    caughtBy: { file: tests, test: shorter },
  },
  {
    name: 'a journal that is made again leaves a segment plain whose record says that it is sealed',
    file: 'electron/books/rebuild.ts',
    find: 'for (const { number } of listUnpacked(db))',
    replace: 'for (const { number } of listUnpacked(db).slice(1))',
    caughtBy: {
      file: 'test/books/sealing-died.test.ts',
      test: 'a till that dies at any step of sealing loses nothing, also where its books are made again, and the next one seals',
    },
  },
  {
    name: 'a start believes the database’s records by the hashes that stand beside them',
    file: 'electron/books/start-books.ts',
    find: 'return findChanged(db) ?? auditRows(db, 1)[0] ?? findUnrecorded(db);',
    replace: 'return (findChanged(db) && null) ?? auditRows(db, 1)[0] ?? findUnrecorded(db);',
    caughtBy: { file: tests, test: changed, says: 'the start was not refused' },
  },
  {
    name: 'what its provider calls in process after refusing it is sold again without a word',
    file: 'electron/db/transactions.ts',
    find: `(\${look}) = 'in-process')`,
    replace: `(\${look}) = 'in process')`,
    caughtBy: {
      file: 'test/till/second-look.test.ts',
      test: 'a bill whose refused payment is in process after all was sold again without a word; now its provider is asked first',
    },
  },
  {
    name: 'a shop that was closed over a refusal looks at it once',
    file: 'electron/payment/schedule.ts',
    find: 'at - payment.firstAt > lookAgeMaxMs',
    replace: 'at - payment.sentAt > lookAgeMaxMs',
    caughtBy: {
      file: 'test/till/second-look.test.ts',
      test: 'a refusal that is two days old when it is first looked at is looked at for a day from then',
    },
  },
];
