import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { keepFinding, shortenedMax } from './play/finding.ts';
import { playSeed } from './play/play-seed.ts';
import { createPlayer } from './play/player.ts';
import { createSummary } from './play/summary.ts';

// `npm run simulate:hunt -- --minutes N [--jobs 2]`: plays seeds that nobody has played, so many lifecycles of each, until something
// breaks or the time is over. All that broke is told; the first of it is shortened, printed and kept below out/. Ends with 1 if something
// did, and with the seeds and their lifecycles in one line. `--broken NAME` hunts a till that is broken on purpose
// (till/broken-tills.ts), to see that it would be found.

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '10' },
    jobs: { type: 'string', default: '2' },
    lifecycles: { type: 'string', default: '100000' },
    folder: { type: 'string', default: 'out/simulate' },
    broken: { type: 'string' },
  },
});
const minute = 60_000;
/** How often to tell how far it is, in ms. */
const tellMs = 15_000;

const startedAt = performance.now();
const elapsed = (): number => performance.now() - startedAt;
const isTimeOver = (): boolean => elapsed() >= Number(values.minutes) * minute;
const players = Array.from({ length: Number(values.jobs) }, () => createPlayer(values.broken));
const all = createSummary();
const played: string[] = [];
let toldAt = 0;

while (!isTimeOver() && all.failed().length === 0) await hunt(randomInt(1, 2 ** 31));
await Promise.all(players.map((player) => player.close()));
console.log(all.tables());
console.log(`seeds ${played.join(', ')}: ${pace()}, ${all.failed().length} violations`);
process.exitCode = all.failed().length > 0 || all.missing().length > 0 ? 1 : 0;

async function hunt(seed: number): Promise<void> {
  console.log(`seed ${seed}`);
  const before = all.lifecycles();
  await playSeed(players, seed, {
    lifecycles: Number(values.lifecycles),
    isTimeOver,
    played(batch) {
      all.add(batch);
      if (elapsed() < toldAt + tellMs) return;
      toldAt = elapsed();
      console.log(`  ${pace()} of ${values.minutes} min`);
    },
  });
  played.push(`${seed} (${all.lifecycles() - before})`);
  for (const { run, violations } of all.failed()) console.log(`--seed ${seed} --run ${run}: ${violations[0] ?? ''}`);
  for (const one of all.failed().slice(0, shortenedMax))
    console.log(await keepFinding(seed, one, values.folder, values.broken));
}

function pace(): string {
  const seconds = elapsed() / 1000;
  return `${all.lifecycles()} lifecycles, ${Math.round(all.lifecycles() / seconds)}/s, ${(seconds / 60).toFixed(1)} min`;
}
