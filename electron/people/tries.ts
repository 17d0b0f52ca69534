import { fail, type Failure } from '../../shared/errors.ts';
import type { Books } from '../books/books.ts';
import { findSecret, type SecretOf } from '../db/people.ts';
import type { Clock } from '../time/clock.ts';
import { oneByOne } from '../time/one-by-one.ts';
import { isOfAnotherSecret, isPin, type Hashes } from './pin.ts';

// Guessing a PIN of four digits must take years.

/** So many wrong ones after each other cost no time. */
const freeTries = 5;
const [firstPauseMs, longestPauseMs] = [30_000, 30 * 60_000];

/** How long nobody may try again after so many wrong ones, in ms. */
export function pauseMs(tries: number): number {
  return tries < freeTries ? 0 : Math.min(firstPauseMs * 2 ** (tries - freeTries), longestPauseMs);
}

export interface Tries {
  /**
   * Null if it is the PIN. Each try is on the disk before it is looked at, so that killing the till takes none back; `onRight` then records
   * what takes the count back, before the next PIN is looked at. Throws what the disk says.
   */
  check(of: SecretOf, text: string, onRight: () => void): Promise<Failure | null>;
}

/**
 * The pauses are counted by a clock that only goes forward. Of one that began before this start nobody knows how much is over, so it
 * begins again: neither a kill nor a clock that is set makes one shorter.
 */
export function createTries({
  books,
  clock,
  hashes,
}: {
  readonly books: Books;
  readonly clock: Clock;
  readonly hashes: Hashes;
}): Tries {
  const freeAt = new Map<string, number>();
  const startedAt = clock.elapsed();
  const inTurn = oneByOne();

  async function check(of: SecretOf, text: string, onRight: () => void): Promise<Failure | null> {
    const code = of.kind === 'pin' ? 'wrong-pin' : 'wrong-phrase';
    const known = findSecret(books.db, of);
    if (!known) return fail(of.kind === 'pin' ? 'person-unknown' : 'no-phrase');
    // It would be found wrong whatever is typed, which is nobody's mistake: no try is counted.
    if (of.kind === 'pin' && isOfAnotherSecret(known, hashes.pepper)) return fail('pins-lost');
    // Each PIN has a salt of its own: a new one was guessed by nobody, and has no pause.
    const key = `${of.kind} ${of.kind === 'pin' ? of.personId : ''} ${known.salt}`;
    const free = freeAt.get(key) ?? startedAt + pauseMs(known.tries);
    const wait = Math.ceil(free - clock.elapsed());
    if (wait > 0) return fail(code, { retryAfterMs: wait });
    const tries = known.tries + 1;
    const personId = of.kind === 'pin' ? of.personId : null;
    books.keep([{ at: clock.now(), kind: 'tried', transactionId: null, data: { personId, tries } }]);
    if (await isPin(hashes[of.kind], text, known)) {
      // Who was closed, or was given another one, while it was looked at has shown nothing by the one before.
      if (findSecret(books.db, of)?.salt !== known.salt) return fail(code, { retryAfterMs: 0 });
      onRight();
      return null;
    }
    const pause = pauseMs(tries);
    freeAt.set(key, clock.elapsed() + pause);
    return fail(code, { retryAfterMs: pause });
  }

  return {
    // One after the other: of two at once each would find the other's try not yet counted.
    check: (of, text, onRight) => inTurn(() => check(of, text, onRight)),
  };
}
