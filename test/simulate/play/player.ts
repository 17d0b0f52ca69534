import { Worker } from 'node:worker_threads';
import type { Batch } from './batch.ts';
import type { Script } from '../script/script.ts';
import type { Order, Word, WorkerData } from './worker.ts';

// Where nobody may be trusted: a run that never ends, or ends the whole thread, is a finding like any other.

/** A run of some hundred payments takes a fraction of a second; one that takes so long, in ms, never ends. */
export const runMaxMs = 120_000;

/** A thread that plays, and is replaced when it dies. One order at a time. */
export interface Player {
  /** Plays runs of a seed. Of a run that hangs or ends the thread the batch says so, and ends there. */
  runs(seed: number, from: number, count: number): Promise<Batch>;
  /** Plays a script. Answers what the oracles object to. */
  script(script: Script): Promise<readonly string[]>;
  close(): Promise<void>;
}

/** `broken`: the name of a till that is broken on purpose (till/broken-tills.ts). `maxMs`: how long a run may take. */
export function createPlayer(broken?: string, maxMs = runMaxMs): Player {
  let thread: Worker | null = null;
  let heard: (word: Word) => void = () => undefined;
  let died: (how: string) => void = () => undefined;

  function start(): Worker {
    const data: WorkerData = { broken };
    const started = new Worker(new URL('./worker.ts', import.meta.url), {
      workerData: data,
      // What a run leaves behind is rubbish at once: with more room it is cleared away less often.
      resourceLimits: { maxYoungGenerationSizeMb: 128 },
    });
    started.on('message', (word: Word) => heard(word));
    started.on('error', (error) => died(`run: the run threw ${error instanceof Error ? error.stack : String(error)}`));
    started.on('exit', (code) => died(`run: the run ended its thread with ${code}`));
    return started;
  }

  /** Answers the thread's last word, or what became of the thread instead. */
  async function ask(order: Order, begins: (run: number) => void): Promise<LastWord> {
    const asked = (thread ??= start());
    let timer: NodeJS.Timeout | undefined;
    const answer = await new Promise<LastWord>((resolve) => {
      const lose = (lost: string): void => resolve({ lost });
      const watch = (): void => {
        clearTimeout(timer);
        timer = setTimeout(() => lose(`run: the run did not end within ${maxMs / 1000} s`), maxMs);
      };
      watch();
      heard = (word) => {
        if (!('begins' in word)) return resolve(word);
        begins(word.begins);
        watch();
      };
      died = lose;
      asked.postMessage(order);
    });
    clearTimeout(timer);
    heard = died = () => undefined;
    if ('lost' in answer) {
      thread = null;
      await asked.terminate();
    }
    return answer;
  }

  return {
    async runs(seed, from, count) {
      let run = from;
      const answer = await ask({ do: 'runs', seed, from, count }, (begun) => (run = begun));
      if ('batch' in answer) return answer.batch;
      const failed = [{ run, violations: objectionsOf(answer) }];
      return { from, lifecycles: 0, digests: [], faults: [], pairs: [], counts: [], failed };
    },
    script: async (script) => objectionsOf(await ask({ do: 'script', script }, () => undefined)),
    async close() {
      await thread?.terminate();
      thread = null;
    },
  };
}

type LastWord = Exclude<Word, { readonly begins: number }> | { readonly lost: string };

function objectionsOf(word: LastWord): readonly string[] {
  if ('violations' in word) return word.violations;
  return 'lost' in word ? [word.lost] : [];
}
