import { listSending } from '../db/pending-payments.ts';
import { listUnfinishedJobs } from '../db/print-jobs.ts';
import { appendMax } from '../books/journal/line.ts';
import type { Entry } from '../books/journal/record.ts';
import type { PaymentParts } from './parts.ts';
import { firstCheckAt } from './schedule.ts';

/**
 * Recovers what a dead till left behind. A payment found `sending` may have arrived, so it becomes pending and is
 * checked (decision 087 says when that sends it again). A print job found unfinished may have come out. Answers how many payments were found.
 */
export function recover({
  books,
  providers,
  clock,
  pace,
}: Pick<PaymentParts, 'books' | 'providers' | 'clock' | 'pace'>): number {
  const at = clock.now();
  const sending = listSending(books.db);
  const interrupted = sending.map(({ transactionId, provider, createdAt }): Entry => {
    const rule = providers.get(provider)?.facts.statusChecks ?? null;
    const nextAskAt = firstCheckAt(rule, 'interrupted', createdAt, pace);
    return { at, kind: 'interrupted', transactionId, data: { why: 'interrupted', nextAskAt } };
  });
  const doubtful = listUnfinishedJobs(books.db).map(({ transactionId, ...job }): Entry => {
    return { at, kind: 'print', transactionId, data: { ...job, result: 'doubtful' } };
  });
  const entries = [...interrupted, ...doubtful];
  for (let from = 0; from < entries.length; from += appendMax) books.keep(entries.slice(from, from + appendMax));
  return sending.length;
}
