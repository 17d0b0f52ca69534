import { Worker } from 'node:worker_threads';

export interface IntegrityCheck {
  /** What is wrong with the file; empty if nothing, or if it was stopped. Rejects if it could not look. */
  readonly problems: Promise<readonly string[]>;
  /** Asks it to end after what it is at; answers when it has. */
  readonly stop: () => Promise<void>;
}

/** Checks the whole database file in a thread of its own, while the till is at work. */
export function checkInBackground(databaseFile: string): IntegrityCheck {
  // Beside this file, both as we write it and as it is built.
  const name = import.meta.filename.endsWith('.ts') ? './integrity-worker.ts' : './integrity-worker.js';
  const stopped = new Int32Array(new SharedArrayBuffer(4));
  const worker = new Worker(new URL(name, import.meta.url), { workerData: { file: databaseFile, stopped } });
  worker.unref();
  const ended = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
  const problems = new Promise<readonly string[]>((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
    void ended.then(() => reject(new Error('the check ended without a result')));
  });
  const stop = (): Promise<void> => {
    Atomics.store(stopped, 0, 1);
    // Now somebody waits for it.
    worker.ref();
    return ended;
  };
  return { problems, stop };
}
