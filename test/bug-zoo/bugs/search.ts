import type { Bug } from '../bug.ts';

// Mistakes in finding payments: one that is not found is as good as lost to the customer who asks for it.

const search = 'electron/db/search.ts';
const walk = 'electron/db/search-walk.ts';
const text = 'electron/db/search-text.ts';
const migration = 'electron/db/migrations/100-packed-payments.ts';
const model = {
  file: 'test/till/search.test.ts',
  test: 'whatever is asked for, the list holds what looking at every payment finds, in the same order, page by page',
  says: 'Property failed',
};
const anew = {
  file: 'test/db/search-index.test.ts',
  test: 'an index that is made anew from the payments is the one that was kept with them',
  says: 'Property failed',
};

const pages = {
  file: 'test/db/search-postings.test.ts',
  test: 'what is read in the pages of the index is what FTS5 finds in it, newest first, however it was written',
};

export const bugs: readonly Bug[] = [
  {
    name: 'a payment is put into the index as it begins, and its reference never',
    file: migration,
    find: `VALUES (NEW.rowid, searched(NEW.reference), searched(NEW.slip_number), marked('status', NEW.status));
      END;
    CREATE TRIGGER search_taken_back`,
    replace: `VALUES (NEW.rowid, NULL, searched(NEW.slip_number), marked('status', NEW.status));
      END;
    CREATE TRIGGER search_taken_back`,
    caughtBy: anew,
  },
  {
    name: 'what a person takes back stays in the index as what it was',
    file: migration,
    find: `VALUES ('delete', OLD.rowid, searched(OLD.reference), searched(OLD.slip_number), marked('status', OLD.status));`,
    replace: `VALUES ('delete', OLD.rowid, searched(OLD.reference), searched(OLD.slip_number), NULL);`,
    caughtBy: anew,
  },
  {
    name: 'a clock that was set back is not noticed, and payments are listed in the order in which they were stored',
    file: migration,
    find: 'WHERE NEW.created_at < (',
    replace: 'WHERE NEW.created_at + 1000000000 < (',
    also: [
      {
        file: 'electron/db/search-index.ts',
        find: 'WHERE created_at < before',
        replace: 'WHERE created_at + 1000000000 < before',
      },
    ],
    caughtBy: model,
  },
  {
    name: 'a page ends between payments of one moment, and one of them is on no page',
    file: search,
    find: 'if (last && hits.length >= most && hit.created_at < last.created_at) break;',
    replace: 'if (last && hits.length >= most) break;',
    caughtBy: {
      file: 'test/till/search.test.ts',
      test: 'payments of one moment are all on some page, one a page, whatever the order of their ids',
    },
  },
  {
    name: 'what has all parts of a name, and not the name, is found by it',
    file: search,
    find: 'mayBe(hit) && (has(hit) || isNamed(hit))',
    replace: 'mayBe(hit)',
    caughtBy: model,
  },
  {
    name: 'capitals are found, and small letters are not',
    file: text,
    find: `    .toUpperCase()\n`,
    replace: '',
    caughtBy: model,
  },
  {
    name: 'a second run of the clock is not read where the first has enough',
    file: walk,
    find: 'next.newest >= (best?.head.created_at ?? -Infinity)',
    replace: 'best === null',
    caughtBy: {
      file: 'test/till/search.test.ts',
      test: 'what was sold while the clock was set back stands among the rest by its time',
    },
  },
  {
    name: 'a rebuilt database finds nothing',
    file: 'electron/db/fill.ts',
    find: '  fillSearch(db);\n',
    replace: '',
    also: [{ file: 'electron/db/fill.ts', find: "import { fillSearch } from './search-index.ts';\n", replace: '' }],
    caughtBy: {
      file: 'test/db/search-index.test.ts',
      test: 'a database that is rebuilt from the journal is searched as the one before was',
    },
  },
  {
    name: 'an index with other payments in it, as many as there should be, passes for whole',
    file: 'electron/db/search-index.ts',
    find: 'if (expected?.payments !== payments || expected.sum !== sum) return false;',
    replace: 'if (expected?.payments !== payments && expected?.sum !== sum) return false;',
    caughtBy: {
      file: 'test/db/search-index.test.ts',
      test: 'an index that says something else than the payments is noticed: a payment is in it in the place of another',
    },
  },
  {
    name: 'payments whose trigram goes on behind the first page of it are not found',
    file: 'electron/db/search-postings.ts',
    find: 'last: place.isLast ? last : first,',
    replace: 'last: place.isLast ? first : last,',
    caughtBy: pages,
  },
  {
    name: 'a payment between two windows is not found',
    file: 'electron/db/search-windows.ts',
    find: 'high = from - 1;',
    replace: 'high = from - 2;',
    caughtBy: pages,
  },
  {
    name: 'what SQLite does not fold as we do is not looked at',
    file: walk,
    find: ' OR length(${texts}) <> octet_length(${texts}))',
    replace: ')',
    caughtBy: model,
  },
];
