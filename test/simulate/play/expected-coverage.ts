import { lies, papers, sealingStrikes, shiftStrikes, shiftWritings, strikes, wireFaults } from '../script/script.ts';
import { placeOf, paymentFaults } from '../script/payment-faults.ts';
import { pairOf, partsOf } from './coverage.ts';

// A simulation that quietly loses a fault says "no violations" about nothing.

/** From so many lifecycles on, every fault must have happened: what `npm test` plays. The rarest then happens more than ten times. */
const faultsExpectedFrom = 60_000;

const calls = ['inquiry', 'pay', 'resend', 'status'] as const;

/** Every fault by the name under which it is counted when it really happens. */
export const expectedFaults: readonly string[] = [
  ...calls.flatMap((call) => wireFaults.map((fault) => `wire ${call} ${fault}`)),
  ...['not-sent', 'lost'].map((how) => `outage ${how}`),
  ...Object.entries(strikes).flatMap(([point, list]) => list.map((strike) => `${point} ${strike}`)),
  ...sealingStrikes.flatMap(({ point, of, strikes: all }) =>
    all.map((strike) => [point, of, strike].filter(Boolean).join(' ')),
  ),
  ...shiftWritings.flatMap((of) =>
    shiftStrikes.flatMap(({ point, strikes: all }) => all.map((strike) => `${point} ${of} ${strike}`)),
  ),
  ...['shift opened', 'shift closed', 'shift opened again', 'cash in', 'cash out', 'cash drop', 'no shift is open'],
  'settled between a close and an opening again',
  ...[
    'paid by QRIS',
    'paid by QRIS twice',
    'paid too low by QRIS',
    'paid by card and cash',
    'bought on credit',
    'topped up',
  ],
  ...['top-up asked for', 'cash told not to be kept', 'drawer opened'],
  ...['a debt paid off', 'a debt paid in part', 'a debt given back', 'two payments of a debt at once'],
  ...['two closes at once', 'over or short', 'counted again', 'pending over a close', 'refunded in a later shift'],
  ...['database rebuilt', 'journal rebuilt', 'restore-database'],
  ...papers.map((paper) => `printer ${paper}`),
  ...lies.map((lie) => `question ${lie}`),
  ...[
    'paid',
    'failed',
    'process paid',
    'process failed',
    'doubt paid',
    'doubt failed',
    'unknown paid',
    'unknown failed',
  ].map((fate) => `fate ${fate}`),
  ...['alfakios', 'ayoconnect', 'iak'].map((provider) => `${provider} pays once`),
  ...['already-paid', 'cut-off', 'deposit-low', 'rejected'].map((code) => `provider ${code}`),
  ...['full', 'read-only', 'broken'].map((trouble) => `disk ${trouble}`),
  ...['crash kill', 'crash power', 'closed', 'suspended', 'clock back', 'clock forward', 'backup restored'],
  ...[
    'double Enter',
    'many Enters',
    'two windows',
    'old quote',
    'quote changed',
    'check now',
    'reprint',
    'page loaded anew',
  ],
  ...['resent by a person', 'word taken back', 'price changed', 'paid elsewhere', 'reversed', 'new month'],
  'paid after all',
];

/** Kinds of pairs, by the places where the two faults strike, that must have met within one payment after so many lifecycles. Some never can. */
const placePairsExpected = (lifecycles: number): number => (lifecycles < 300_000 ? 1_000 : 1_080);

/** What should have happened and did not, in sentences; nothing before there are enough lifecycles. */
export function missingFrom(happened: {
  readonly lifecycles: number;
  readonly faults: ReadonlyMap<string, number>;
  readonly pairs: ReadonlyMap<string, number>;
}): readonly string[] {
  if (happened.lifecycles < faultsExpectedFrom) return [];
  const met = new Set([...happened.pairs.keys()].flatMap(partsOf));
  const { size } = placePairsOf(happened.pairs);
  return [
    ...expectedFaults.filter((name) => !happened.faults.has(name)).map((name) => `the fault "${name}" never happened`),
    ...paymentFaults
      .filter(({ name }) => !met.has(name))
      .map(({ name }) => `"${name}" never met another fault of one payment`),
    ...(size < placePairsExpected(happened.lifecycles)
      ? [`faults of only ${size} pairs of places met within one payment`]
      : []),
  ];
}

/** Pairs of faults by the places where they strike. */
export function placePairsOf(pairs: ReadonlyMap<string, number>): ReadonlySet<string> {
  return new Set(
    [...pairs.keys()].map((pair) => pairOf(...(partsOf(pair).map((name) => placeOf.get(name) ?? name) as Two))),
  );
}

type Two = [string, string];
