import { providerIds, type ProviderId } from '../../../shared/product.ts';
import { isNonTaglist } from '../world/biller.ts';
import { createChance, type Chance } from '../../harness/chance.ts';
import { faultPairs } from './fault-pairs.ts';
import { withShifts } from './shift-days.ts';
import {
  lies,
  papers,
  points,
  sealingStrikes,
  strikes,
  wireFaults,
  type Fate,
  type Question,
  type Sale,
  type Script,
  type Step,
} from './script.ts';

// Scripts by chance: what a counter may meet, more of it and denser than any counter ever met.

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;
/** 2026-11-02, midnight WIB. */
const firstDay = Date.parse('2026-11-01T17:00:00Z');

/** The script of a seed. The same seed, the same script. */
export function writeScript(seed: number): Script {
  const chance = createChance(seed);
  if (chance.happens(0.3)) return dayOfFaultPairs(seed, chance);
  // Days on which little goes wrong, and days on which everything does.
  const isCalm = chance.happens(0.85);
  const luck = isCalm ? 0.15 : 1.25;
  const sales = isCalm ? 150 + chance.int(250) : 60 + chance.int(160);
  const atNight = chance.happens(0.05) ? 22 * hour + 40 * minute : 0;
  const script = {
    seed,
    start: firstDay + (atNight || 2 * hour + chance.int(18 * 60) * minute),
    hasPrinter: chance.happens(0.12),
    alfakiosResends: chance.happens(0.5),
  };
  const steps: Step[] = [];
  const bills: number[] = [];
  let at = 0;
  for (let n = 0; n < sales; n++) {
    at += pauseBefore(chance);
    const isNew = bills.length === 0 || chance.happens(0.9);
    const bill = isNew ? n + 1 : (bills.at(-1 - chance.int(Math.min(8, bills.length))) ?? 1);
    bills.push(bill);
    steps.push({ at, ...sale(chance, luck, bill) });
    for (const step of besides(
      chance,
      luck,
      script.hasPrinter,
      () => bills.at(-1 - chance.int(Math.min(6, bills.length))) ?? 1,
    )) {
      at += chance.int(4 * second);
      steps.push({ ...step, at });
      at += lullAfter(step);
    }
  }
  return withShifts(withSealing({ ...script, steps }));
}

/** One day in so many has small segments, whose sealing and packing is struck; the same chance leaves the other days as they are. */
const sealingDays = 3;
const smallSegments = [24_000, 48_000, 96_000] as const;

/** A day on which the journal is sealed often; what strikes that is spread over it. */
function withSealing(script: Script): Script {
  if (script.seed % sealingDays !== 0) return script;
  const chance = createChance(script.seed ^ 0x5ea1);
  const end = script.steps.at(-1)?.at ?? 0;
  const more: Step[] = Array.from({ length: 4 + chance.int(8) }, () => ({ at: chance.int(end), ...atSealing(chance) }));
  const steps = [...script.steps, ...more].sort((a, b) => a.at - b.at);
  return { ...script, segmentBytes: chance.pick(smallSegments), steps };
}

function atSealing(chance: Chance): Besides {
  const offMs = chance.pick(shortOffs);
  if (chance.happens(0.1)) return { do: 'backup' };
  if (chance.happens(0.06)) return { do: 'rebuild', what: chance.pick(['database', 'journal']), offMs };
  if (chance.happens(0.06)) return { do: 'restore-database', offMs };
  const { point, of, strikes: possible } = chance.pick(sealingStrikes);
  return {
    ...{ do: 'arm', point, skip: chance.int(2), strike: chance.pick(possible) },
    ...(of && { of }),
    part: Math.floor(chance.next() * 100) / 100,
    offMs,
  };
}

function dayOfFaultPairs(seed: number, chance: Chance): Script {
  const hasPrinter = chance.happens(0.5);
  const script = { seed, start: firstDay + 6 * hour + chance.int(3 * 60) * minute, hasPrinter };
  return {
    ...script,
    alfakiosResends: chance.happens(0.5),
    steps: faultPairs(chance, 30 + chance.int(30), hasPrinter),
  };
}

/** While nobody can sell, few try: ms until they do again. */
function lullAfter(step: Besides): number {
  if (step.do === 'crash' || step.do === 'close') return step.offMs;
  if (step.do === 'suspend') return step.forMs;
  return step.do === 'outage' && step.forMs > hour ? step.forMs - 10 * minute : 0;
}

function pauseBefore(chance: Chance): number {
  if (chance.happens(0.004)) return chance.pick([hour, 5 * hour, 14 * hour]);
  return chance.happens(0.02) ? 6 * minute + chance.int(30 * minute) : chance.int(40 * second);
}

/** `luck` makes what may go wrong rarer or more frequent; what people do stays the same. */
function sale(chance: Chance, luck: number, bill: number): Sale {
  const may = <T>(probability: number, make: () => T): T | undefined =>
    chance.happens(probability) ? make() : undefined;
  const fail = <T>(probability: number, make: () => T): T | undefined => may(probability * luck, make);
  // Two windows race where a quote has to be renewed: between its check and its intent.
  const isTwice = chance.happens(0.04);
  const all: { readonly [K in keyof Sale]: Sale[K] | undefined } = {
    do: 'sell',
    bill,
    provider: may(0.85, () => (isNonTaglist(bill) ? 'iak' : chance.pick(providers))),
    thinkMs: may(isTwice ? 0.6 : 0.15, () =>
      chance.pick([0, 200, 20 * second, 20 * second, 6 * minute, 6 * minute, 31 * minute, 3 * hour]),
    ),
    presses: may(0.08, () => chance.pick([2, 2, 2, 2, 2, 2, 3, 3, 3, 8])),
    pressGapMs: may(0.1, () => chance.pick([5, 100, 2 * second])),
    window: isTwice ? chance.pick(['same', ...providerIds] as const) : undefined,
    tender: may(0.2, () => (chance.happens(0.1) ? 'less' : 'more')),
    latencyMs: fail(0.4, () => chance.pick([5, 400, 3 * second])),
    inquiry: fail(0.05, () => chance.pick(wireFaults)),
    pay: fail(0.12, () => chance.pick(wireFaults)),
    fate: fail(0.25, () => fate(chance)),
    questions: fail(0.15, () => Array.from({ length: 1 + chance.int(3) }, () => question(chance))),
    papers: fail(0.12, () => Array.from({ length: 1 + chance.int(3) }, () => chance.pick(papers))),
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as unknown as Sale;
}

const providers = providerIds as unknown as readonly [ProviderId, ...ProviderId[]];

function fate(chance: Chance): Fate {
  const then = chance.happens(0.65) ? 'paid' : 'failed';
  const first = chance.pick(['paid', 'failed', 'process', 'process', 'process', 'doubt', 'unknown'] as const);
  const times = [0, 2 * second, 8 * second, 30 * second, 3 * minute] as const;
  const afterMs = chance.happens(0.98)
    ? chance.pick(times)
    : chance.happens(0.97)
      ? 25 * minute
      : chance.pick([3 * hour, 2 * day]);
  return {
    first,
    then: first === 'paid' || first === 'failed' ? first : then,
    afterMs: first === 'paid' || first === 'failed' ? 0 : afterMs,
    ...(chance.happens(0.4) && { isSoft: true }),
    ...((first === 'failed' || then === 'failed') && chance.happens(0.4) && { turnsMs: chance.pick(turns) }),
    ...(chance.happens(0.05) && { hasNoReference: true }),
  };
}

function question(chance: Chance): Question {
  return chance.happens(0.5) ? { wire: chance.pick(wireFaults) } : { lie: chance.pick(lies) };
}

/** How long after a failure, in ms, it is paid after all. */
const turns = [500, 9 * second, 2 * minute, 8 * minute] as const;

type Besides = Step extends infer One ? (One extends Step ? Omit<One, 'at'> : never) : never;

/** What happens beside the sales. `bill` picks one of the latest. */
function besides(chance: Chance, luck: number, hasPrinter: boolean, bill: () => number): readonly Besides[] {
  const found: Besides[] = [];
  const may = (probability: number, make: () => Besides): void => {
    if (chance.happens(probability)) found.push(make());
  };
  const fail = (probability: number, make: () => Besides): void => may(probability * luck, make);
  const offMs = (): number => (chance.happens(0.05) ? 10 * day : chance.pick(shortOffs));
  may(0.02, () => ({ do: 'check', bill: bill() }));
  may(hasPrinter ? 0.05 : 0.01, () => ({ do: 'reprint', bill: bill() }));
  may(0.02, () => ({ do: 'press-again', bill: bill() }));
  may(0.01, () => ({ do: 'reload', bill: bill() }));
  may(0.002, () => ({ do: 'look', bill: bill() }));
  fail(0.03, () => ({ do: 'resend', bill: bill() }));
  fail(0.01, () => ({ do: 'reverse', bill: bill() }));
  may(0.01, () => ({ do: 'pay-elsewhere', bill: bill() }));
  may(0.02, () => ({ do: 'month', bill: bill() }));
  may(0.02, () => ({ do: 'price', bill: bill(), by: chance.pick([-10_000, 500, 25_000]) }));
  fail(0.06, () => ({ do: 'decide', ...(chance.happens(0.2) && { takesBack: true }) }));
  fail(0.008, () => ({
    do: 'disk',
    trouble: chance.pick(['full', 'read-only', 'broken']),
    forMs: chance.pick([3, 10, 40]) * second,
  }));
  fail(0.003, () => ({ do: 'crash', how: chance.pick(['kill', 'power']), offMs: offMs() }));
  may(0.003, () => ({ do: 'close', offMs: offMs() }));
  fail(0.006, () => ({
    do: 'clock',
    by: chance.pick([-hour, hour, -40 * day, 3 * day, -10 * 365 * day, 10 * 365 * day]),
  }));
  fail(0.004, () => ({ do: 'suspend', forMs: chance.pick([minute, 12 * hour]) }));
  fail(0.005, () => ({
    do: 'outage',
    provider: chance.pick(['all', ...providerIds]),
    how: chance.pick(['not-sent', 'lost']),
    forMs: chance.happens(0.1) ? 8 * hour : chance.pick([30 * second, 5 * minute]),
  }));
  fail(0.006, () => ({
    do: 'deposit',
    provider: chance.pick(['alfakios', 'ayoconnect', 'iak']),
    left: 60_000,
    forMs: 3 * minute,
  }));
  may(0.004, () => ({ do: 'backup' }));
  fail(0.002, () => ({ do: 'restore', offMs: minute }));
  if (chance.happens(0.02 * luck)) {
    found.push(arm(chance, 7));
    // More of them right behind it strike while the till recovers.
    while (chance.happens(0.3)) found.push(arm(chance, 2));
  }
  return found;
}

/** How long a till stays off, in ms, that somebody starts again. */
const shortOffs = [1_500, 5 * second, 30 * second, 4 * minute] as const;

function arm(chance: Chance, skipMost: number): Besides {
  const point = chance.happens(0.5) ? chance.pick(['append', 'commit'] as const) : chance.pick(points);
  const isWrite = point === 'append' || point === 'commit';
  return {
    do: 'arm',
    point,
    skip: chance.int(isWrite ? skipMost : 2),
    strike: chance.pick(strikes[point]),
    part: Math.floor(chance.next() * 100) / 100,
    offMs: chance.pick(shortOffs),
  };
}
