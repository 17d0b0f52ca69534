import { describe, expect, test } from 'vitest';
import { playBatch } from './batch.ts';
import { breaks } from './breaks.ts';
import { seedOf } from './chance.ts';
import { makeTemplate } from './database.ts';
import { play } from './play.ts';
import type { Script } from './script.ts';
import { shrink } from './shrink.ts';
import { writeScript } from './write-script.ts';

const template = makeTemplate();
const seed = 1;

test('nothing is paid twice, lost or made up, and the same seed is the same to the last byte', async () => {
  const once = await playBatch(template, seed, 0, 4);
  const again = await playBatch(template, seed, 0, 4);
  expect(once.failed).toEqual([]);
  expect(once.lifecycles).toBeGreaterThan(200);
  expect(again).toEqual(once);
  const other = await playBatch(template, seed + 1, 0, 1);
  expect(other.digests[0]).not.toBe(once.digests[0]);
});

describe('a till is found out that', () => {
  const runsMax = 200;

  test.for(breaks)('$what, by $oracle', async ({ oracle, damage }) => {
    let found: number | undefined;
    for (let run = 0; run < runsMax && found === undefined; run++) {
      const script = { ...writeScript(seedOf(seed, run)), hasPrinter: true };
      const { violations } = await play(script, template, { damage });
      if (violations.some((one) => one.startsWith(oracle))) found = run;
    }
    expect(found).toBeDefined();
  });

  test('takes a time-out for a refusal, and the script that shows it is short', async () => {
    const damage = breaks.find(({ what }) => what === 'takes a time-out for a refusal')?.damage ?? {};
    const fails = async (script: Script): Promise<boolean> =>
      (await play(script, template, { damage })).violations.some((one) => one.startsWith('O2'));
    let run = 0;
    while (!(await fails(writeScript(seedOf(seed, run))))) run++;
    const shortest = await shrink(writeScript(seedOf(seed, run)), fails, 400);
    expect(shortest.steps).toEqual([expect.objectContaining({ do: 'sell' })]);
    expect(await fails(shortest)).toBe(true);
  });
});
