import { parentPort, workerData } from 'node:worker_threads';
import { playBatch, type Batch } from './batch.ts';
import { brokenTills, hopeless } from '../till/broken-tills.ts';
import { makeTemplate } from '../till/database.ts';
import { play } from './play.ts';
import type { Script } from '../script/script.ts';

/** What to play: runs of a seed, or a script. */
export type Order =
  | { readonly do: 'runs'; readonly seed: number; readonly from: number; readonly count: number }
  | { readonly do: 'script'; readonly script: Script };

/** What a thread says: that a run begins, and what became of its order. */
export type Word = { readonly begins: number } | { readonly batch: Batch } | { readonly violations: readonly string[] };

/** `broken` names a till that is broken on purpose; an honest one without. */
export interface WorkerData {
  readonly broken: string | undefined;
}

// A thread that plays what it is told.

const { broken } = workerData as WorkerData;
const damage = [...brokenTills, ...hopeless].find(({ what }) => what === broken)?.damage ?? {};
const template = makeTemplate();
const say = (word: Word): void => parentPort?.postMessage(word);

parentPort?.on('message', (order: Order) => {
  void (order.do === 'script'
    ? play(order.script, template, { damage }).then(({ violations }) => say({ violations }))
    : playBatch({ template, damage, begins: (run) => say({ begins: run }) }, order.seed, order.from, order.count).then(
        (batch) => say({ batch }),
      ));
});
