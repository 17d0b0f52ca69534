import { assert } from '../../shared/errors.ts';
import type { Db } from './open.ts';

export interface PrintJob {
  readonly jobId: string;
  readonly transactionId: string;
  /** 0 the original, n the n-th copy, null a slip that is no receipt. */
  readonly copy: number | null;
  readonly printer: string;
  /** ms. */
  readonly createdAt: number;
}

export type PrintState = 'sending' | 'sent' | 'failed' | 'doubtful';

/** The copy that comes next: 0 until an original came out, or may have. */
export function nextCopy(db: Db, transactionId: string): number {
  const last = db
    .prepare(`SELECT max(copy) FROM print_jobs WHERE transaction_id = ? AND state <> 'failed'`)
    .pluck()
    .get(transactionId) as number | null;
  return last === null ? 0 : last + 1;
}

export function insertPrintJob(db: Db, job: PrintJob): void {
  db.prepare(
    `INSERT INTO print_jobs (job_id, transaction_id, copy, printer, created_at, state)
     VALUES (:jobId, :transactionId, :copy, :printer, :createdAt, 'sending')`,
  ).run(job);
}

export function finishPrintJob(db: Db, jobId: string, state: Exclude<PrintState, 'sending'>): void {
  const sql = `UPDATE print_jobs SET state = ? WHERE job_id = ? AND state = 'sending'`;
  assert(db.prepare(sql).run(state, jobId).changes === 1, `print job ${jobId} must be under way`);
}

/** Jobs that were under way when the till died may have come out. */
export function doubtUnfinishedJobs(db: Db): void {
  db.prepare(`UPDATE print_jobs SET state = 'doubtful' WHERE state = 'sending'`).run();
}
