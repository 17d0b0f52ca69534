import { parentPort, workerData } from 'node:worker_threads';
import { playBatch } from './batch.ts';
import { makeTemplate } from './database.ts';

/** Which runs to play. */
export interface Order {
  readonly from: number;
  readonly count: number;
}

// A thread that plays what it is told.

const { seed } = workerData as { readonly seed: number };
const template = makeTemplate();
parentPort?.on('message', ({ from, count }: Order) => {
  void playBatch(template, seed, from, count).then((batch) => parentPort?.postMessage(batch));
});
