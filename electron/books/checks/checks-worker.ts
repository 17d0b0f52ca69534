import { parentPort, workerData } from 'node:worker_threads';
import { checkSteps } from '../../db/audit.ts';
import { openToRead } from '../../db/open.ts';
import { verifyFiles, type BooksFiles, type Known } from './verify-books.ts';

// Runs in a thread of its own, for either job reads whole files: posts what it found, or null if it was told to stop. It is never
// ended from outside, which could crash the program in the middle of SQLite's code; it looks on its way whether to go on.

/** What a thread is to look at, and how it is answered. */
export type Job =
  | { readonly what: 'database'; readonly file: string }
  | { readonly what: 'books'; readonly files: BooksFiles; readonly known: Known };

const { job, stopped } = workerData as { readonly job: Job; readonly stopped: Int32Array };
const isStopped = (): boolean => Atomics.load(stopped, 0) === 1;
const found = job.what === 'books' ? verifyFiles(job.files, job.known, isStopped) : checkDatabase(job.file);
parentPort?.postMessage(isStopped() ? null : found);

/** What is wrong with the file, one sentence each. */
function checkDatabase(file: string): readonly string[] {
  const found: string[] = [];
  for (const check of checkSteps()) {
    if (isStopped()) break;
    // Each by a connection of its own, so that the till's log is not held back for all of them.
    const db = openToRead(file);
    found.push(...check(db));
    db.close();
  }
  return found;
}
