import type { Bug } from '../bug.ts';

const make = 'electron/backup/make.ts';
const making = 'test/backup/make.test.ts';

export const bugs: readonly Bug[] = [
  {
    name: 'a backup gets its name whatever its check says',
    file: make,
    find: 'if (problems.length > 0) return { problems };',
    replace: '',
    caughtBy: {
      file: making,
      test: 'books that are damaged under the till make no backup, and the one before stays',
    },
  },
  {
    name: 'the journal of a backup ends in the middle of a record',
    file: 'electron/backup/journal-copy.ts',
    find: 'return bytes.subarray(0, end);',
    replace: 'return bytes;',
    caughtBy: {
      file: making,
      test: 'a record that is being written as the journal is copied is not in the backup, nor is half of it',
    },
  },
  {
    name: 'a backup takes the place of another one of the same second',
    file: make,
    find: 'if (!existsSync(file)) return file;',
    replace: 'return file;',
    caughtBy: {
      file: making,
      test: 'what a dead till left of a backup goes with the next, and one that is told to stop leaves nothing',
    },
  },
];
