import { createHash } from 'node:crypto';
import { addTo, type Batch, type Failed } from './batch.ts';
import { missingFrom, placePairsOf } from './expected-coverage.ts';

/** What batches come to, one after the other. */
export interface Summary {
  add(batch: Batch): void;
  lifecycles(): number;
  runs(): number;
  failed(): readonly Failed[];
  /** What happened, how often; and what should have and did not. */
  tables(): string;
  /** What should have happened by now and did not. */
  missing(): readonly string[];
  /** Hash of everything that went in and out of the tills. */
  digest(): string;
}

export function createSummary(): Summary {
  const [faults, pairs, counts] = [new Map<string, number>(), new Map<string, number>(), new Map<string, number>()];
  const failed: Failed[] = [];
  const hash = createHash('sha256');
  let lifecycles = 0;
  let runs = 0;
  const missing = (): readonly string[] => missingFrom({ lifecycles, faults, pairs });
  return {
    add(batch) {
      addTo(faults, batch.faults);
      addTo(pairs, batch.pairs);
      addTo(counts, batch.counts);
      for (const digest of batch.digests) hash.update(digest);
      failed.push(...batch.failed);
      lifecycles += batch.lifecycles;
      runs += batch.digests.length;
    },
    lifecycles: () => lifecycles,
    runs: () => runs,
    failed: () => failed,
    missing,
    tables: () =>
      [table('faults that happened', faults), table('counts', counts), pairTable(pairs), ...missing()].join('\n'),
    digest: () => hash.copy().digest('hex'),
  };
}

function pairTable(pairs: ReadonlyMap<string, number>): string {
  const happened = [...pairs.values()].reduce((sum, count) => sum + count, 0);
  return `faults that met within one payment: ${happened} pairs, of ${pairs.size} kinds, at ${placePairsOf(pairs).size} pairs of places`;
}

function table(title: string, all: ReadonlyMap<string, number>): string {
  const cells = [...all].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, count]) => `${name} ${count}`);
  const width = 38;
  const lines: string[] = [];
  for (let at = 0; at < cells.length; at += 3)
    lines.push(
      cells
        .slice(at, at + 3)
        .map((cell) => cell.padEnd(width))
        .join('')
        .trimEnd(),
    );
  return `${title}:\n  ${lines.join('\n  ')}`;
}
