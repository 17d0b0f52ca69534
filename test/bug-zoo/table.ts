import type { Bug } from './bug.ts';
import type { Verdict } from './verdict.ts';

/** What became of a bug. */
export interface Result {
  readonly bug: Bug;
  readonly verdict: Verdict;
  readonly seconds: number;
}

/** A line a bug, and a line for all of them. */
export function tableOf(results: readonly Result[], wholeSeconds: number): string {
  const width = Math.max(...results.map(({ bug }) => bug.name.length));
  const rows = results.map(({ bug, verdict, seconds }) =>
    [
      verdict.caught ? 'caught    ' : 'NOT CAUGHT',
      bug.name.padEnd(width),
      `${seconds.toFixed(1).padStart(5)} s`,
      `${bug.caughtBy.file}: ${bug.caughtBy.test}`,
    ].join('  '),
  );
  const times = results.map(({ seconds }) => seconds).sort((one, other) => one - other);
  const median = (times[Math.floor(times.length / 2)] ?? 0).toFixed(1);
  const caught = results.filter(({ verdict }) => verdict.caught).length;
  const sum = `${results.length} planted, ${caught} caught, median ${median} seconds (${wholeSeconds.toFixed(0)} in all)`;
  return [...rows, '', sum].join('\n');
}
