import { assert } from '../../shared/errors.ts';
import { prepared, type Db } from './open.ts';
import { unpackRow } from './packed-row.ts';

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
  const sql = `SELECT max(coalesce((SELECT copies FROM payments WHERE transaction_id = :transactionId), 0),
    coalesce(max(copy) + 1, 0)) FROM print_jobs WHERE transaction_id = :transactionId AND copy IS NOT NULL AND state <> 'failed'`;
  return (prepared(db, sql).pluck().get({ transactionId }) as number | null) ?? 0;
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
  return row ? row.head : findPackedHead(db, transactionId, copy);
}

function findPackedHead(db: Db, transactionId: string, copy: number): string | null {
  const sql = 'SELECT packed FROM payments WHERE transaction_id = ?';
  const packed = prepared(db, sql).pluck().get(transactionId) as Uint8Array | null | undefined;
  const slips = packed ? unpackRow(packed).slips : [];
  return slips.find(([printed]) => printed === copy)?.[1] ?? null;
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

/** Every go of a job at a printer: its id, and the ids of the goes after the first. */
const goesOf = `job_id = :jobId OR job_id GLOB :jobId || '.*'`;

/** How often the books said that it goes out. */
export function countTries(db: Db, jobId: string): number {
  return prepared(db, `SELECT count(*) FROM print_jobs WHERE ${goesOf}`).pluck().get({ jobId }) as number;
}

/** Whether a job came out, or may have. */
export function mayHavePrinted(db: Db, jobId: string): boolean {
  const sql = `SELECT EXISTS (SELECT 1 FROM print_jobs WHERE (${goesOf}) AND state <> 'failed')`;
  return prepared(db, sql).pluck().get({ jobId }) === 1;
}

/** So long, in ms, what was written to the jobs' file may be gone after a power cut: it waits for the disk only where the books don't tell. */
const lastMoments = 2 * 60_000;
const lastJobs = '(SELECT rowid AS at, job_id, created_at FROM print_jobs ORDER BY rowid DESC LIMIT 500)';

/** When the books said last that a payment's slip goes out, in ms; 0 if they never did. */
export function printedAt(db: Db): number {
  return prepared(db, `SELECT coalesce(max(created_at), 0) FROM ${lastJobs}`).pluck().get() as number;
}

/**
 * The last job of a payment's slip that the books said goes out after `since` (ms), but for the last moments before the last of all; null if
 * there is none among the last 500.
 */
export function printedSince(db: Db, since: number): string | null {
  const sql = `SELECT job_id FROM ${lastJobs} WHERE created_at > ? AND created_at < ? ORDER BY at DESC LIMIT 1`;
  const go = prepared(db, sql)
    .pluck()
    .get(since, printedAt(db) - lastMoments) as string | undefined;
  // A go after the first has the job's id before a point.
  return go?.split('.')[0] ?? null;
}

/** Whether the books say of a job that is no payment's slip, as a Z or an opened drawer, that it went out or was about to. */
export function hasBegunPaper(db: Db, jobId: string): boolean {
  const sql = `SELECT EXISTS (SELECT 1 FROM journal WHERE kind IN ('z-printing', 'drawer-opened') AND data ->> '$.jobId' = ?)`;
  return prepared(db, sql).pluck().get(jobId) === 1;
}

/** Whether a drawer was opened with a slip of this payment. */
export function hasPulsed(db: Db, transactionId: string): boolean {
  const sql = `SELECT EXISTS (SELECT 1 FROM journal j JOIN print_jobs p ON p.job_id = j.data ->> '$.jobId'
    WHERE j.transaction_id = ? AND j.kind = 'printing' AND j.data ->> '$.drawer' AND p.state <> 'failed')`;
  return prepared(db, sql).pluck().get(transactionId) === 1;
}

/** Whether a slip that is no receipt came out for this payment, or may have. */
export function hasSlip(db: Db, transactionId: string): boolean {
  const sql = `SELECT EXISTS (SELECT 1 FROM print_jobs WHERE transaction_id = ? AND copy IS NULL AND state <> 'failed')`;
  return prepared(db, sql).pluck().get(transactionId) === 1;
}

/** Payments whose receipt was due in the last records, and never went out. `settledAt` in ms. */
export function listLatelyPaid(db: Db): readonly { readonly transactionId: string; readonly settledAt: number }[] {
  const sql = `SELECT t.transaction_id AS transactionId, t.settled_at AS settledAt FROM transactions t
    WHERE t.transaction_id IN (SELECT transaction_id FROM journal WHERE n > (SELECT max(n) FROM journal) - 50 AND kind = 'paid')
      AND t.status = 'paid' AND t.settled_at IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM print_jobs p WHERE p.transaction_id = t.transaction_id AND p.copy IS NOT NULL)`;
  return prepared(db, sql).all() as ReturnType<typeof listLatelyPaid>;
}
