import type { Fault } from '../harness/answering-printer.ts';
import type { Chance } from '../harness/chance.ts';

/** Longer than any slip here, in bytes: some faults come between two slips. */
const slipMax = 1_000;
/** A letter in ASCII, which is no answer of a printer's, and what stops and starts a cable. */
const babble = [0x41, 0x11, 0x13, 0x2e] as const;

/** What happens to a printer now, and after how many ms it is over by itself; null if a person has to see to it. */
export interface Mishap {
  readonly fault: Fault;
  readonly overAfterMs: number | null;
}

export function mishapBy(chance: Chance): Mishap {
  const at = chance.int(slipMax);
  const inTheMiddle = [
    { kind: 'stalls', at },
    { kind: 'resets', at },
    { kind: 'ends', at },
    { kind: 'loses-power', at },
    { kind: 'paper-ends', letters: at },
  ] as const;
  const fault = chance.pick<Fault>([
    { kind: 'none' },
    { kind: 'off' },
    { kind: 'turns-away' },
    { kind: 'hangs-up' },
    { kind: 'deaf' },
    { kind: 'no-paper' },
    { kind: 'cover' },
    ...inTheMiddle,
    ...inTheMiddle,
    { kind: 'answers-late', ms: chance.pick([50, 500, 1_500, 9_000]) },
    { kind: 'talks', bytes: Array.from({ length: 1 + chance.int(20) }, () => chance.pick(babble)) },
  ]);
  return { fault, overAfterMs: chance.happens(0.6) ? chance.int(1_500) : null };
}
