import { eachCase } from '../bench.ts';
import type { Kit, Step } from '../kit.ts';
import type { Law } from '../law.ts';

// Whatever answer tells the deposit, the till hears of it.

interface Case {
  readonly what: string;
  readonly body: string;
  readonly told: number | null;
}

function casesOf(kit: Kit, step: Step): readonly Case[] {
  const telling = (balance: unknown) => ({ balance });
  const another = step === 'inquiry' ? { customer: '599999999999' } : { reference: 'ANOTHER' };
  return [
    { what: 'a success', body: kit.answer(step, { fields: telling(777_001) }), told: 777_001 },
    { what: 'a success with nothing left', body: kit.answer(step, { fields: telling(0) }), told: 0 },
    { what: 'a failure', body: kit.answer(step, { ...kit.failure[step], fields: telling('777002') }), told: 777_002 },
    // Failures fill what they don't tell with 0.
    { what: 'a failure of 0', body: kit.answer(step, { ...kit.failure[step], fields: telling('0') }), told: null },
    { what: 'a fraction', body: kit.answer(step, { ...kit.failure[step], fields: telling('7.5') }), told: null },
    { what: 'another’s answer', body: kit.answer(step, { ...another, fields: telling(777_003) }), told: null },
  ];
}

const deposits: Law = {
  name: 'a deposit that an answer tells is told on, whatever became of it',
  run: (kit, check) =>
    eachCase(
      kit,
      (step) => casesOf(kit, step),
      async (bench, step, { what, body, told }) => {
        bench.say({ body });
        const outcome = await bench.outcome(step);
        const balance = outcome.kind === 'bill' ? outcome.bill.balance : outcome.balance;
        check.equal(`${what} at ${step}`, balance ?? null, told);
      },
    ),
};

export const depositLaws: readonly Law[] = [deposits];
