import type { Bug } from '../bug.ts';

// Mistakes by which somebody who can write the data folder would go unnoticed.

const recordStart = 'electron/books/record-start.ts';

export const bugs: readonly Bug[] = [
  {
    name: 'a folder that was emptied is taken for a new till’s',
    file: recordStart,
    find: "return lost ? `the books in this folder are gone: they ended at ${shortHead(lost)}` : 'the books are new';",
    replace: "return lost ? null : 'the books are new';",
    caughtBy: {
      file: 'test/books/anchor.test.ts',
      test: 'a folder that was emptied is not a new till: the slip says which books are gone',
    },
  },
  {
    name: 'a mark that anybody can make is trusted',
    file: 'electron/books/mark.ts',
    find: 'mark.mac !== prove.mac(textOf(mark))',
    replace: 'mark.mac === undefined',
    caughtBy: {
      file: 'test/books/till-key.test.ts',
      test: 'a mark that was made with what everybody knows is not taken for the till’s, with its old MAC or with none',
    },
  },
  {
    name: 'books that name another key are taken for this till’s own',
    file: recordStart,
    find: 'publicKey !== null && publicKey !== identity.publicKey',
    replace: `publicKey === ''`,
    caughtBy: {
      file: 'test/books/till-key.test.ts',
      test: 'a till whose secrets are gone makes a new key, says so in its books, and pays nothing until a person has compared',
    },
  },
];
