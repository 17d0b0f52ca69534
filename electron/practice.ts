import path from 'node:path';
import { providerIds } from '../shared/product.ts';
import type { Config } from './config.ts';
import { depositNow, reservedOf } from './db/deposits.ts';
import type { Db } from './db/open.ts';
import { openSmallFile } from './machine/small-file.ts';
import { createLiveConfig, type LiveConfig } from './settings/live-config.ts';
import type { Training } from './training/start.ts';

// Practising at the till: the servers that stand in for the providers, and what is in their deposits.

/** The config that counts, of a till that takes money or practises. One that takes money never loads the servers. `now` in ms. */
export async function practiceOrLive(
  config: Config,
  now: () => number,
  { folder, db }: { readonly folder: string; readonly db: Db },
): Promise<{ readonly training: Training | null; readonly live: LiveConfig }> {
  if (!config.training) return { training: null, live: createLiveConfig(config) };
  const { startTraining } = await import('./training/start.ts');
  const training = await startTraining(config.providers, now, openSmallFile(path.join(folder, 'loket.practice')));
  fillDeposits(training, db);
  return { training, live: createLiveConfig({ ...config, providers: training.providers, routing: {} }) };
}

/**
 * The deposits are what the practice book makes of them, whatever their file says: an older till's says nothing, a restored book is of
 * another day, and a top-up may have been recorded as the till died. What a payment that is not settled may have taken stays taken.
 */
function fillDeposits({ deposit, topUp }: Training, db: Db): void {
  for (const provider of providerIds) {
    const { basis, sum } = depositNow(db, provider);
    if (basis !== 'said') continue;
    const difference = deposit(provider) - Math.max(0, sum);
    const unsettled = Math.min(0, Math.max(difference, 0 - reservedOf(db, provider)));
    if (difference !== unsettled) topUp(provider, unsettled - difference);
  }
}
