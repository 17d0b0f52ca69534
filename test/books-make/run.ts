import { parseArgs } from 'node:util';
import { makeBooks } from './make-books.ts';

// `npm run books:make -- DIR --payments N [--seed S] [--unsettled U]`: the data folder of a till that has been selling for years.

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    payments: { type: 'string' },
    seed: { type: 'string', default: '7' },
    unsettled: { type: 'string', default: '0' },
  },
});
const [folder] = positionals;
const [payments, seed, unsettled] = [values.payments, values.seed, values.unsettled].map(Number);
if (
  folder === undefined ||
  !isCount(payments) ||
  payments === 0 ||
  !isCount(seed) ||
  !isCount(unsettled) ||
  unsettled > payments
) {
  console.error('npm run books:make -- DIR --payments N [--seed S] [--unsettled U]');
  process.exit(2);
}
const begun = performance.now();
const seconds = (): string => `${((performance.now() - begun) / 1000).toFixed(0)} s`;
const progress = (made: number): void => {
  if (made % 40_000 === 0) console.log(`${made} of ${payments} payments, ${seconds()}`);
};
try {
  await makeBooks(folder, { payments, seed, unsettled, now: Date.now(), progress });
  console.log(`${payments} payments in ${folder}, ${seconds()}`);
  console.log(
    'A till opens them with the config {"training": false}; without a config it trains, in a folder of its own.',
  );
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
}

function isCount(value: number | undefined): value is number {
  return value !== undefined && Number.isSafeInteger(value) && value >= 0;
}
