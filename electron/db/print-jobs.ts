import { assert } from '../../shared/errors.ts';
import { prepared, type Db } from './open.ts';

interface PrintJob {
  readonly jobId: string;
  readonly transactionId: string;
  /** 0 the original, n the n-th copy, null a slip that is no receipt. */
  readonly copy: number | null;
  readonly printer: string;
  /** The short form of the chain's head that it carries. */
  readonly head: string | null;
  /** ms. */
  readonly createdAt: number;
}

type PrintState = 'sending' | 'sent' | 'failed' | 'doubtful';

/** The copy that comes next: 0 until an original came out, or may have. */
export function nextCopy(db: Db, transactionId: string): number {
  const sql = `SELECT copy FROM print_jobs WHERE transaction_id = ? AND copy IS NOT NULL AND state <> 'failed'`;
  const copies = prepared(db, sql).all(transactionId) as { copy: number }[];
  return Math.max(-1, ...copies.map(({ copy }) => copy)) + 1;
}

export function insertPrintJob(db: Db, job: PrintJob): void {
  const { jobId, transactionId, copy, printer, head, createdAt } = job;
  prepared(
    db,
    `INSERT INTO print_jobs (job_id, transaction_id, copy, printer, head, created_at, state)
     VALUES (?, ?, ?, ?, ?, ?, 'sending')`,
  ).run(jobId, transactionId, copy, printer, head, createdAt);
}

export function finishPrintJob(db: Db, jobId: string, state: Exclude<PrintState, 'sending'>): void {
  const sql = `UPDATE print_jobs SET state = ? WHERE job_id = ? AND state = 'sending'`;
  assert(prepared(db, sql).run(state, jobId).changes === 1, `print job ${jobId} must be under way`);
}

/** The head that the slip of this copy carries; null if it never went out, or had none. */
export function findPrintedHead(db: Db, transactionId: string, copy: number): string | null {
  const sql = `SELECT head FROM print_jobs WHERE transaction_id = ? AND copy = ? AND state <> 'failed'`;
  const row = prepared(db, sql).get(transactionId, copy) as { head: string | null } | undefined;
  return row?.head ?? null;
}

/** Jobs that were under way when the till died. */
export function listUnfinishedJobs(db: Db): readonly {
  readonly jobId: string;
  readonly transactionId: string;
  readonly copy: number | null;
  readonly printer: string;
}[] {
  const sql = `SELECT job_id AS jobId, transaction_id AS transactionId, copy, printer FROM print_jobs
    WHERE state = 'sending' ORDER BY created_at, job_id`;
  return prepared(db, sql).all() as ReturnType<typeof listUnfinishedJobs>;
}
