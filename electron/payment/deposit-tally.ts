import { splitFall } from '../../shared/deposit-fall.ts';
import type { ProviderId } from '../../shared/product.ts';
import type { Transaction } from '../../shared/transaction.ts';
import type { Books } from '../books/books.ts';
import { lastDepositLine, topUpsAfter } from '../db/deposits.ts';
import { readIfWell } from '../db/storage-error.ts';
import { findTransaction } from '../db/transactions.ts';

// What a deposit fell by, set against the payments of ours that may have taken it. Each explains so much once, and not in every answer again.

/** A payment of ours that may have been debited, in rupiah. `settledAt`: when it was first seen to be paid, in the count of requests and answers. */
interface Own {
  readonly provider: ProviderId;
  /** The most that it may take, and what it is taken to have spent once it is paid: a commission that the provider left there is told by no fall. */
  readonly price: number;
  /** Whether a person said that it is paid, who may take that back. */
  isWord: boolean;
  settledAt: number | null;
}

/** What is told of a fall, in rupiah. */
export interface Told {
  /** What nobody here spent, at least. */
  readonly rest: number;
  /** How much more it may be: what payments were set against first that may have taken nothing. */
  readonly more: number;
}

interface Tally {
  /** What it fell by, and payments of ours are held to have taken. */
  charged: number;
  /** What it rose by since anything was charged. */
  risen: number;
  /** The last line that was recorded of a deposit before. */
  line: number;
}

/** What leaves the deposit, in rupiah. */
export function priceOf({ bill, admin }: Pick<Transaction, 'bill' | 'admin'>): number {
  return bill + admin;
}

/** Payments of ours that may have been debited since an answer told the deposit. */
function createOwn(books: Books) {
  const own = new Map<string, Own>();
  const take = (payment: Transaction, settledAt: number | null, isWord = false): void => {
    const { transactionId, provider } = payment;
    own.set(transactionId, { provider, price: priceOf(payment), isWord, settledAt });
  };
  return {
    take,
    /** A person says that it was paid. */
    paid: (payment: Transaction): void => take(payment, own.get(payment.transactionId)?.settledAt ?? null, true),
    /** Notes which are settled by now. What is refused was not debited; that it was is what is looked for. */
    look: (count: number): void => {
      for (const [id, one] of own) {
        if (one.settledAt !== null) continue;
        const found = readIfWell(() => findTransaction(books.db, id));
        if (found?.status === 'paid') one.settledAt = count;
        if (found?.status === 'refused') own.delete(id);
      }
    },
    drop: (transactionId: string) => own.delete(transactionId),
    /** The most that they can have taken, in rupiah. */
    most: (id: ProviderId): number =>
      [...own.values()].reduce((sum, { provider, price }) => sum + (provider === id ? price : 0), 0),
    /** Those that an answer surely shows that was asked for then. They are forgotten. */
    shown(id: ProviderId, askedAt: number): readonly (Own & { readonly transactionId: string })[] {
      const all = [...own].filter(
        ([, { provider, settledAt }]) => provider === id && settledAt !== null && settledAt <= askedAt,
      );
      return all.map(([transactionId, one]) => {
        own.delete(transactionId);
        return { transactionId, ...one };
      });
    },
  };
}

/** Falls less what explains them. `charged`: see `Tally`. */
function createCharges(books: Books) {
  const tallies = new Map<ProviderId, Tally>();
  const of = (id: ProviderId): Tally => {
    const there = tallies.get(id) ?? { charged: 0, risen: 0, line: 0 };
    tallies.set(id, there);
    return there;
  };
  /** Less what it rose by, but for top-ups that are recorded: what came back may be what a payment had taken. */
  const sum = (id: ProviderId): number => {
    const { charged, risen, line } = of(id);
    if (charged === 0 || risen === 0) return charged;
    const toppedUp = readIfWell(() => topUpsAfter(books.db, id, line)) ?? 0;
    return Math.max(0, charged - (toppedUp > risen ? risen : risen - toppedUp));
  };
  return {
    of,
    sum,
    add(id: ProviderId, amount: number): void {
      const anew = sum(id) === 0 && { charged: 0, risen: 0, line: readIfWell(() => lastDepositLine(books.db)) ?? 0 };
      const tally = Object.assign(of(id), anew);
      if (amount > 0) tally.charged += amount;
      else tally.risen -= amount;
    },
  };
}

export function createTally(books: Books) {
  const own = createOwn(books);
  const charges = createCharges(books);
  /** What is taken for spent by a person's word, which may be taken back. */
  const byWord = new Map<string, number>();
  const leftOf = (id: ProviderId): number => own.most(id) - charges.sum(id);
  /** At most `limit`. What is told is explained, and is told once. `left`: what payments could have taken besides. */
  const tell = (id: ProviderId, left: number, limit: number): Told => {
    const rest = Math.min(splitFall(charges.sum(id), own.most(id)).rest, limit);
    charges.of(id).charged -= rest;
    return { rest, more: Math.max(0, Math.min(left, charges.sum(id))) };
  };
  return {
    ...{ take: own.take, paid: own.paid, look: own.look, charged: charges.sum },
    /** An answer tells so much less than the one before, which was asked for then; below 0 where it is more. */
    fell(id: ProviderId, amount: number, askedAt: number): Told {
      const tally = charges.of(id);
      for (const { transactionId, price, isWord } of own.shown(id, askedAt)) {
        const taken = Math.min(price, tally.charged);
        tally.charged -= taken;
        if (isWord) byWord.set(transactionId, taken);
      }
      const left = leftOf(id);
      if (amount !== 0) charges.add(id, amount);
      return tell(id, left, Number.POSITIVE_INFINITY);
    },
    /** A person says that it was not paid: what it was held to have taken is explained by nothing any more. Of what else is open the next answer tells. */
    refused({ transactionId, provider, ...sums }: Transaction): Told {
      const left = leftOf(provider);
      own.drop(transactionId);
      const back = byWord.get(transactionId) ?? 0;
      byWord.delete(transactionId);
      if (back > 0) charges.add(provider, back);
      return tell(provider, left, priceOf(sums));
    },
    /** It was told as what nobody here spent, and is known by now to have been paid. */
    explained(transactionId: string, amount: number): void {
      byWord.set(transactionId, amount);
    },
  };
}
