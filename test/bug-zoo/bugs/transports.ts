import type { Bug } from '../bug.ts';

// Mistakes in the ways to a printer.

const tcp = { file: 'electron/printers/tcp.ts', test: 'test/printers/tcp.test.ts' };

export const bugs: readonly Bug[] = [
  {
    name: 'a printer that is busy with one slip is given up by the next',
    file: tcp.file,
    find: 'if (!seen.hasTaken || ',
    replace: 'if (seen.hasTaken || ',
    caughtBy: {
      file: tcp.test,
      test: 'the next slip was given up after 15 ms at a printer that refuses a second connection',
    },
  },
  {
    name: 'a byte goes at once to a printer that has hung up on the last slip',
    file: tcp.file,
    find: 'if (!seen.isSteady) await',
    replace: 'if (seen === null) await',
    caughtBy: {
      file: tcp.test,
      test: 'nearly every original was doubtful at a printer that accepts and resets: of those that it took nothing of, one at most',
    },
  },
  {
    name: 'a stopped queue is taken for a good one',
    file: 'electron/printers/cups.ts',
    find: 'if (/^printer \\S+ disabled/m.test(out)) throw',
    replace: 'if (out === queue) throw',
    caughtBy: {
      file: 'test/printers/cups.test.ts',
      test: 'a stopped queue is not taken for a good one, and nothing waits in it',
    },
  },
  {
    name: 'a device that is not there is made as a file, which takes every slip',
    file: 'electron/printers/file.ts',
    find: 'constants.O_RDWR | flags)',
    replace: 'constants.O_RDWR | constants.O_CREAT | flags)',
    caughtBy: { file: 'test/printers/device.test.ts', test: 'one that is not there is offline, and none is made' },
  },
];
