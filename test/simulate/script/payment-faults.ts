import { providerIds, type ProviderId } from '../../../shared/product.ts';
import type { Chance } from '../../harness/chance.ts';
import {
  lies,
  nameOf,
  papers,
  points,
  strikes,
  wireFaults,
  type Fate,
  type Happening,
  type Sale,
  writings,
} from './script.ts';

// What can go wrong with one payment, one fault at a time, so that a payment can be given any two of them.

/** How far a payment must come for a fault to strike it. */
export type Stage = 'sale' | 'question' | 'print' | 'resending' | 'mending';

/** A payment, and all that waits for it. */
export interface Plan {
  sale: Sale;
  readonly waiting: Happening[];
}

export interface PaymentFault {
  /** Where it strikes. */
  readonly place: string;
  /** As `coverage.fault` names it exactly. */
  readonly name: string;
  readonly stage: Stage;
  /** Leaves the payment pending. */
  readonly leavesPending?: boolean;
  readonly plant: (plan: Plan, chance: Chance) => void;
}

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** How long a till stays off, in ms. */
const offMs = [1_500, 5 * second, 30 * second] as const;
const writingsOfPayments = writings.filter((writing) => writing !== 'start');

const stageOf: Readonly<Record<(typeof writings)[number] | (typeof points)[number], Stage>> = {
  ...{ intent: 'sale', outcome: 'sale', question: 'question', resending: 'resending', decision: 'question' },
  ...{ printing: 'print', print: 'print', start: 'mending' },
  ...{
    append: 'sale',
    commit: 'sale',
    cut: 'mending',
    'open-database': 'mending',
    'open-journal': 'mending',
    read: 'mending',
  },
  ...{ 'inquiry-out': 'sale', 'inquiry-in': 'sale', 'pay-out': 'sale', 'pay-in': 'sale' },
  ...{ 'status-out': 'question', 'status-in': 'question', 'print-out': 'print', 'print-in': 'print' },
};

function onTheWire(): readonly PaymentFault[] {
  const made = (call: string, stage: Stage, plant: (fault: (typeof wireFaults)[number], plan: Plan) => void) =>
    wireFaults.map((fault): PaymentFault => {
      const leavesPending = call === 'pay' && !['not-sent', 'slow', 'twice', 'twice-second'].includes(fault);
      return { place: call, name: `wire ${call} ${fault}`, stage, leavesPending, plant: (plan) => plant(fault, plan) };
    });
  return [
    ...made('inquiry', 'sale', (inquiry, plan) => (plan.sale = { ...plan.sale, inquiry })),
    ...made('pay', 'sale', (pay, plan) => (plan.sale = { ...plan.sale, pay })),
    ...made('resend', 'resending', (resend, plan) => (plan.sale = { ...plan.sale, resend })),
    ...made('status', 'question', (wire, plan) => ask(plan, { wire })),
    ...lies.map((lie): PaymentFault => {
      return { place: 'lie', name: `question ${lie}`, stage: 'question', plant: (plan) => ask(plan, { lie }) };
    }),
  ];
}

function ask(plan: Plan, question: NonNullable<Sale['questions']>[number]): void {
  plan.sale = { ...plan.sale, questions: [...(plan.sale.questions ?? []), question] };
}

function onPaper(): readonly PaymentFault[] {
  return papers.map((paper): PaymentFault => {
    const plant = (plan: Plan): void =>
      void (plan.sale = { ...plan.sale, papers: [...(plan.sale.papers ?? []), paper] });
    return { place: 'paper', name: `printer ${paper}`, stage: 'print', plant };
  });
}

/** Answers that are no plain success. */
function inTheAnswer(): readonly PaymentFault[] {
  const fates: readonly (readonly [string, Fate['first'], Fate['then']])[] = [
    ['failed', 'failed', 'failed'],
    ...(['process', 'doubt', 'unknown'] as const).flatMap((first) =>
      (['paid', 'failed'] as const).map((then) => [`${first} ${then}`, first, then] as const),
    ),
  ];
  return fates.map(([name, first, then]): PaymentFault => {
    const plant = (plan: Plan, chance: Chance): void => {
      const afterMs = first === 'failed' ? 0 : chance.pick([0, 8 * second, 30 * second, 3 * minute]);
      const soft = chance.happens(0.4) && { isSoft: true };
      const turns = then === 'failed' && chance.happens(0.4) && { turnsMs: chance.pick([500, 9 * second, 8 * minute]) };
      plan.sale = { ...plan.sale, fate: { first, then, afterMs, ...soft, ...turns } };
    };
    return { place: 'answer', name: `fate ${name}`, stage: 'sale', leavesPending: first !== 'failed', plant };
  });
}

/** Deaths and failing writes. */
function atTheSeams(): readonly PaymentFault[] {
  return points.flatMap((point) => {
    const isWrite = point === 'append' || point === 'commit';
    return (isWrite ? writingsOfPayments : [undefined]).flatMap((of) =>
      strikes[point].map((strike): PaymentFault => {
        const place = of ? `${point} ${of}` : point;
        return {
          ...{ place, name: `${place} ${strike}`, stage: stageOf[of ?? point] },
          plant: ({ waiting }, chance) => {
            const part = Math.floor(chance.next() * 100) / 100;
            waiting.push({ do: 'arm', point, ...(of && { of }), skip: 0, strike, part, offMs: chance.pick(offMs) });
          },
        };
      }),
    );
  });
}

const callPoints = ['inquiry-in', 'pay-out', 'pay-in', 'status-out', 'status-in', 'print-out', 'print-in'] as const;

/** What begins, or somebody does, while a call is under way or as it ends. */
function aroundTheCalls(): readonly PaymentFault[] {
  const shortly = (chance: Chance): number => chance.pick([0, 0, 100, 700, 2 * second]);
  const happenings: readonly ((bill: number, chance: Chance) => Happening)[] = [
    ...(['full', 'read-only', 'broken'] as const).map(
      (trouble) => (_bill: number, chance: Chance) =>
        ({ do: 'disk', trouble, forMs: chance.pick([3, 10, 40, 200]) * second }) as const,
    ),
    ...([-1, 1] as const).map(
      (sign) => (_bill: number, chance: Chance) =>
        ({ do: 'clock', by: sign * chance.pick([10 * minute, hour, 3 * day, 40 * day, 3_650 * day]) }) as const,
    ),
    ...(['not-sent', 'lost'] as const).map(
      (how) => (_bill: number, chance: Chance) =>
        ({ do: 'outage', provider: 'all', how, forMs: chance.pick([10, 60, 200]) * second }) as const,
    ),
    (_bill, chance) => ({ do: 'close', offMs: chance.pick(offMs) }),
    (_bill, chance) => ({ do: 'suspend', forMs: chance.pick([20 * second, 20 * minute]) }),
    () => ({ do: 'decide' }),
    (bill) => ({ do: 'check', bill }),
    (bill) => ({ do: 'press-again', bill }),
    (bill) => ({ do: 'sell', bill }),
    (bill) => ({ do: 'reload', bill }),
    (bill) => ({ do: 'look', bill }),
    (bill) => ({ do: 'reprint', bill }),
    (bill) => ({ do: 'pay-elsewhere', bill }),
    (bill) => ({ do: 'price', bill, by: 25_000 }),
    (bill) => ({ do: 'month', bill }),
  ];
  const example: Chance = {
    next: () => 0,
    int: () => 0,
    happens: () => false,
    pick: ([first]) => first,
    bytes: () => new Uint8Array(),
  };
  return callPoints.flatMap((point) =>
    happenings.map((make): PaymentFault => {
      const what = nameOf(make(0, example));
      return {
        ...{ place: what.split(' ')[0] ?? what, name: `${what} at ${point}`, stage: stageOf[point] },
        plant: ({ sale, waiting }, chance) => {
          waiting.push({ do: 'when', point, delayMs: shortly(chance), then: make(sale.bill, chance) });
        },
      };
    }),
  );
}

/** Two at once: on a quote that holds, or on one that has to be renewed between its check and its intent. */
function atTheCounter(): readonly PaymentFault[] {
  const thinkMs = [second, 6 * minute, 31 * minute] as const;
  const made = (name: string, change: (chance: Chance) => Partial<Sale>): PaymentFault => {
    const plant = (plan: Plan, chance: Chance): void => {
      plan.sale = { ...plan.sale, thinkMs: chance.pick(thinkMs), ...change(chance) };
    };
    return { place: name, name, stage: 'sale', plant };
  };
  return [
    made('two windows', (chance) => ({
      window: chance.pick(['same', ...providerIds]),
      ...(chance.happens(0.5) && { pressGapMs: 5 }),
    })),
    made('double Enter', (chance) => ({ presses: 2, pressGapMs: chance.pick([0, 5, 100, 2 * second]) })),
  ];
}

/** Every fault, each of another name. */
export const paymentFaults: readonly [PaymentFault, ...PaymentFault[]] = [
  ...onTheWire(),
  ...onPaper(),
  ...inTheAnswer(),
  ...atTheCounter(),
  ...atTheSeams(),
  ...aroundTheCalls(),
] as unknown as readonly [PaymentFault, ...PaymentFault[]];

/** Where the fault of that exact name strikes; nothing for the name of any other fault. */
export const placeOf: ReadonlyMap<string, string> = new Map(paymentFaults.map(({ name, place }) => [name, place]));

/** Who can be asked about a payment. */
export const askable: readonly [ProviderId, ...ProviderId[]] = ['ayoconnect', 'iak'];
