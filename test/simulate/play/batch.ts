import { seedOf } from '../../harness/chance.ts';
import { play } from './play.ts';
import type { Damage } from '../till/shop-parts.ts';
import { writeScript } from '../script/write-script.ts';

/** Runs that belong together, so that whoever adds them up does so in one order. */
export interface Batch {
  readonly from: number;
  readonly lifecycles: number;
  /** One a run. */
  readonly digests: readonly string[];
  readonly faults: Counts;
  readonly pairs: Counts;
  readonly counts: Counts;
  readonly failed: readonly Failed[];
}

export type Counts = readonly (readonly [string, number])[];

export interface Failed {
  readonly run: number;
  readonly violations: readonly string[];
}

/** What a batch is played with beside its runs. */
export interface Playing {
  readonly template: Buffer;
  readonly damage?: Damage;
  /** Hears of each run before it begins. */
  readonly begins?: (run: number) => void;
}

/** Plays the runs `from`, `from + 1`, ... of a seed. A run that throws is one that failed. */
export async function playBatch(
  { template, damage = {}, begins }: Playing,
  seed: number,
  from: number,
  count: number,
): Promise<Batch> {
  const [faults, pairs, counts] = [new Map<string, number>(), new Map<string, number>(), new Map<string, number>()];
  const digests: string[] = [];
  const failed: Failed[] = [];
  let lifecycles = 0;
  for (let run = from; run < from + count; run++) {
    begins?.(run);
    const verdict = await play(writeScript(seedOf(seed, run)), template, { damage });
    lifecycles += verdict.lifecycles;
    digests.push(verdict.digest);
    addTo(faults, verdict.coverage.faults);
    addTo(pairs, verdict.coverage.pairs);
    addTo(counts, verdict.coverage.counts);
    if (verdict.violations.length > 0) failed.push({ run, violations: verdict.violations });
  }
  return { from, lifecycles, digests, faults: [...faults], pairs: [...pairs], counts: [...counts], failed };
}

/** Adds counts to counts. */
export function addTo(sum: Map<string, number>, more: Iterable<readonly [string, number]>): void {
  for (const [name, count] of more) sum.set(name, (sum.get(name) ?? 0) + count);
}
