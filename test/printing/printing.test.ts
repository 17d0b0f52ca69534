import { appendFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { createChance, seedOf } from '../harness/chance.ts';
import { makes } from '../harness/printer-mechanism.ts';
import { doubledOriginals, liveSlip, openDesk, type Tally, type Told } from './desk.ts';

// Six kinds of printer, and what may happen to each while a slip is on its way.

const slips = Number(process.env['LOKET_PRINTED_SLIPS'] ?? 60);
const seed = Number(process.env['LOKET_PRINT_SEED'] ?? 1);
/** Most of the time a desk waits: for a printer that stalls, or for whoever loads paper. */
const desks = Math.min(100, Math.ceil(slips / 2));
const { epson, liar, inquired, mute, needle, slow } = makes;

test.for(Object.entries({ epson, liar, inquired, mute, needle, slow }))(
  '%s: at most one original, none lost, and nothing said that is not so',
  { timeout: 60 * 60_000 },
  async ([name, make], { annotate }) => {
    const tally: Tally = { slips: 0, faults: {}, ends: {}, problems: [] };
    await Promise.all(
      Array.from({ length: desks }, async (_desk, n) => {
        const desk = await openDesk(make, createChance(seedOf(seed, n)));
        while (tally.slips < slips) await liveSlip(desk, tally);
        tally.problems.push(...doubledOriginals(desk));
      }),
    );
    const told = JSON.stringify({ name, ...tally } satisfies Told);
    await annotate(told);
    const file = process.env['LOKET_PRINTED_TO'];
    if (file) appendFileSync(file, `${told}\n`);
    expect(tally.problems.join('\n')).toBe('');
  },
);
