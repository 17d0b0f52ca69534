import { describe, expect, test } from 'vitest';
import { playBatch } from './play/batch.ts';
import { brokenTills } from './till/broken-tills.ts';
import { seedOf } from '../harness/chance.ts';
import { makeTemplate } from './till/database.ts';
import { play } from './play/play.ts';
import type { Script, Step } from './script/script.ts';
import { shrink } from './script/shrink.ts';
import { paymentFaults } from './script/payment-faults.ts';
import { writeScript } from './script/write-script.ts';

const template = makeTemplate();
const seed = 1;

test(
  'nothing is paid twice, lost or made up, and the same seed is the same to the last byte',
  { timeout: 120_000 },
  async () => {
    const once = await playBatch({ template }, seed, 0, 4);
    const again = await playBatch({ template }, seed, 0, 4);
    expect(once.failed).toEqual([]);
    expect(once.lifecycles).toBeGreaterThan(200);
    expect(again).toEqual(once);
    const other = await playBatch({ template }, seed + 1, 0, 1);
    expect(other.digests[0]).not.toBe(once.digests[0]);
  },
);

test('faults that strike one payment are counted as a pair, those of two payments are not', async () => {
  const arm = { do: 'arm', point: 'append', skip: 0, strike: 'ENOSPC', part: 0.5, offMs: 0 } as const;
  const minute = 60_000;
  const steps: Step[] = [
    { at: 0, ...arm, of: 'outcome' },
    { at: 0, do: 'when', point: 'pay-out', delayMs: 0, then: { do: 'clock', by: minute } },
    { at: 1_000, do: 'sell', isAlone: true, bill: 1, provider: 'iak', pay: 'lost' },
    { at: 10 * minute, do: 'disarm' },
    { at: 11 * minute, do: 'sell', isAlone: true, bill: 2, provider: 'iak', pay: 'garbage' },
    { at: 20 * minute, do: 'disarm' },
  ];
  const start = Date.parse('2026-11-02T03:00:00Z');
  const { violations, coverage } = await play(
    { seed: 1, start, hasPrinter: false, alfakiosResends: false, steps },
    template,
  );
  expect(violations).toEqual([]);
  expect([...coverage.pairs.keys()].toSorted()).toEqual([
    'append outcome ENOSPC + clock forward at pay-out',
    'append outcome ENOSPC + wire pay lost',
    'clock forward at pay-out + wire pay lost',
  ]);
});

test('each fault of a payment has a name of its own', () => {
  expect(new Set(paymentFaults.map(({ name }) => name)).size).toBe(paymentFaults.length);
});

describe('a till is found out that', () => {
  const runsMax = 200;
  /** A search is bounded by its runs; so long, in ms, they may take on a busy machine. */
  const searchMs = 300_000;

  test.for(brokenTills)('$what, by $oracle', { timeout: searchMs }, async ({ oracle, damage, steps }) => {
    let found: number | undefined;
    for (let run = 0; run < runsMax && found === undefined; run++) {
      const script = { ...writeScript(seedOf(seed, run)), hasPrinter: true, ...(steps && { steps }) };
      const { violations } = await play(script, template, { damage });
      if (violations.some((one) => one.startsWith(`${oracle}: `))) found = run;
    }
    expect(found).toBeDefined();
  });

  test('takes a time-out for a refusal, and the script that shows it is short', { timeout: searchMs }, async () => {
    const damage = brokenTills.find(({ what }) => what === 'takes a time-out for a refusal')?.damage ?? {};
    const fails = async (script: Script): Promise<boolean> =>
      (await play(script, template, { damage })).violations.some((one) => one.startsWith('O2:'));
    let run = 0;
    while (!(await fails(writeScript(seedOf(seed, run))))) run++;
    const shortest = await shrink(writeScript(seedOf(seed, run)), fails, 400);
    expect(shortest.steps).toEqual([expect.objectContaining({ do: 'sell' })]);
    expect(await fails(shortest)).toBe(true);
  });
});
