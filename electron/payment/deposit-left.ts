import { rupiah, type Rupiah } from '../../shared/money.ts';
import type { ProviderId } from '../../shared/product.ts';
import type { Books } from '../books/books.ts';
import { movedSince, sendingOf } from '../db/deposits.ts';
import type { Clock } from '../time/clock.ts';

/** So old, in ms, a balance may be that anything is refused by: the owner may have topped up since. */
const freshMs = 10 * 60 * 1000;

/** What is left of the deposits, as far as that is known well enough to refuse a payment by it. */
export interface DepositLeft {
  /** An answer told the deposit, and what it says of a payment is stored. */
  readonly told: (id: ProviderId, balance: Rupiah) => void;
  /**
   * What the provider said last, less what was settled since and what payments that are on their way now may take. Null where it said nothing,
   * not lately, or before this till was started; and where nothing is on its way: then the provider knows better. A payment that is pending may
   * be in the balance, or never will be.
   */
  readonly of: (id: ProviderId) => Rupiah | null;
}

interface Told {
  readonly balance: Rupiah;
  readonly at: number;
  /** By the clock that only goes forward. */
  readonly elapsed: number;
  /** What was posted to the deposit lately, as it was told. */
  readonly moved: number;
}

export function createDepositLeft({ books, clock }: { readonly books: Books; readonly clock: Clock }): DepositLeft {
  const known = new Map<ProviderId, Told>();
  const moved = (id: ProviderId, at: number): number => movedSince(books.db, id, at - freshMs);
  return {
    told(id, balance) {
      const at = clock.now();
      known.set(id, { balance, at, elapsed: clock.elapsed(), moved: moved(id, at) });
    },
    of(id) {
      const told = known.get(id);
      const sending = sendingOf(books.db, id);
      if (!told || sending === 0 || clock.elapsed() - told.elapsed > freshMs) return null;
      const since = moved(id, told.at) - told.moved;
      return rupiah(told.balance + since - sending);
    },
  };
}
