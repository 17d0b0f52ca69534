import { exchangeTextMax } from '../../../electron/providers/provider.ts';
import { atBench, eachCase, nothing, type Bench } from '../bench.ts';
import type { Kit, Step } from '../kit.ts';
import type { Law } from '../law.ts';
import { duplicates, malformed, oddFields } from '../texts.ts';

// Whatever comes for an answer, nothing breaks, and what two readers may read differently is not read at all.

const mebibyte = 1024 * 1024;

const size: Law = {
  name: 'an answer beyond any size is no answer',
  run: (kit, check) =>
    atBench(kit, async (bench) => {
      for (const step of bench.steps) {
        const good = kit.answer(step);
        for (const bytes of [mebibyte + 1, 2 * mebibyte]) {
          bench.say({ body: good.padEnd(bytes, ' ') });
          const outcome = await bench.outcome(step);
          check.holds(`${bytes} bytes at ${step}`, outcome, wantedOf(step, 'no-reply'));
        }
        bench.say({ body: good.padEnd(200_000, ' ') });
        check.equal(`200,000 bytes at ${step}`, await bench.shortly(step), step === 'inquiry' ? 'bill' : 'paid');
        bench.say({ body: kit.answer(step, { words: 'a'.repeat(100_000) }) });
        const { exchange } = await bench.outcome(step);
        check.equal(`characters kept at ${step}`, exchange.text.length, exchangeTextMax);
        const order = { ...kit.order, customerNumber: '5'.repeat(2 * exchangeTextMax) };
        const { request } = (await bench.outcome(step, order)).exchange;
        check.equal(`characters of the request kept at ${step}`, request.length <= exchangeTextMax, true);
      }
    }),
};

function wantedOf(step: Step, why: string): object {
  return step === 'inquiry' ? { kind: 'failed', code: 'provider-down' } : { kind: 'pending', why };
}

/** Nothing of it is taken for a success, nor for a failure. */
function unreadable(name: string, textsOf: (kit: Kit, good: string) => Iterable<readonly [string, string]>): Law {
  return {
    name,
    async run(kit, check) {
      const casesOf = (step: Step): readonly Case[] =>
        (step === 'pay' ? [{}, kit.failure.pay] : [{}]).flatMap((change) => {
          const good = kit.answer(step, change);
          return [...textsOf(kit, good)].map(([what, body]) => ({ what, body, good }));
        });
      await eachCase(kit, casesOf, async (bench, step, { what, body, good }) => {
        if (body === good) throw new Error(`${what} is the good answer`);
        bench.say({ body });
        check.equal(`${what} at ${step}`, await bench.shortly(step), nothing(step, 'unreadable-reply'));
      });
      check.equal('nothing is left behind in every object', Object.keys(Object.prototype), []);
    },
  };
}

interface Case {
  readonly what: string;
  readonly body: string;
  /** What it was made of. */
  readonly good: string;
}

const broken = unreadable('deep nesting, DOCTYPE, other formats and broken text are refused', (kit, good) =>
  malformed(kit.format, good),
);

const twice = unreadable('a key said twice is refused', (kit, good) => duplicates(kit.format, good));

const odd: Law = {
  name: 'whatever a field holds, nothing throws and no sum is invented',
  run: (kit, check) =>
    eachCase(
      kit,
      (step) => oddFields(kit.format, kit.answer(step)),
      async (bench, step, [what, body]) => {
        bench.say({ body });
        check.equal(`${what} at ${step}`, await conduct(bench, step), 'well');
      },
    ),
};

/** `well`, or what is wrong with how a step ended. */
async function conduct(bench: Bench, step: Step): Promise<string> {
  try {
    const outcome = await bench.outcome(step);
    const possible = step === 'inquiry' ? ['bill', 'failed'] : ['paid', 'refused', 'pending'];
    if (!possible.includes(outcome.kind)) return outcome.kind;
    if (outcome.kind !== 'bill') return 'well';
    const { bill, admin } = outcome.bill;
    const whole = [bill, admin].every((sum) => Number.isSafeInteger(sum) && sum >= 0) && bill + admin > 0;
    return whole ? 'well' : `a bill of ${bill} and ${admin}`;
  } catch (error) {
    return `threw ${String(error)}`;
  }
}

export const hostileLaws: readonly Law[] = [size, broken, twice, odd];
