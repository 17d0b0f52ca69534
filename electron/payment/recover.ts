import { doubtUnfinishedJobs } from '../db/print-jobs.ts';
import { listSending } from '../db/open-payments.ts';
import { moveTransaction } from '../db/transactions.ts';
import type { PaymentParts } from './inquire.ts';
import { firstAskAt } from './schedule.ts';

/**
 * Mends what a dead till left behind. A payment found `sending` may have arrived, so it becomes pending and is asked
 * about; it is never sent again. A print job found unfinished may have come out. Answers how many payments were found.
 */
export function recover(parts: PaymentParts): number {
  const { db, pace } = parts;
  const at = parts.now();
  const interrupted = listSending(db);
  for (const { transactionId, provider, createdAt } of interrupted) {
    const rule = parts.providers.get(provider)?.facts.asking ?? null;
    moveTransaction(db, transactionId, {
      status: 'pending',
      at,
      nextAskAt: firstAskAt(rule, 'interrupted', createdAt, pace),
      events: [{ at, kind: 'interrupted', data: { why: 'interrupted' } }],
    });
  }
  doubtUnfinishedJobs(db);
  return interrupted.length;
}
