import { parentPort, workerData } from 'node:worker_threads';
import { checkBooks, type Brought, type Found } from './books.ts';
import { reportTo, type Problems } from './report.ts';
import type { Snapshot } from './snapshot.ts';

// Runs in a thread of its own: checks the books, and posts what it found.

/** What the thread is to look at. */
export interface Job {
  readonly snapshot: Snapshot;
  readonly brought: Brought;
}

export interface Answer {
  readonly found: Found;
  readonly problems: Problems;
}

const { snapshot, brought } = workerData as Job;
const problems: Problems = { named: [], count: 0 };
const answer: Answer = { found: checkBooks(snapshot, brought, reportTo(problems)), problems };
parentPort?.postMessage(answer);
