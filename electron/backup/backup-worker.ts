import { parentPort, workerData } from 'node:worker_threads';
import type { ErrorCode } from '../../shared/errors.ts';
import { goLast, type ThreadData } from '../books/checks/thread.ts';
import { Misfit } from '../books/journal/problem.ts';
import { isFull, isStorageError, StorageError } from '../db/storage-error.ts';
import { checkBackup } from './check.ts';
import { makeBackup, type Made, type ToMake } from './make.ts';

// Runs in a thread of its own: makes a backup, or checks one, and posts what came of it, or null if it was told to stop.

export type Job =
  | { readonly what: 'make'; readonly to: ToMake }
  /** `into`: a folder that is not there. */
  | { readonly what: 'check'; readonly file: string; readonly into: string };

/** What the disk, or a file that is not what it must be, said against it. */
export interface Refused {
  readonly refused: ErrorCode;
  readonly why: string;
}

export type Answer = Exclude<Made, null> | { readonly problems: readonly string[] } | Refused;

const { job, shared } = workerData as ThreadData<Job>;
const isStopped = (): boolean => Atomics.load(shared, 0) === 1;
const found = await work();
parentPort?.postMessage(isStopped() && !(found && 'file' in found) ? null : found);

async function work(): Promise<Answer | null> {
  goLast();
  try {
    if (job.what === 'make') return await makeBackup(job.to, isStopped);
    return { problems: checkBackup(job.file, job.into).problems };
  } catch (thrown) {
    const error = StorageError.from(thrown);
    if (error instanceof Misfit) return { problems: [error.message] };
    if (!isStorageError(error)) throw error;
    return { refused: isFull(error) ? 'place-full' : 'file-failed', why: error.message };
  }
}
