import { placeOf } from '../script/payment-faults.ts';

/** Counts of what really happened. */
export interface Coverage {
  readonly faults: Map<string, number>;
  readonly counts: Map<string, number>;
  /** Faults that met within one payment, two names with ` + ` between them. */
  readonly pairs: Map<string, number>;
  /** `exactly` names it among those that meet within one payment. */
  fault(name: string, exactly?: string): void;
  count(name: string, by?: number): void;
  /** What happens from now on happens to one payment; to none that is looked at with false. */
  alone(isOne: boolean): void;
}

export function createCoverage(): Coverage {
  const faults = new Map<string, number>();
  const counts = new Map<string, number>();
  const pairs = new Map<string, number>();
  let met: Set<string> | null = null;
  const add = (to: Map<string, number>, name: string, by = 1): void => void to.set(name, (to.get(name) ?? 0) + by);
  return {
    faults,
    counts,
    pairs,
    fault(name, exactly = name) {
      add(faults, name);
      if (!met || met.has(exactly) || !placeOf.has(exactly)) return;
      for (const other of met) add(pairs, pairOf(exactly, other));
      met.add(exactly);
    },
    count: (name, by) => add(counts, name, by),
    alone: (isOne) => void (met = isOne ? new Set() : null),
  };
}

/** The name of two faults that met, whichever was first. */
export function pairOf(one: string, other: string): string {
  return one < other ? `${one} + ${other}` : `${other} + ${one}`;
}

/** The two that `pairOf` put together. */
export function partsOf(pair: string): readonly string[] {
  return pair.split(' + ');
}
