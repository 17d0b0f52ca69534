import { hash } from 'node:crypto';
import type { PrintJob } from '../../shared/print-job.ts';
import { toWib } from '../../shared/time.ts';
import type { Job } from '../db/spool-store.ts';

/** A slip that waited longer than this, in ms, goes out only on a person's word: its customer has left. */
const askAfterMs = 10 * 60_000;

/** Whether it goes out only on a person's word. */
export function asks({ state, wantedAt }: Job, nowMs: number): boolean {
  return state === 'queued' && nowMs - wantedAt > askAfterMs;
}

/** SHA-256 in hex; null for no bytes. */
export function hashOf(bytes: Buffer | null): string | null {
  return bytes && hash('sha256', bytes);
}

/** A job as it is told outside: nothing of what it prints. */
export function toPrintJob(job: Job, nowMs: number): PrintJob {
  const { jobId, printerId, what, transactionId, copy, state, cause, attempts, seen } = job;
  return {
    ...{ jobId, printerId, what, transactionId, copy, state, cause, attempts, seen, asks: asks(job, nowMs) },
    createdAt: toWib(job.createdAt),
    updatedAt: toWib(job.updatedAt),
  };
}
