import type { Bug } from '../bug.ts';

// Mistakes around a PC clock that is wrong, and what puts it right.

const timekeeping = 'electron/books/timekeeping.ts';
const correcting = 'electron/time/corrected-clock.ts';
const tests = 'test/till/clock.test.ts';

export const bugs: readonly Bug[] = [
  {
    name: 'a correction is taken for a clock that somebody set',
    file: timekeeping,
    find: `      seen = { now: clock.now(), elapsed };
    },
    look() {`,
    replace: `    },
    look() {`,
    caughtBy: {
      file: tests,
      test: 'a correction was thrown away by the next look at the till, as if somebody had set the PC’s clock',
    },
  },
  {
    name: 'a correction is forgotten with the process',
    file: timekeeping,
    find: 'const keptMs = findTillState(books.db)?.correctionMs ?? 0;',
    replace: 'const keptMs = 0 * (findTillState(books.db)?.correctionMs ?? 0);',
    caughtBy: { file: tests, test: 'the correction is kept over a restart, before any provider is heard' },
  },
  {
    name: 'whatever a provider says is the time',
    file: correcting,
    find: 'return serverTimeMs >= oldestMs && serverTimeMs < newestMs;',
    replace: 'return serverTimeMs >= 0 * oldestMs && serverTimeMs < 10 * newestMs;',
    caughtBy: { file: tests, test: 'a provider that says it is 1000 is not believed' },
  },
];
