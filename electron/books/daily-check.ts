import { listSending } from '../db/pending-payments.ts';
import type { Books } from './books.ts';

// The database is read whole when the till has opened, and then once a day: one that runs for weeks would not notice otherwise what
// its disk lost.

interface DailyCheckParts {
  readonly books: Pick<Books, 'db' | 'state' | 'foundDamaged'>;
  readonly clock: { readonly now: () => number; readonly after: (ms: number, action: () => void) => () => void };
  /** Reads it in a thread: what is wrong, one sentence each. Payments may wait for the first time. Null if it was stopped. */
  readonly check: (isFirst: boolean) => Promise<readonly string[] | null>;
  /** Hears what is wrong; the books take no new business from then on. */
  readonly damaged: (problems: readonly string[]) => void;
  readonly failed: (error: unknown) => void;
}

/** The till opens first, in ms. */
const openingMs = 100;
const dayMs = 24 * 3_600_000;
/** While a customer waits, it is looked again so often, in ms. */
const waitMs = 10_000;

/** Begins; answers the first time's end, when it was last found well (in ms), and what ends it. */
export function startDailyCheck({ books, clock, check, damaged, failed }: DailyCheckParts): {
  readonly first: Promise<void>;
  readonly foundWellAt: () => number | null;
  readonly stop: () => Promise<void>;
} {
  let foundWellAt: number | null = null;
  const first = Promise.withResolvers<void>();
  let stopped = false;
  let working = Promise.resolve();
  let callOff = clock.after(openingMs, () => read(true));

  function read(isFirst: boolean): void {
    working = check(isFirst)
      .then((problems) => {
        if (!problems) return;
        if (problems.length === 0) return void (foundWellAt = clock.now());
        books.foundDamaged();
        damaged(problems);
      })
      .catch(failed)
      .then(() => {
        first.resolve();
        next(dayMs);
      });
  }

  function next(ms: number): void {
    if (!stopped) callOff = clock.after(ms, () => (isQuiet() ? read(false) : next(waitMs)));
  }

  function isQuiet(): boolean {
    return books.state() === 'ready' && listSending(books.db).length === 0;
  }

  return {
    first: first.promise,
    foundWellAt: () => foundWellAt,
    async stop() {
      stopped = true;
      callOff();
      first.resolve();
      await working;
    },
  };
}
