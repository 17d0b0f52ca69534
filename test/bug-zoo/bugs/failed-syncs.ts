import type { Bug } from '../bug.ts';

// Mistakes around what a call says of a disk that failed under it.

const books = 'electron/books/books.ts';
const sick = 'test/books/sick-disk.test.ts';
const later =
  'a line that was told not to be kept, after a sync that failed, turned up later beside the one that was then made';
const anyway = 'a line that was in the journal when the database failed was told not to be kept, and made again';

export const bugs: readonly Bug[] = [
  {
    name: 'a line that was told not to be kept is found later',
    file: books,
    find: '    this.#cutAt = cutAt;\n',
    replace: '',
    caughtBy: { file: sick, test: later },
  },
  {
    name: 'files are opened again though what was told not to be kept could not be cut off',
    file: books,
    find: 'if (this.#cutAt !== null && !this.#isCut(this.#cutAt)) return;',
    replace: 'if (this.#cutAt !== null) this.#isCut(this.#cutAt);',
    caughtBy: { file: sick, test: later },
  },
  {
    name: 'a line that is there after a failed sync is told not to be kept',
    file: books,
    find: 'this.#isThereAfterAll(isInJournal ? null : size)) return;',
    replace: 'this.#isThereAfterAll(isInJournal ? null : size)) throw error;',
    caughtBy: { file: sick, test: anyway, says: 'disk I/O error' },
  },
  {
    name: 'a line that the journal has is cut off after the database failed',
    file: books,
    find: 'this.#isThereAfterAll(isInJournal ? null : size)',
    replace: 'this.#isThereAfterAll(size)',
    caughtBy: { file: sick, test: anyway, says: 'disk I/O error' },
  },
  {
    name: 'settings that were told not to be saved stay in their file',
    file: 'electron/settings/settings-file.ts',
    find: '    tryTo(() => renameSync(before, file));\n',
    replace: '',
    caughtBy: {
      file: 'test/settings/kept.test.ts',
      test: 'settings that were told not to be saved were in force after the restart',
    },
  },
  {
    name: 'only a sync that failed is a reason to cut off later what was told not to be kept',
    file: books,
    find: 'return !this.#certain && !isTouched &&',
    replace: 'return !this.#certain && isSyncFailure(error) && !isTouched &&',
    caughtBy: {
      file: sick,
      test: 'a full disk that refused the cut too: the line that was told not to be kept turned up later',
    },
  },
  {
    name: 'the status reads a database that was closed while it waited',
    file: 'electron/till-status.ts',
    find: '  const free = await freeBytes(exportFolder);\n  const { db } = books;\n',
    replace: '  const { db } = books;\n  const free = await freeBytes(exportFolder);\n',
    caughtBy: {
      file: 'test/till/opened-anew.test.ts',
      test: 'till:status was an internal error where the books were opened anew while it looked at the disk',
    },
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
