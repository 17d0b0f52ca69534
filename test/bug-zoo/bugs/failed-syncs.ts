import type { Bug } from '../bug.ts';

// Mistakes around what a call says of a disk that failed under it.

const caughtBy = {
  file: 'test/books/sick-disk.test.ts',
  test: 'a record that was told not to be kept, after a sync that failed, turned up later beside the one that was then made',
};

export const bugs: readonly Bug[] = [
  {
    name: 'a record that was told not to be kept is found later',
    file: 'electron/books/books.ts',
    find: '      file.cut(size);\n',
    replace: '',
    caughtBy,
  },
  {
    name: 'a record that is there after a failed sync is told not to be kept',
    file: 'electron/books/books.ts',
    find: '      if (this.#isThereAfterAll(entries)) return;\n',
    replace: '      this.#isThereAfterAll(entries);\n',
    caughtBy: { ...caughtBy, says: 'input/output error' },
  },
  {
    name: 'a debt is told to be paid and stands in no journal',
    file: 'electron/customers/debts.ts',
    find: "  books.write([{ at: clock.now(), kind: 'debt-settled', transactionId: null, data: { ...data, ...more } }]);",
    replace:
      "  if (data.amount < 0) books.write([{ at: clock.now(), kind: 'debt-settled', transactionId: null, data: { ...data, ...more } }]);",
    caughtBy: { file: 'test/shifts/debts.test.ts', test: 'two presses on one debt pay it once' },
  },
];
