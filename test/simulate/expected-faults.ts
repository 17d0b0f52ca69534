import { lies, papers, strikes, wireFaults } from './script.ts';

// A simulation that quietly loses a fault says "no violations" about nothing.

/** From so many lifecycles on, every fault must have happened. */
export const faultsExpectedFrom = 300_000;

const calls = ['inquiry', 'pay', 'status'] as const;

/** Every fault by the name under which it is counted when it really happens. */
export const expectedFaults: readonly string[] = [
  ...calls.flatMap((call) => wireFaults.map((fault) => `wire ${call} ${fault}`)),
  ...['not-sent', 'lost'].map((how) => `outage ${how}`),
  ...Object.entries(strikes).flatMap(([point, list]) => list.map((strike) => `${point} ${strike}`)),
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
  ...['double Enter', 'many Enters', 'two windows', 'old quote', 'quote changed', 'check now', 'reprint'],
  ...['resent by a person', 'word taken back', 'price changed', 'paid elsewhere', 'reversed', 'new month'],
];
