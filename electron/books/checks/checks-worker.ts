import { parentPort, workerData } from 'node:worker_threads';
import { sealSegment } from '../segments/seal.ts';
import type { Head } from '../journal/line.ts';
import { goLast, type ThreadData } from './thread.ts';
import {
  checkDatabaseFile,
  checkOneSegment,
  findSlipsIn,
  verifyFiles,
  type BooksFiles,
  type Known,
} from './verify-books.ts';

// Runs in a thread of its own, for either job reads whole files: posts what it found, or null if it was told to stop.

/** What a thread is to look at, and how it is answered. */
export type Job =
  | { readonly what: 'database'; readonly file: string; readonly isAwaited: boolean }
  | { readonly what: 'books'; readonly files: BooksFiles; readonly known: Known }
  | { readonly what: 'slips'; readonly file: string; readonly name: { readonly n: number; readonly word: string } }
  | { readonly what: 'segment'; readonly files: BooksFiles; readonly number: number }
  | { readonly what: 'seal'; readonly folder: string; readonly number: number; readonly from: Head };

const { job, shared } = workerData as ThreadData<Job>;
const isStopped = (): boolean => Atomics.load(shared, 0) === 1;
const tellDone = (done: number): void => void Atomics.store(shared, 1, Math.floor(1_000 * done));
const found = work();
parentPort?.postMessage(isStopped() ? null : found);

function work(): unknown {
  switch (job.what) {
    case 'books':
      return verifyFiles(job.files, job.known, { isStopped, tellDone });
    case 'database':
      if (!job.isAwaited) goLast();
      return checkDatabaseFile(job.file, isStopped);
    case 'slips':
      return findSlipsIn(job.file, job.name);
    case 'segment':
      goLast();
      return checkOneSegment(job.files, job.number);
    case 'seal':
      return sealSegment(job.folder, job.number, job.from);
  }
}
