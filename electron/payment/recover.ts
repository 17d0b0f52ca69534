import type { Db } from '../db/open.ts';
import { listSending, moveTransaction } from '../db/transactions.ts';
import { doubtUnfinishedJobs } from '../db/print-jobs.ts';

/**
 * Mends what a dead till left behind. A payment found `sending` may have arrived, so it becomes pending; it is never
 * sent again. A print job found unfinished may have come out. Answers how many payments were found. `at` in ms.
 */
export function recover(db: Db, at: number): number {
  const interrupted = listSending(db);
  for (const transactionId of interrupted) {
    moveTransaction(db, transactionId, {
      status: 'pending',
      at,
      events: [{ at, kind: 'interrupted', data: { why: 'interrupted' } }],
    });
  }
  doubtUnfinishedJobs(db);
  return interrupted.length;
}
