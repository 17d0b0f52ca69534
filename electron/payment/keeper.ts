import type { Transaction } from '../../shared/transaction.ts';
import type { Clock } from '../time/clock.ts';
import { isStorageError, StorageError } from '../db/storage-error.ts';
import type { Db } from '../db/open.ts';
import { findPaidBefore, findTransaction, findUnsettled } from '../db/transactions.ts';
import { hasRecord } from '../books/apply-record.ts';
import type { Books } from '../books/books.ts';
import type { Entry } from '../books/journal/record.ts';
import { describeError, type Log } from '../machine/log.ts';
import { openingEntries, type ToldBalance } from './deposit-opening.ts';
import { answerEntries, neverSentAnswer, type Answer } from './outcome.ts';
import { withSlipNumber } from './slip-number.ts';

/** How long to wait, in ms, before a disk that refused is tried again. */
const storeAgainMs = 2_000;

/** Keeps what providers say about payments, come what may. */
export interface OutcomeKeeper {
  /**
   * Stores an answer as what it is to the payment by then. False if the disk refused it; then it is kept in memory and stored as soon
   * as that works.
   */
  store(answer: Answer): boolean;
  /**
   * Remembers that an intent which the disk refused was never sent: should it turn out to be stored after all, it is
   * refused.
   */
  neverSent(transactionId: string): void;
  /** Whether an answer about that payment waits for the disk. */
  holds(transactionId: string): boolean;
  /** Answers that the disk has not taken yet. */
  unstored(): number;
  /** Looks at the disk again soon. */
  tryAgainSoon(): void;
  /** Tries once more, and then no more. */
  close(): void;
}

/** An answer that waits for the disk, and the records that it was to become when that was last tried. */
interface Held {
  readonly answer: Answer;
  tried: readonly Entry[];
}

interface KeeperParts {
  readonly books: Books;
  readonly log: Log;
  readonly clock: Clock;
  readonly config: { readonly shop: { readonly till: string } };
}

export function createOutcomeKeeper({ books, log, clock, config }: KeeperParts): OutcomeKeeper {
  /** The oldest first. */
  const unstored: Held[] = [];
  let callOff: (() => void) | undefined;
  let closed = false;

  /** Stores what waits, in its order, until the disk refuses one. */
  function storeAll(): void {
    try {
      let isTaken = true;
      while (isTaken && unstored.length > 0) isTaken = storeFirst();
    } finally {
      // The ballast may have gone for it.
      if (unstored.length > 0 || books.state() !== 'ready') tryAgainSoon();
    }
  }

  /** False if the disk refuses it; then it goes on waiting. */
  function storeFirst(): boolean {
    const held = unstored.shift();
    if (!held) return false;
    try {
      storeHeld(books, config.shop.till, held);
      return true;
    } catch (error) {
      unstored.unshift(held);
      if (!isStorageError(error)) throw error;
      const { transactionId } = held.answer;
      log.write('outcome-not-stored', { transactionId, entries: held.tried, ...describeError(error) });
      return false;
    }
  }

  function tryAgainSoon(): void {
    if (!closed) callOff ??= clock.after(storeAgainMs, tryAgain);
  }

  function tryAgain(): void {
    callOff = void callOff?.();
    books.catchUp();
    storeAll();
  }

  books.whenUncertain(tryAgainSoon);
  books.whenCompared(
    (problems) => void log.write(problems.length > 0 ? 'books-disagree' : 'books-touched', { problems }),
  );
  return {
    store(answer) {
      const held: Held = { answer, tried: [] };
      unstored.push(held);
      storeAll();
      return !unstored.includes(held);
    },
    neverSent(transactionId) {
      if (books.state() !== 'uncertain') return;
      unstored.push({ answer: neverSentAnswer(transactionId, clock.now()), tried: [] });
      // Before anybody is told so: a till that dies after that takes what it remembers with it.
      tryAgain();
    },
    holds: (transactionId) => unstored.some(({ answer }) => answer.transactionId === transactionId),
    unstored: () => unstored.length,
    tryAgainSoon,
    close() {
      closed = true;
      if (unstored.length > 0) tryAgain();
      else callOff?.();
    },
  };
}

/** Stores an answer, unless it is stored already or nobody needs it. Throws what the disk says. */
function storeHeld(books: Books, till: string, held: Held): void {
  const { transactionId } = held.answer;
  const found = findTransaction(books.db, transactionId);
  // A write that failed at its end may have reached the disk. An intent that the disk refused for good needs no outcome.
  if (books.state() !== 'uncertain' && (!found || hasRecord(books.db, held.tried.at(-1)))) return;
  if (!found) throw new StorageError('nobody knows whether the intent was stored', 'EBROKEN');
  const other = held.answer.isLook ? findOther(books.db, found) : null;
  const entries = withSlipNumber(books.db, till, answerEntries(held.answer, found.status, other));
  held.tried = [...entries, ...openingEntries(books.db, toldBy(held.answer, found))];
  books.keep(held.tried);
}

/** What the answer tells of the deposit; only with what paid this very payment. */
function toldBy({ outcome, askedAt, answeredAt }: Answer, payment: Transaction): ToldBalance {
  const { provider, transactionId, bill, admin } = payment;
  const isPaying = outcome.kind === 'paid' && (payment.status === 'sending' || payment.status === 'pending');
  const commission = (outcome.kind === 'paid' ? outcome.commission : null) ?? payment.commission ?? 0;
  return {
    ...{ provider, askedAt, at: answeredAt },
    balance: isPaying ? outcome.balance : null,
    paying: { transactionId, price: bill + admin - commission },
  };
}

/** Another payment of the bill that was refused: its cashier may have paid it anew. */
function findOther(db: Db, refused: Transaction): string | null {
  const { product, customerNumber } = refused;
  const other = findUnsettled(db, product, customerNumber) ?? findPaidBefore(db, refused);
  return other?.transactionId ?? null;
}
