import type { Bug } from '../bug.ts';

// Mistakes in noticing that another program writes to the books of a till that runs.

const books = 'electron/books/books.ts';
const strangers = 'test/till/strangers.test.ts';

export const bugs: readonly Bug[] = [
  {
    name: 'what another connection commits is not seen',
    file: 'electron/db/watch.ts',
    find: 'untouched: () => version() === opened && files() === left,',
    replace: 'untouched: () => files() === left,',
    also: [
      {
        file: 'electron/db/watch.ts',
        find: 'alone: () => version() === opened,',
        replace: 'alone: () => true || version() === opened,',
      },
    ],
    caughtBy: {
      file: strangers,
      test: 'another program settles a pending payment: its bill stays locked',
    },
  },
  {
    name: 'what another connection commits while the till waits for its turn is not seen',
    file: 'electron/books/open-files.ts',
    find: `    if (!watch.alone()) throw new StorageError('somebody else wrote to the database', touchedCode);\n`,
    replace: '',
    caughtBy: {
      file: strangers,
      test: 'another program lifts a lock while the till waits for the database: nothing is sent',
    },
  },
  {
    name: 'books that another program changed are trusted once they were opened anew',
    file: books,
    find: 'if (isAlone && isOurs) return;',
    replace: 'if (isOurs) return;',
    caughtBy: {
      file: strangers,
      test: 'a print job is deleted by another program: no second original comes out',
      says: 'books-disagree',
    },
  },
  {
    name: 'a slip is printed by books that do not agree',
    file: 'electron/printing/payment-slip.ts',
    find: `  if (!printable.includes(books.state())) return fail('storage-failed');\n`,
    replace: '',
    caughtBy: {
      file: strangers,
      test: 'a print job is said to have failed by another program: no second original comes out',
    },
  },
  {
    name: 'a journal of the same length counts as untouched',
    file: 'electron/books/journal/file.ts',
    find: 'return stat ? `${stat.ino} ${stat.size} ${stat.mtimeNs}` : ',
    replace: 'return stat ? `${stat.ino} ${stat.size}` : ',
    caughtBy: {
      file: strangers,
      test: 'a byte of the journal changed in place is noticed before the next payment, and so is that it was put right',
    },
  },
  {
    name: 'a print job that came out may fail afterwards',
    file: 'electron/db/migrations/100-packed-payments.ts',
    find: `WHEN NOT (OLD.state = 'sending' AND NEW.state IN ('sent', 'failed', 'doubtful'))`,
    replace: `WHEN NOT (NEW.state IN ('sent', 'failed', 'doubtful'))`,
    caughtBy: {
      file: strangers,
      test: `UPDATE print_jobs SET state = 'failed' is not let through by the database`,
    },
  },
  {
    name: 'an index that another program dropped stays away',
    file: 'electron/db/open.ts',
    find: 'putBackGuards(db, ourGuards())',
    replace: 'putBackGuards(db, readGuards(db))',
    also: [
      {
        file: 'electron/db/open.ts',
        find: 'let guards: Guards | undefined;',
        replace: 'let guards: Guards | undefined;\nvoid ourGuards;',
      },
    ],
    caughtBy: {
      file: 'test/till/strangers.test.ts',
      test: 'another program drops the index that locks a bill: the till puts it back before it pays, and the bill is paid once',
    },
  },
  {
    name: 'payments begin while it is not known what another program wrote',
    file: 'electron/books/books.ts',
    find: 'return this.#certain && !this.#comparison.isUnderWay() && !this.#damaged;',
    replace: 'return this.#certain && !this.#damaged;',
    also: [
      {
        file: 'electron/books/books.ts',
        find: "if (!this.#certain || this.#comparison.isUnderWay()) return 'uncertain';",
        replace: "if (!this.#certain) return 'uncertain';",
      },
    ],
    caughtBy: {
      file: strangers,
      test: 'while all is compared since another program wrote, nothing new is paid, what a provider answers is stored, and then it goes on',
    },
  },
  {
    name: 'what was compared before another program wrote once more counts',
    file: 'electron/books/comparison.ts',
    find: 'if (last !== elsewhere) return;',
    replace: 'if (last === null) return;',
    caughtBy: {
      file: strangers,
      test: 'a comparison that began before another program wrote once more does not count',
    },
  },
  {
    name: 'a table whose columns are called otherwise is opened',
    file: 'electron/db/shape.ts',
    find: 'if (hashOfColumns(db) !== columnsHash) return false;',
    replace: 'void hashOfColumns(db);',
    caughtBy: { file: 'test/db/open.test.ts', test: 'a column that is called otherwise refuses the start as damage' },
  },
];
