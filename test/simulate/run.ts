import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { addTo, type Batch, type Failed } from './batch.ts';
import { seedOf } from './chance.ts';
import { makeTemplate } from './database.ts';
import { expectedFaults, faultsExpectedFrom } from './expected-faults.ts';
import { play } from './play.ts';
import { printScript, readScript, type Script } from './script.ts';
import { shrink } from './shrink.ts';
import type { Order } from './worker.ts';
import { writeScript } from './write-script.ts';

// `npm run simulate [-- --seed 1 --lifecycles 500000 --jobs 2]`: sells at simulated counters, with every fault on, and judges what is
// left. A failing run is shortened and printed. `--run N` plays one run of the seed, `--script FILE` a printed script; with `--trace`
// everything that goes in and out of the till is shown.

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    lifecycles: { type: 'string', default: '500000' },
    jobs: { type: 'string', default: '2' },
    run: { type: 'string' },
    script: { type: 'string' },
    trace: { type: 'boolean', default: false },
  },
});
const seed = Number(values.seed);
const wanted = Number(values.lifecycles);
/** Runs that a thread is given at a time. */
const batchRuns = 8;
/** Failing runs that are shortened; more of them say no more. */
const shortenedMax = 3;

if (values.script !== undefined) await playOne(readScript(values.script));
else if (values.run !== undefined) await playOne(writeScript(seedOf(seed, Number(values.run))));
else await playMany();

async function playOne(script: Script): Promise<void> {
  const show = values.trace ? { show: (line: string) => console.log(line) } : {};
  const { violations, lifecycles, digest } = await play(script, makeTemplate(), show);
  for (const violation of violations) console.log(violation);
  console.log(`${lifecycles} lifecycles, ${violations.length} violations, trace ${digest}`);
  process.exitCode = violations.length > 0 ? 1 : 0;
}

async function playMany(): Promise<void> {
  const startedAt = performance.now();
  const batches = await collect();
  const seconds = (performance.now() - startedAt) / 1000;
  const faults = new Map<string, number>();
  const counts = new Map<string, number>();
  const hash = createHash('sha256');
  for (const batch of batches) {
    addTo(faults, batch.faults);
    addTo(counts, batch.counts);
    for (const digest of batch.digests) hash.update(digest);
  }
  const failed = batches.flatMap((batch) => batch.failed);
  for (const one of failed.slice(0, shortenedMax)) await tell(one);
  const lifecycles = batches.reduce((sum, batch) => sum + batch.lifecycles, 0);
  const missing = lifecycles < faultsExpectedFrom ? [] : expectedFaults.filter((name) => !faults.has(name));
  console.log(table('faults that happened', faults));
  console.log(table('counts', counts));
  for (const name of missing) console.log(`the fault "${name}" never happened`);
  const runs = batches.reduce((sum, { digests }) => sum + digests.length, 0);
  console.log(
    `seed ${seed}: ${lifecycles} lifecycles in ${runs} runs, ${seconds.toFixed(1)} s, ${Math.round(lifecycles / seconds)}/s; ` +
      `${failed.length} violations; trace ${hash.digest('hex')}`,
  );
  process.exitCode = failed.length > 0 || missing.length > 0 ? 1 : 0;
}

/** Batches from the first run on, in their order, until there are enough lifecycles or one fails. However many threads play them. */
async function collect(): Promise<readonly Batch[]> {
  const done = new Map<number, Batch>();
  const batches: Batch[] = [];
  let lifecycles = 0;
  let next = 0;
  const isEnough = (): boolean => lifecycles >= wanted || batches.some(({ failed }) => failed.length > 0);
  const work = async (): Promise<void> => {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), {
      workerData: { seed },
      // What a run leaves behind is rubbish at once: with more room it is cleared away less often.
      resourceLimits: { maxYoungGenerationSizeMb: 128 },
    });
    try {
      while (!isEnough()) {
        const order: Order = { from: next, count: batchRuns };
        next += batchRuns;
        const answer = once(worker, 'message');
        worker.postMessage(order);
        const [batch] = (await answer) as [Batch];
        done.set(batch.from, batch);
        for (
          let one = done.get(batches.length * batchRuns);
          one && !isEnough();
          one = done.get(batches.length * batchRuns)
        ) {
          batches.push(one);
          lifecycles += one.lifecycles;
        }
      }
    } finally {
      await worker.terminate();
    }
  };
  await Promise.all(Array.from({ length: Number(values.jobs) }, work));
  return batches;
}

async function tell({ run, violations }: Failed): Promise<void> {
  const oracle = violations[0]?.slice(0, 2) ?? '';
  const template = makeTemplate();
  const fails = async (script: Script): Promise<boolean> =>
    (await play(script, template)).violations.some((violation) => violation.startsWith(oracle));
  const shortest = await shrink(writeScript(seedOf(seed, run)), fails);
  console.log(`--seed ${seed} --run ${run}:`);
  for (const violation of violations) console.log(`  ${violation}`);
  console.log(`the shortest script that still fails ${oracle}, for --script:\n${printScript(shortest)}\n`);
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
