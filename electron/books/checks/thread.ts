import { constants, setPriority } from 'node:os';
import { Worker } from 'node:worker_threads';

// A long job in a thread beside the till. Nobody ends it from outside, which could crash the program in the middle of SQLite's code; it
// looks on its way whether to go on.

export interface Running<T> {
  /** How far it is, from 0 to 1; 0 too where nobody says. */
  readonly done: () => number;
  /** Null if it was stopped. Rejects if it could not look. */
  readonly found: Promise<T | null>;
  /** Asks it to end after what it is at; answers when it has. */
  readonly stop: () => Promise<void>;
}

/** What a thread is given: its job, and what it shares with who asked: whether to stop, and how far it is, in thousandths. */
export interface ThreadData<J> {
  readonly job: J;
  readonly shared: Int32Array;
}

/** What the system calls it, and what Node makes of it where it can't start a thread or read the program's files for one. */
const systems =
  /^(E[A-Z0-9]+|ERR_(WORKER_INIT_FAILED|WORKER_OUT_OF_MEMORY|INVALID_PACKAGE_CONFIG|MODULE_NOT_FOUND|DLOPEN_FAILED))$/;

/** The system gave a thread no memory, no handle or no file of the program's: its job was not done, and may be tried again. */
export class ThreadError extends Error {
  /** The system's, or Node's: `EMFILE`, `ERR_WORKER_INIT_FAILED`, ... */
  readonly code: string;

  constructor(message: string, code: string) {
    super(message);
    this.name = 'ThreadError';
    this.code = code;
  }

  /** What a thread ended with; a bug stays a bug. */
  static from(error: unknown): Error {
    if (!(error instanceof Error)) return new Error(String(error));
    const code = 'code' in error ? String(error.code) : '';
    return systems.test(code) ? new ThreadError(error.message, code) : error;
  }
}

/** Starts the thread of a file; what it posts is what it found. Rejects with a `ThreadError` where the system does not let it run. */
export function runInThread<T>(file: URL, job: unknown): Running<T> {
  const shared = new Int32Array(new SharedArrayBuffer(8));
  let worker: Worker;
  try {
    worker = new Worker(file, { workerData: { job, shared } });
  } catch (error) {
    return { found: Promise.reject(ThreadError.from(error)), done: () => 0, stop: () => Promise.resolve() };
  }
  worker.unref();
  const ended = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
  const found = new Promise<T | null>((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', (error) => reject(ThreadError.from(error)));
    void ended.then(() => reject(new Error('the thread ended without a result')));
  });
  const stop = (): Promise<void> => {
    Atomics.store(shared, 0, 1);
    // Now somebody waits for it.
    worker.ref();
    return ended;
  };
  return { found, done: () => Atomics.load(shared, 1) / 1_000, stop };
}

/** Lets everybody else go first. Only Linux does that for one thread alone; other systems would slow the till itself. */
export function goLast(): void {
  if (process.platform === 'linux') setPriority(constants.priority.PRIORITY_LOW);
}
