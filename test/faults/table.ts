/** What became of a cell. */
export interface Result {
  readonly id: string;
  readonly outcome: 'passed' | 'failed' | 'skipped';
  /** What went wrong, or why it was not run. */
  readonly why: string | null;
  readonly tookMs: number;
  /** What was shown in place of a combination that does not exist. */
  readonly instead?: string;
}

const columns = ['group', 'cells', 'run', 'passed', 'failed', 'skipped'] as const;

/** The table at the end: a line a group, a line for all, and the reasons for what was skipped. */
export function tableOf(results: readonly Result[]): string {
  const groups = Map.groupBy(results, ({ id }) => id.charAt(0));
  const lines = [...groups].sort().map(([group, own]) => lineOf(group, own));
  const rows = [[...columns], ...lines, lineOf('all', results)];
  const table = rows.map((row) => row.map((cell, at) => (at === 0 ? cell.padEnd(6) : cell.padStart(8))).join(''));
  const skipped = results.filter(({ outcome }) => outcome === 'skipped');
  const replaced = results.filter(({ instead, outcome }) => instead !== undefined && outcome !== 'skipped');
  return [
    '',
    ...table,
    ...reasonLines('skipped', skipped, ({ why }) => why ?? ''),
    ...reasonLines('something else shown', replaced, ({ instead }) => instead ?? ''),
  ].join('\n');
}

function reasonLines(what: string, own: readonly Result[], reasonOf: (one: Result) => string): readonly string[] {
  return [...Map.groupBy(own, reasonOf)].map(
    ([reason, those]) => `${what} (${those.length}): ${reason}\n  ${those.map(({ id }) => id).join(' ')}`,
  );
}

function lineOf(name: string, own: readonly Result[]): readonly string[] {
  const count = (outcome: Result['outcome']): number => own.filter((one) => one.outcome === outcome).length;
  const [passed, failed, skipped] = [count('passed'), count('failed'), count('skipped')];
  return [name, ...[own.length, passed + failed, passed, failed, skipped].map(String)];
}
