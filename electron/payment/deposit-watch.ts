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
import { createTally, priceOf, type Told } from './deposit-tally.ts';

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
  /** A person has said of a payment that it was paid, or was not: what it explained may be explained no more. */
  decided(transactionId: string): void;
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

interface WatchParts {
  readonly books: Books;
  readonly clock: Clock;
  readonly log: Log;
}

/** What is told, and what of it is not certain: it may be `more`, in rupiah, as long as payments are not settled. */
interface Found extends Debit {
  readonly more: number;
}

/** What was told so far, and which refused payments fit. */
function createFound({ books, clock }: WatchParts) {
  let found: readonly Found[] = [];
  /** The one refused payment of the last day that fits, if it was not named before. */
  const explain = (id: ProviderId, amounts: readonly number[]): string | null => {
    const named = found.map(({ transactionId }) => transactionId);
    const refused = readIfWell(() => listRefusedSince(books.db, id, clock.now() - dayMs)) ?? [];
    const isFitting = (one: Transaction): boolean =>
      !named.includes(one.transactionId) &&
      amounts.some((amount) => priceOf(one) >= amount && priceOf(one) - amount <= commissionMax);
    const [only, ...others] = refused.filter(isFitting);
    return only && others.length === 0 ? only.transactionId : null;
  };
  return {
    all: () => found.filter(({ at }) => Math.abs(clock.now() - Date.parse(at)) < dayMs),
    /** What was not certain before is told anew with what came to it. */
    add(provider: ProviderId, { rest, more }: Told): Debit {
      const open = found.find((one) => one.provider === provider && one.more > 0);
      found = found.filter((one) => one !== open);
      const amount = rupiah(rest + (open?.amount ?? 0));
      // Less than a payment's commission is no other sum.
      const isSure = more <= commissionMax;
      const transactionId = explain(provider, isSure ? [amount] : [amount, amount + more]);
      const debit = { provider, amount, transactionId, at: toWib(clock.now()), more: isSure ? 0 : more };
      found = [...found, debit];
      return debit;
    },
    /** Takes away the one that names the payment. */
    remove(transactionId: string): Debit | null {
      const one = found.find((it) => it.transactionId === transactionId) ?? null;
      found = found.filter((it) => it !== one);
      return one;
    },
  };
}

export function createDepositWatch(parts: WatchParts, providers: ReadonlyMap<ProviderId, Provider>): DepositWatch {
  const { books } = parts;
  const known = new Map<ProviderId, Known>();
  const tally = createTally(books);
  const left = createDepositLeft(parts);
  const found = createFound(parts);
  let count = 0;
  const isWatched = (id: ProviderId): boolean => isBlind(providers.get(id)?.facts);
  const find = (transactionId: string): Transaction | null => {
    const payment = readIfWell(() => findTransaction(books.db, transactionId));
    return payment && isWatched(payment.provider) ? payment : null;
  };

  function tell(id: ProviderId, told: Told, { before, after }: { before: number; after: Rupiah }): void {
    if (told.rest <= 0) return;
    const amount = rupiah(told.rest);
    record(parts, { ...found.add(id, told), amount }, Math.max(before, after + amount), after);
  }

  /** Whether what it took was told as what nobody here spent: it is no more. */
  function isTold(transactionId: string): boolean {
    const told = found.remove(transactionId);
    if (told) tally.explained(transactionId, told.amount);
    return told !== null;
  }

  function asking({ facts: { id } }: Provider): (balance: Rupiah | null, paid?: string) => void {
    tally.look(++count);
    const askedAt = ++count;
    return (balance, paid) => {
      const answeredAt = ++count;
      const payment = paid === undefined ? null : find(paid);
      if (payment && !isTold(payment.transactionId)) tally.take(payment, answeredAt);
      if (balance !== null) left.told(id, balance);
      if (balance === null || !isWatched(id)) return;
      tally.look(++count);
      const before = known.get(id);
      if (before && askedAt > before.answeredAt) {
        const told = tally.fell(id, before.balance - balance, before.askedAt);
        tell(id, told, { before: before.balance, after: balance });
      }
      known.set(id, next(before, { balance, askedAt, answeredAt }));
    };
  }

  function decided(transactionId: string): void {
    const payment = find(transactionId);
    if (payment?.status === 'paid' && !isTold(transactionId)) tally.paid(payment);
    const after = payment && known.get(payment.provider)?.balance;
    if (payment?.status !== 'refused' || after == null) return;
    tell(payment.provider, tally.refused(payment), { before: after, after });
  }

  for (const payment of readIfWell(() => listUnsettled(books.db)) ?? [])
    if (isWatched(payment.provider)) tally.take(payment, null);
  return {
    ...{ asking, decided, left: left.of },
    paying: (transactionId) => {
      const payment = find(transactionId);
      if (payment) tally.take(payment, null);
    },
    debits: () => found.all().map((one) => debitOf(one, tally.charged(one.provider))),
  };
}

/** `charged`: what is set against payments that may have taken nothing, in rupiah. */
function debitOf({ more, ...debit }: Found, charged: number): Debit {
  const most = Math.min(more, charged);
  return most > 0 ? { ...debit, most: rupiah(debit.amount + most) } : debit;
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

/** The till's journal has it, and the trail of the payment that explains it. What the disk refuses stays in the log. */
function record({ books, clock, log }: WatchParts, debit: Debit, before: number, after: Rupiah): void {
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
