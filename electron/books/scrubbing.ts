import { listSending } from '../db/pending-payments.ts';
import { oldestMark, setMark } from '../db/segments.ts';
import type { Books } from './books.ts';
import { sealedFile } from './segments/names.ts';
import { fileMark } from './segments/tail.ts';

// What is sealed is read again while the till runs, one segment after another, each at least once a day: a disk can lose what
// nobody reads. When each was read last is in the database, so that a new start goes on where the last one was.

interface ScrubbingParts {
  readonly books: Books;
  readonly clock: { readonly now: () => number; readonly after: (ms: number, action: () => void) => () => void };
  /** Reads one sealed segment whole, in a thread: what is wrong, one sentence each. Null if it was stopped. */
  readonly check: (number: number) => Promise<readonly string[] | null>;
  /** Hears what is wrong; the books take no new business from then on. */
  readonly damaged: (problems: readonly string[]) => void;
  readonly failed: (error: unknown) => void;
}

/** Pause between two segments, in ms: ten years of them are read in half a day. */
const pauseMs = 10_000;
/** Age of the last reading, in ms, from which on a segment is read again. */
const oldMs = 12 * 3_600_000;

/** Begins; answers what ends it, and when it has. */
export function startScrubbing({ books, clock, check, damaged, failed }: ScrubbingParts): () => Promise<void> {
  let stopped = false;
  let working: Promise<void> = Promise.resolve();
  let callOff = next();

  function next(): () => void {
    return clock.after(pauseMs, () => {
      working = readOldest()
        .catch(failed)
        .then(() => {
          if (!stopped) callOff = next();
        });
    });
  }

  async function readOldest(): Promise<void> {
    // A customer who waits has the disk to himself.
    if (books.state() !== 'ready' || listSending(books.db).length > 0) return;
    const oldest = oldestMark(books.db);
    if (!oldest || clock.now() - oldest.readAt < oldMs) return;
    const { number } = oldest;
    const file = fileMark(sealedFile(books.file.name, number));
    const problems = await check(number);
    if (!problems || stopped) return;
    if (problems.length > 0) {
      books.foundDamaged();
      damaged(problems);
    } else if (books.state() === 'ready') {
      books.arrange(({ db }) => setMark(db, { number, file, readAt: clock.now() }));
    }
  }

  return async () => {
    stopped = true;
    callOff();
    await working;
  };
}
