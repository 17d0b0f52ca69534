import type { Debit } from '../../shared/health.ts';
import { rupiah, type Rupiah } from '../../shared/money.ts';
import type { ProviderId } from '../../shared/product.ts';
import { toWib } from '../../shared/time.ts';
import type { Transaction } from '../../shared/transaction.ts';
import type { Books } from '../books/books.ts';
import type { Entry } from '../books/journal/record.ts';
import { listRefusedSince } from '../db/refusals.ts';
import { isStorageError, readIfWell } from '../db/storage-error.ts';
import { findTransaction, listUnsettled } from '../db/transactions.ts';
import { describeError, type Log } from '../machine/log.ts';
import type { Provider, ProviderFacts } from '../providers/provider.ts';
import type { Clock } from '../time/clock.ts';
import { createDepositLeft } from './deposit-left.ts';

/** For so long, in ms, a debit is told of, and a refusal may explain one. */
const dayMs = 24 * 60 * 60 * 1000;

/** A debit may be lower than a payment's price by the shop's commission, which is not told before it is paid. In rupiah. */
const commissionMax = 5_000;

/**
 * Compares what a provider's answers tell of its deposit. Where nobody can be asked whether a refusal stands, this is what shows that
 * it did not: a debit that nobody here made.
 */
export interface DepositWatch {
  /**
   * A request leaves. Whoever gets its answer hands over the deposit that it tells, once what it says of a payment is stored, and the
   * payment that it calls paid. That was debited for us, also where a person said meanwhile that it did not happen.
   */
  asking(provider: Provider): (balance: Rupiah | null, paid?: string) => void;
  /** A payment is about to leave, or may be what a status check pays. */
  paying(transactionId: string): void;
  /** What is left, as far as that is known: see `DepositLeft`. */
  left(id: ProviderId): Rupiah | null;
  /** What nobody here spent, of the last day of this run. */
  debits(): readonly Debit[];
}

/** A deposit as an answer told it. The order of requests and answers is counted, for the clock may be set. */
interface Known {
  readonly balance: Rupiah;
  readonly askedAt: number;
  readonly answeredAt: number;
}

/** A payment of ours that may have been debited. `settledAt`: when it was first seen to be paid, in the same count. */
interface Own {
  readonly provider: ProviderId;
  readonly price: number;
  settledAt: number | null;
}

interface WatchParts {
  readonly books: Books;
  readonly clock: Clock;
  readonly log: Log;
}

/** Payments of ours that may have been debited since an answer told the deposit. */
function createOwn(books: Books) {
  const own = new Map<string, Own>();
  return {
    take(payment: Transaction, settledAt: number | null): void {
      own.set(payment.transactionId, { provider: payment.provider, price: priceOf(payment), settledAt });
    },
    /** Notes which are settled by now. What is refused was not debited; that it was is what is looked for. */
    look(count: number): void {
      for (const [id, one] of own) {
        if (one.settledAt !== null) continue;
        const status = readIfWell(() => findTransaction(books.db, id)?.status);
        if (status === 'paid') one.settledAt = count;
        if (status === 'refused') own.delete(id);
      }
    },
    /** The most that they can have taken, in rupiah, since an answer that was asked for then. Those that it surely shows are forgotten. */
    since(id: ProviderId, askedAt: number): number {
      let most = 0;
      for (const [transactionId, { provider, price, settledAt }] of own) {
        if (provider !== id) continue;
        if (settledAt !== null && settledAt <= askedAt) own.delete(transactionId);
        else most += price;
      }
      return most;
    },
  };
}

export function createDepositWatch(parts: WatchParts, providers: ReadonlyMap<ProviderId, Provider>): DepositWatch {
  const { books, clock } = parts;
  const known = new Map<ProviderId, Known>();
  const own = createOwn(books);
  const left = createDepositLeft(parts);
  const found: Debit[] = [];
  let count = 0;
  const isWatched = (id: ProviderId): boolean => isBlind(providers.get(id)?.facts);
  const take = (transactionId: string, settledAt: number | null): void => {
    const payment = readIfWell(() => findTransaction(books.db, transactionId));
    if (payment && isWatched(payment.provider)) own.take(payment, settledAt);
  };

  function compare(id: ProviderId, before: Known, after: Rupiah): void {
    const ours = own.since(id, before.askedAt);
    const amount = before.balance - after - ours;
    if (amount <= 0) return;
    const transactionId = ours === 0 ? explain(id, amount) : null;
    const debit = { provider: id, amount: rupiah(amount), transactionId, at: toWib(clock.now()) };
    found.push(debit);
    record(parts, debit, before.balance, after);
  }

  /** The one refused payment of the last day that fits, if it was not named before. */
  function explain(id: ProviderId, amount: number): string | null {
    const named = found.map(({ transactionId }) => transactionId);
    const refused = readIfWell(() => listRefusedSince(books.db, id, clock.now() - dayMs)) ?? [];
    const isFitting = (one: Transaction): boolean =>
      priceOf(one) >= amount && priceOf(one) - amount <= commissionMax && !named.includes(one.transactionId);
    const [only, ...others] = refused.filter(isFitting);
    return only && others.length === 0 ? only.transactionId : null;
  }

  function asking({ facts: { id } }: Provider): (balance: Rupiah | null, paid?: string) => void {
    own.look(++count);
    const askedAt = ++count;
    return (balance, paid) => {
      const answeredAt = ++count;
      if (paid) take(paid, answeredAt);
      if (balance !== null) left.told(id, balance);
      if (balance === null || !isWatched(id)) return;
      own.look(++count);
      const before = known.get(id);
      if (before && askedAt > before.answeredAt) compare(id, before, balance);
      known.set(id, next(before, { balance, askedAt, answeredAt }));
    };
  }

  for (const payment of readIfWell(() => listUnsettled(books.db)) ?? [])
    if (isWatched(payment.provider)) own.take(payment, null);
  return {
    ...{ asking, left: left.of },
    paying: (transactionId) => take(transactionId, null),
    debits: () => found.filter(({ at }) => Math.abs(clock.now() - Date.parse(at)) < dayMs),
  };
}

/** Whether nobody can ask this provider if a refusal stands. */
function isBlind(facts: ProviderFacts | undefined): boolean {
  return facts !== undefined && (facts.statusChecks === null || facts.statusChecks.mayPay === true);
}

/** Of two answers that were under way together nobody knows which deposit was the earlier one: the lower one is taken, which claims less. */
function next(before: Known | undefined, now: Known): Known {
  if (!before || now.askedAt > before.answeredAt) return now;
  const balance = rupiah(Math.min(before.balance, now.balance));
  return { balance, askedAt: Math.min(before.askedAt, now.askedAt), answeredAt: now.answeredAt };
}

/** What leaves the deposit, in rupiah. */
function priceOf({ bill, admin }: Pick<Transaction, 'bill' | 'admin'>): number {
  return bill + admin;
}

/** The till's journal has it, and the trail of the payment that explains it. What the disk refuses stays in the log. */
function record({ books, clock, log }: WatchParts, debit: Debit, before: Rupiah, after: Rupiah): void {
  const { provider, amount, transactionId: payment } = debit;
  log.write('deposit-debited', { provider, amount, before, after, payment });
  const at = clock.now();
  const data = { provider, amount, before, after, payment };
  const entry: Entry = { at, kind: 'debited', transactionId: null, data };
  const alarm: Entry = { at, kind: 'alarm', transactionId: payment, data: { why: 'debited', amount } };
  try {
    books.write(payment === null ? [entry] : [entry, alarm]);
  } catch (error) {
    if (!isStorageError(error)) throw error;
    log.write('debit-not-stored', describeError(error));
  }
}
