import { parentPort, workerData } from 'node:worker_threads';
import { playBatch, type Workplace } from './batch.ts';

/** Which runs to play. */
export interface Order {
  readonly from: number;
  readonly count: number;
}

// A thread that plays what it is told.

const { seed, place } = workerData as { readonly seed: number; readonly place: Workplace };
parentPort?.on('message', ({ from, count }: Order) => {
  void playBatch(place, seed, from, count).then((batch) => parentPort?.postMessage(batch));
});
