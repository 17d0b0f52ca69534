import { providerIds, type ProviderId } from '../../../shared/product.ts';
import type { Chance } from '../../harness/chance.ts';
import { isNonTaglist } from '../world/biller.ts';
import type { Happening, Sale, Step } from './script.ts';
import { askable, paymentFaults, type Plan, type PaymentFault } from './payment-faults.ts';

// Days on which one payment comes after another, with nothing beside it and two or three faults for each: so any two faults meet.

const second = 1_000;
const minute = 60 * second;

/** The steps of so many payments. */
export function faultPairs(chance: Chance, count: number, hasPrinter: boolean): readonly Step[] {
  const usable = paymentFaults.filter(
    ({ stage }) => hasPrinter || stage !== 'print',
  ) as unknown as typeof paymentFaults;
  const steps: Step[] = [];
  let at = minute;
  for (let bill = 1; bill <= count; bill++) {
    const drawn = Array.from({ length: 2 + chance.int(2) }, () => chance.pick(usable));
    const plan = planOf(chance, bill, drawn);
    for (const one of plan.waiting) steps.push({ at, ...one });
    steps.push({ at: (at += second), ...plan.sale });
    at += plan.sale.thinkMs ?? 0;
    for (const [pauseMs, one] of afterwards(drawn, bill, plan)) steps.push({ at: (at += pauseMs), ...one });
    at += minute;
  }
  return steps;
}

function planOf(chance: Chance, bill: number, drawn: readonly PaymentFault[]): Plan {
  const needs = (stage: PaymentFault['stage']): boolean => drawn.some((fault) => fault.stage === stage);
  const [first, ...others] = providers;
  const provider: ProviderId = isNonTaglist(bill)
    ? 'iak'
    : needs('resending')
      ? chance.pick(['alfakios', 'alfakios', 'iak'])
      : needs('question')
        ? chance.pick(askable)
        : chance.pick([first, ...others]);
  const sale: Sale = {
    do: 'sell',
    isAlone: true,
    bill,
    provider,
    thinkMs: second,
    latencyMs: chance.pick([80, 400, 3_000]),
  };
  const plan: Plan = { sale, waiting: [] };
  for (const fault of drawn) fault.plant(plan, chance);
  const isOpen = drawn.some(({ leavesPending }) => leavesPending);
  if ((needs('question') || needs('resending')) && !isOpen) leavePending(plan, chance, needs('resending'));
  // Both files are opened again after a failure.
  const isMended = drawn.some(({ place }) => /^(append|commit)/.test(place));
  if (needs('mending') && !isMended) fail(plan, chance);
  return plan;
}

const providers = providerIds as unknown as readonly [ProviderId, ...ProviderId[]];

function leavePending(plan: Plan, chance: Chance, isResent: boolean): void {
  const then = chance.happens(0.7) ? 'paid' : 'failed';
  const first = isResent ? chance.pick(['doubt', 'unknown'] as const) : 'process';
  plan.sale = { ...plan.sale, fate: { first, then, afterMs: chance.pick([30 * second, 3 * minute]) } };
}

function fail({ waiting }: Plan, chance: Chance): void {
  const of = chance.pick(['intent', 'outcome'] as const);
  const strike = chance.pick(['ENOSPC', 'EIO', 'EIO-sync', 'EIO-lost', 'kill', 'power-after'] as const);
  waiting.push({ do: 'arm', point: 'append', of, skip: 0, strike, part: 0.5, offMs: 1_500 });
}

/** What people do about a payment that came to nothing or is open, with the pauses in ms before. */
function afterwards(
  drawn: readonly PaymentFault[],
  bill: number,
  { waiting }: Plan,
): readonly (readonly [number, Happening])[] {
  const resends: readonly (readonly [number, Happening])[] = drawn.some(({ stage }) => stage === 'resending')
    ? [
        [20 * second, { do: 'resend', bill }],
        // While the first sending may still be under way.
        [80 * second, { do: 'resend', bill }],
      ]
    : [];
  const reprints: readonly (readonly [number, Happening])[] = drawn.some(({ stage }) => stage === 'print')
    ? [[20 * second, { do: 'reprint', bill }]]
    : [];
  const skew = waiting.reduce((sum, one) => sum + (one.do === 'when' && one.then.do === 'clock' ? one.then.by : 0), 0);
  return [
    [40 * second, { do: 'insist', bill }],
    [60 * second, { do: 'insist', bill }],
    ...resends,
    ...reprints,
    [4 * minute, { do: 'decide' }],
    [4 * minute, { do: 'decide' }],
    [minute, { do: 'disarm' }],
    ...(skew === 0 ? [] : [[second, { do: 'set-clock' }] as const]),
    [second, { do: 'decide' }],
  ];
}
