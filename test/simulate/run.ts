import { parseArgs } from 'node:util';
import { seedOf } from '../harness/chance.ts';
import { makeTemplate } from './till/database.ts';
import { keepFinding, shortenedMax } from './play/finding.ts';
import { play } from './play/play.ts';
import { playSeed } from './play/play-seed.ts';
import { createPlayer } from './play/player.ts';
import { readScript, type Script } from './script/script.ts';
import { createSummary } from './play/summary.ts';
import { writeScript } from './script/write-script.ts';

// `npm run simulate [-- --seed 1 --lifecycles 500000 --jobs 2]`: sells at simulated counters, with every fault on, and judges what is
// left. A failing run is shortened, printed and kept below out/. `--run N` plays one run of the seed, `--script FILE` a printed script;
// with `--trace` everything that goes in and out of the till is shown.

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
  const players = Array.from({ length: Number(values.jobs) }, () => createPlayer());
  const summary = createSummary();
  for (const batch of await playSeed(players, seed, { lifecycles: Number(values.lifecycles) })) summary.add(batch);
  const seconds = (performance.now() - startedAt) / 1000;
  const failed = summary.failed();
  await Promise.all(players.map((player) => player.close()));
  for (const one of failed.slice(0, shortenedMax)) console.log(await keepFinding(seed, one, 'out/simulate'));
  const lifecycles = summary.lifecycles();
  console.log(summary.tables());
  console.log(
    `seed ${seed}: ${lifecycles} lifecycles in ${summary.runs()} runs, ${seconds.toFixed(1)} s, ${Math.round(lifecycles / seconds)}/s; ` +
      `${failed.length} violations; trace ${summary.digest()}`,
  );
  process.exitCode = failed.length > 0 || summary.missing().length > 0 ? 1 : 0;
}
