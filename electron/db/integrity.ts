import { Worker } from 'node:worker_threads';

export interface IntegrityCheck {
  /** What SQLite finds wrong with the file; empty if nothing, or if it was stopped. Rejects if it could not look. */
  readonly problems: Promise<readonly string[]>;
  readonly stop: () => void;
}

/** Checks the whole database file in a thread of its own, while the till is at work. */
export function checkInBackground(databaseFile: string): IntegrityCheck {
  // Beside this file, both as we write it and as it is built.
  const name = import.meta.filename.endsWith('.ts') ? './integrity-worker.ts' : './integrity-worker.js';
  const worker = new Worker(new URL(name, import.meta.url), { workerData: databaseFile });
  worker.unref();
  let stopped = false;
  const problems = new Promise<readonly string[]>((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', () => (stopped ? resolve([]) : reject(new Error('the check ended without a result'))));
  });
  const stop = (): void => {
    stopped = true;
    void worker.terminate();
  };
  return { problems, stop };
}
