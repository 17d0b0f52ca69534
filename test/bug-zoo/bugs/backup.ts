import type { Bug } from '../bug.ts';

const make = 'electron/backup/make.ts';
const making = 'test/backup/make.test.ts';

const timetable = 'test/backup/timetable.test.ts';

export const bugs: readonly Bug[] = [
  {
    name: 'a close that is answered once more makes another backup',
    file: 'electron/shift-handlers.ts',
    find: 'if (report.ok && report.value.number === number) closed();',
    replace: 'if (report.ok) closed();',
    caughtBy: { file: timetable, test: 'a close that was answered once more with the same Z made another backup' },
  },
  {
    name: 'a backup that is due while another one is made is left out',
    file: 'electron/backup/timetable.ts',
    find: '(isBusy() ? soon() : run())',
    replace: '(isBusy() ? undefined : run())',
    caughtBy: {
      file: timetable,
      test: 'a backup that comes due while one is made comes after it, and none once it is told to stop',
    },
  },
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
