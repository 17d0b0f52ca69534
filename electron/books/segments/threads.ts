import { Worker } from 'node:worker_threads';
import { StorageError } from '../../db/storage-error.ts';
import type { Prepared } from '../journal/file.ts';
import type { Answer, Job } from './segments-worker.ts';

// Compressing takes most of what is done with thousands of segments. It is done in threads, so that every core has something to do.

/** Threads that work for who makes a journal or a database again. They begin with the first job. */
export interface Threads {
  /** Writes a segment's sealed file, as `writeSealed`. Answers when there is room for the next one; a failure may be of one before. */
  write(folder: string, number: number, plain: Buffer): Promise<void>;
  /** Answers when all is written. Rejects with what the disk said. */
  written(): Promise<void>;
  /** Reads a sealed segment, and those behind it up to `last` ahead. Null if something is wrong with it. */
  prepare(folder: string, number: number, last: number): Promise<Prepared | null>;
  /** Answers when they have ended, whatever they were at. */
  end(): Promise<void>;
}

const threadsMax = 2;
/** Segments under way at one time: some MB of memory each, and 16 at most. */
const atOnce = 4;

export function createThreads(): Threads {
  const threads: Thread[] = [];
  const writing: Promise<unknown>[] = [];
  const ahead = new Map<number, Promise<unknown>>();
  let asked = 0;
  const ask = (job: Job): Promise<unknown> => {
    const nth = asked++ % threadsMax;
    const done = (threads[nth] ??= startThread()).ask(job);
    // It is waited for later; whoever fails before that is heard alone.
    done.catch(() => undefined);
    return done;
  };
  return {
    async write(folder, number, plain) {
      writing.push(ask({ what: 'write', folder, number, plain }));
      if (writing.length >= atOnce) await writing.shift();
    },
    async written() {
      await Promise.all(writing.splice(0));
    },
    async prepare(folder, number, last) {
      for (let next = number; next <= Math.min(last, number + atOnce - 1); next++)
        if (!ahead.has(next)) ahead.set(next, ask({ what: 'prepare', folder, number: next }));
      const prepared = await ahead.get(number);
      ahead.delete(number);
      return (prepared ?? null) as Prepared | null;
    },
    async end() {
      await Promise.all(threads.splice(0).map((thread) => thread.end()));
    },
  };
}

interface Thread {
  readonly ask: (job: Job) => Promise<unknown>;
  readonly end: () => Promise<void>;
}

function startThread(): Thread {
  // Beside this file as we write it; all that is built lies in one folder.
  const name = import.meta.filename.endsWith('.ts') ? './segments-worker.ts' : './segments-worker.js';
  const worker = new Worker(new URL(name, import.meta.url));
  /** In the order in which they were asked, which is that of the answers. */
  const waiting: { readonly resolve: (done: unknown) => void; readonly reject: (error: unknown) => void }[] = [];
  let dead: Error | null = null;
  const die = (error: Error): void => {
    dead ??= error;
    for (const { reject } of waiting.splice(0)) reject(dead);
  };
  worker.on('message', (answer: Answer) => {
    const asker = waiting.shift();
    if ('done' in answer) asker?.resolve(answer.done);
    else asker?.reject(new StorageError(answer.message, answer.code));
  });
  worker.on('error', (error) => die(error instanceof Error ? error : new Error(String(error))));
  const ended = new Promise<void>((resolve) =>
    worker.once('exit', () => {
      die(new Error('a thread ended before its work was done'));
      resolve();
    }),
  );
  return {
    ask: (job) =>
      new Promise((resolve, reject) => {
        if (dead) return reject(dead);
        waiting.push({ resolve, reject });
        worker.postMessage(job);
      }),
    end() {
      if (!dead) worker.postMessage(null);
      return ended;
    },
  };
}
