import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Failed } from './batch.ts';
import { seedOf } from '../../harness/chance.ts';
import { createPlayer } from './player.ts';
import { printScript } from '../script/script.ts';
import { shrink } from '../script/shrink.ts';
import { writeScript } from '../script/write-script.ts';

/** How long a script may be shortened, in ms, and how long each shorter one may take. */
const shortenMaxMs = 240_000;
const tryMaxMs = 15_000;
/** Failing runs that are shortened; more of them say no more. */
export const shortenedMax = 3;

/**
 * Shortens the script of a run that failed as long as it fails in the same way, and keeps it below `folder`. Answers what to tell:
 * what failed, the script, and how it is played again. `broken` names the till that failed, if it was broken on purpose.
 */
export async function keepFinding(
  seed: number,
  { run, violations }: Failed,
  folder: string,
  broken?: string,
): Promise<string> {
  const player = createPlayer(broken, tryMaxMs);
  const kind = kindOf(violations[0] ?? '');
  const until = performance.now() + shortenMaxMs;
  const shortest = await shrink(
    writeScript(seedOf(seed, run)),
    async (script) =>
      performance.now() < until && (await player.script(script)).some((violation) => kindOf(violation) === kind),
  );
  await player.close();
  const file = path.join(folder, `seed-${seed}-run-${run}.script`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, `${printScript(shortest)}\n`);
  return [
    `--seed ${seed} --run ${run}:`,
    ...violations.map((violation) => `  ${violation}`),
    'the shortest script that still fails so:',
    printScript(shortest),
    `again: npm run simulate -- --script ${file}\n`,
  ].join('\n');
}

/** What a violation says but for the ids, providers and numbers in it. */
export function kindOf(violation: string): string {
  const [first = ''] = violation.split('\n');
  return first.replace(/[0-9A-Z]{20}|\((?:alfakios|ayoconnect|iak)\)|(?<= )-?\d+/g, '#');
}
