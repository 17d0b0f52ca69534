/** Counts of what really happened. */
export interface Tally {
  readonly faults: Map<string, number>;
  readonly counts: Map<string, number>;
  fault(name: string): void;
  count(name: string, by?: number): void;
}

export function createTally(): Tally {
  const faults = new Map<string, number>();
  const counts = new Map<string, number>();
  return {
    faults,
    counts,
    fault: (name) => void faults.set(name, (faults.get(name) ?? 0) + 1),
    count: (name, by = 1) => void counts.set(name, (counts.get(name) ?? 0) + by),
  };
}
