import { hash } from 'node:crypto';
import type { PrintJob } from '../../shared/print-job.ts';
import { toWib } from '../../shared/time.ts';
import type { Job } from '../db/spool-store.ts';

/** A slip that waited longer than this, in ms, goes out only on a person's word: its customer has left. */
const askAfterMs = 10 * 60_000;

/** A drawer opens only for whoever stands before it now, in ms. */
const freshMs = 30_000;

/** Whether it goes out only on a person's word. */
export function asks({ state, wantedAt }: Job, nowMs: number): boolean {
  return state === 'queued' && ageOf(wantedAt, nowMs) > askAfterMs;
}

/** Whether whoever wanted it still stands there. */
export function isFresh({ wantedAt }: Job, nowMs: number): boolean {
  return ageOf(wantedAt, nowMs) < freshMs;
}

/** Where the clock was set back meanwhile, nobody knows how old it is: then it is old. */
const ageOf = (wantedAt: number, nowMs: number): number => Math.abs(nowMs - wantedAt);

/** SHA-256 in hex; null for no bytes. */
export function hashOf(bytes: Buffer | null): string | null {
  return bytes && hash('sha256', bytes);
}

/** A job after a change at `at`, in ms; once it is over its bytes are gone. */
export function changed(before: Job, change: Partial<Job>, at: number): Job {
  const bytes = change.bytes ?? before.bytes;
  const job = { ...before, ...change, updatedAt: at, hash: hashOf(bytes) ?? before.hash };
  return { ...job, bytes: isOver(job) ? null : bytes };
}

/** Whether it is the same slip once more: of a payment a receipt, or what is none; or what was paid of a debt. */
export function isTwin(job: Job, other: Job): boolean {
  const { what, transactionId, copy, entry } = other;
  if (what === 'debt') return entry !== null && job.what === what && job.entry === entry;
  return transactionId !== null && job.transactionId === transactionId && (job.copy === null) === (copy === null);
}

/** Whether nothing of it goes out any more. */
export function isOver({ state }: Pick<Job, 'state'>): boolean {
  return state !== 'queued' && state !== 'sending';
}

/** Which job it is, and how it is, for whoever hears that it did not come out. */
export function shortly({ jobId, state }: Job): Pick<Job, 'jobId' | 'state'> {
  return { jobId, state };
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
