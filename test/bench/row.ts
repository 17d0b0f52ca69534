/** One figure of the bench, as `--json` has it. */
export interface Row {
  readonly name: string;
  readonly unit: string;
  /** What it should be, in its unit or as a multiple of its anchor; null where there is none. */
  readonly goal: string | null;
  /** What it stands beside, measured in the same run: figures of a shared machine mean little alone. Null where there is none. */
  readonly anchor: number | null;
  readonly anchorName: string | null;
  /** The median; of what is measured once, that. */
  readonly value: number;
  readonly p50: number;
  readonly p99: number;
  /** How often it was measured. */
  readonly n: number;
  /** The value as a multiple of the anchor. */
  readonly ratio: number | null;
}

export interface Times {
  readonly p50: number;
  readonly p99: number;
  readonly n: number;
}

/** How long a step takes, in ms, over so many rounds. */
export async function timesOf(rounds: number, step: (round: number) => unknown): Promise<Times> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const startedAt = performance.now();
    await step(round);
    times.push(performance.now() - startedAt);
  }
  return summed(times);
}

export function summed(values: readonly number[]): Times {
  const sorted = values.toSorted((one, other) => one - other);
  const at = (part: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? NaN;
  return { p50: at(0.5), p99: at(0.99), n: sorted.length };
}

/** A row of what was measured, beside its anchor. */
export function rowOf(
  about: { readonly name: string; readonly unit: string; readonly goal?: string },
  times: Times,
  anchor?: { readonly name: string; readonly value: number },
): Row {
  const { name, unit, goal = null } = about;
  const ratio = anchor ? times.p50 / anchor.value : null;
  return {
    name,
    unit,
    goal,
    anchor: anchor?.value ?? null,
    anchorName: anchor?.name ?? null,
    value: times.p50,
    ...times,
    ratio,
  };
}

/** A figure that was taken once. */
export function once(value: number): Times {
  return { p50: value, p99: value, n: 1 };
}

const widths = [60, 10, 10, 7, 6, 15, 30, 8] as const;
export const header = line(['', 'median', 'p99', 'n', 'unit', 'goal', 'anchor', 'ratio']);

/** A row as the terminal shows it. */
export function shown(row: Row): string {
  const anchor = row.anchor === null ? '' : `${figure(row.anchor)} ${row.anchorName ?? ''}`;
  const ratio = row.ratio === null ? '' : `${figure(row.ratio)}x`;
  return line([row.name, figure(row.p50), figure(row.p99), String(row.n), row.unit, row.goal ?? '', anchor, ratio]);
}

function line(cells: readonly string[]): string {
  return cells
    .map((cell, at) => (at === 0 || at === 6 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0)))
    .join('  ')
    .trimEnd();
}

/** Three digits that mean something. */
function figure(value: number): string {
  const digits = value >= 100 ? 0 : value >= 10 ? 1 : value >= 1 ? 2 : 3;
  return value.toFixed(digits);
}
