import type { JournalReport } from '../../../shared/api.ts';
import type { Head } from '../journal/line.ts';
import type { Sealed } from '../segments/seal.ts';
import type { Job } from './checks-worker.ts';
import type { SlipsFound } from '../segments/find-slips.ts';
import { runInThread, type Running } from './thread.ts';
import type { BooksFiles, DamagedSlips, Known } from './verify-books.ts';

// What takes long and only reads, in threads beside the till.

/** Checks the whole database file: what is wrong with it, one sentence each. `isAwaited` if payments wait for that. */
export function checkInBackground(databaseFile: string, isAwaited: boolean): Running<readonly string[]> {
  return run({ what: 'database', file: databaseFile, isAwaited });
}

/** Reads one sealed segment whole: what is wrong with it, one sentence each. */
export function checkSegmentInBackground(files: BooksFiles, number: number): Running<readonly string[]> {
  return run({ what: 'segment', files, number });
}

/** Looks for the slips that carry a word of the journal. It reads one segment at most, so nobody stops it. */
export function findSlipsInBackground(
  databaseFile: string,
  name: { readonly n: number; readonly word: string },
): Promise<SlipsFound | DamagedSlips | null> {
  return run<SlipsFound | DamagedSlips>({ what: 'slips', file: databaseFile, name }).found;
}

/** Seals a segment's file. */
export function sealInBackground(folder: string, number: number, from: Head): Running<Sealed> {
  return run({ what: 'seal', folder, number, from });
}

export interface Verifier {
  /** Verifies the books as they are now; who asks while that goes on is told the same. Null if it was stopped. */
  verify(): Promise<JournalReport | null>;
  /** How far that is, from 0 to 1; null if it is not under way. */
  progress(): number | null;
  /** Asks it to end; answers when it has. */
  stop(): Promise<void>;
}

/** Verifies books while the till goes on writing them; `known` answers what that knows of them now. */
export function createVerifier(known: () => Known, files: BooksFiles): Verifier {
  let running: Running<JournalReport> | null = null;
  return {
    verify() {
      if (!running) {
        running = run<JournalReport>({ what: 'books', files, known: known() });
        const forget = (): void => void (running = null);
        running.found.then(forget, forget);
      }
      return running.found;
    },
    progress: () => running?.done() ?? null,
    stop: () => running?.stop() ?? Promise.resolve(),
  };
}

/** Compares all of the books with what is known of them: what is wrong, one sentence each. */
export function createComparer(files: BooksFiles): {
  readonly compare: (known: Known) => Promise<readonly string[] | null>;
  readonly stop: () => Promise<void>;
} {
  let last: Running<JournalReport> | null = null;
  return {
    async compare(known) {
      // Whoever asks anew does not wait for what was asked before.
      void last?.stop();
      last = run<JournalReport>({ what: 'books', files, known });
      return (await last.found)?.problems ?? null;
    },
    stop: () => last?.stop() ?? Promise.resolve(),
  };
}

function run<T>(job: Job): Running<T> {
  // Beside this file, both as we write it and as it is built.
  const name = import.meta.filename.endsWith('.ts') ? './checks-worker.ts' : './checks-worker.js';
  return runInThread(new URL(name, import.meta.url), job);
}
