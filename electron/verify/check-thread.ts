import { parentPort, workerData } from 'node:worker_threads';
import { checkBooks, type Found } from './books.ts';
import type { Short } from './chain.ts';
import { reportTo, type Problems } from './report.ts';
import type { Snapshot } from './snapshot.ts';

// Runs in a thread of its own: checks the books, and posts what it found.

/** What the thread is to look at. */
export interface Job {
  readonly snapshot: Snapshot;
  readonly short: Short | null;
}

export interface Answer {
  readonly found: Found;
  readonly problems: Problems;
}

const { snapshot, short } = workerData as Job;
const problems: Problems = { named: [], count: 0 };
const answer: Answer = { found: checkBooks(snapshot, short, reportTo(problems)), problems };
parentPort?.postMessage(answer);
