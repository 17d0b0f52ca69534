import type { Clock } from '../clock.ts';
import { findPending } from '../db/open-payments.ts';
import { hasRecord } from '../db/records.ts';
import { isStorageError } from '../db/storage-error.ts';
import { findTransaction } from '../db/transactions.ts';
import type { Books } from '../journal/books.ts';
import type { Entry, KeptExchange } from '../journal/record.ts';
import { describeError, type Log } from '../log.ts';
import type { Exchange, Outcome } from '../providers/provider.ts';

/** How long to wait, in ms, before a disk that refused is tried again. */
const storeAgainMs = 2_000;

/** Keeps what providers say about payments, come what may. */
export interface OutcomeKeeper {
  /** Stores an outcome. False if the disk refused it; then it is kept in memory and stored as soon as that works. */
  store(transactionId: string, entries: readonly Entry[]): boolean;
  /**
   * Remembers that an intent which the disk refused was never sent: should it turn out to be stored after all, it is
   * refused.
   */
  neverSent(transactionId: string): void;
  /** Outcomes that the disk has not taken yet. */
  unstored(): number;
  /** Looks at the disk again soon. */
  mendSoon(): void;
  /** Tries once more, and then no more. */
  close(): void;
}

export function createOutcomeKeeper({
  books,
  log,
  clock,
}: {
  readonly books: Books;
  readonly log: Log;
  readonly clock: Clock;
}): OutcomeKeeper {
  const unstored = new Map<string, readonly Entry[]>();
  let callOff: (() => void) | undefined;

  function store(transactionId: string, entries: readonly Entry[]): boolean {
    try {
      books.keep(entries);
      unstored.delete(transactionId);
      // The ballast may have gone for it.
      if (!books.sound()) mendSoon();
      return true;
    } catch (error) {
      if (!isStorageError(error)) throw error;
      log.write('outcome-not-stored', { transactionId, entries, ...describeError(error) });
      unstored.set(transactionId, entries);
      mendSoon();
      return false;
    }
  }

  function mendSoon(): void {
    callOff ??= clock.after(storeAgainMs, tryAgain);
  }

  function tryAgain(): void {
    callOff = undefined;
    const isMended = books.mend();
    for (const [transactionId, entries] of [...unstored]) {
      // A write that failed at its end may have reached the disk, all of it or nothing. An intent that the disk refused for good
      // needs no outcome. Both can be told once the books are certain, also while there is no room for new business.
      const isDone = books.certain() && (hasRecord(books.db, entries.at(-1)) || !isUnsettled(books, transactionId));
      if (isDone) unstored.delete(transactionId);
      else if (!store(transactionId, entries)) return;
    }
    if (!isMended) mendSoon();
  }

  books.whenUncertain(mendSoon);
  books.whenCompared(
    (problems) => void log.write(problems.length > 0 ? 'books-disagree' : 'books-touched', { problems }),
  );
  return {
    store,
    neverSent(transactionId) {
      if (books.certain()) return;
      const exchange = { result: 'not-sent', status: null, text: 'the disk refused the intent', tookMs: 0 } as const;
      const data = { code: 'not-sent', message: null, exchange } as const;
      unstored.set(transactionId, [{ at: clock.now(), kind: 'refused', transactionId, data }]);
      mendSoon();
    },
    unstored: () => unstored.size,
    mendSoon,
    close() {
      callOff?.();
      if (unstored.size > 0) tryAgain();
      callOff?.();
    },
  };
}

function isUnsettled({ db }: Books, transactionId: string): boolean {
  const status = findTransaction(db, transactionId)?.status;
  return status === 'sending' || status === 'pending';
}

/** An outcome as records. `sentAt` and `at` in ms; `nextAskAt` counts only if it stays pending. */
export function outcomeEntries(
  transactionId: string,
  outcome: Outcome,
  when: { readonly sentAt: number | null; readonly at: number; readonly nextAskAt: number | null },
): readonly Entry[] {
  const { at } = when;
  const exchange = withoutRequest(outcome.exchange);
  const { request } = outcome.exchange;
  const sent: readonly Entry[] =
    when.sentAt === null ? [] : [{ at: when.sentAt, kind: 'sent', transactionId, data: { request } }];
  switch (outcome.kind) {
    case 'paid': {
      const { reference, commission, balance, warning, details, remainingBills, footer } = outcome;
      const data = { reference, commission, balance, warning, details, remainingBills, footer, exchange };
      return [...sent, { at, kind: 'paid', transactionId, data }];
    }
    case 'refused': {
      const { code, message, messageEn } = outcome;
      const data = { code, message, ...(messageEn && { messageEn }), exchange };
      return [...(code === 'not-sent' ? [] : sent), { at, kind: 'refused', transactionId, data }];
    }
    case 'pending': {
      const { why, message } = outcome;
      const said: Entry = {
        at,
        kind: 'pending',
        transactionId,
        data: { why, message, nextAskAt: when.nextAskAt, exchange },
      };
      return [
        ...sent,
        said,
        ...(isAlarming(outcome) ? [{ at, kind: 'alarm' as const, transactionId, data: { why } }] : []),
      ];
    }
  }
}

/**
 * Whether a payment was settled while an answer about it was under way, by a person or by another answer. It stays settled;
 * what the late answer says is kept in the trail as an alarm, for it may contradict.
 */
export function isSettledMeanwhile(books: Books, transactionId: string, outcome: Outcome, at: number): boolean {
  if (findPending(books.db, transactionId)) return false;
  const { exchange, ...said } = outcome;
  const data = { late: said, exchange: withoutRequest(exchange) };
  books.keep([{ at, kind: 'alarm', transactionId, data }]);
  return true;
}

/** An answer that should be impossible: somebody must look. */
export function isAlarming(outcome: Outcome): boolean {
  return outcome.kind === 'pending' && (outcome.why === 'other-payment' || outcome.why === 'contradiction');
}

/** What of an exchange belongs in the trail once the request stands there. */
export function withoutRequest({ result, status, text, tookMs }: Exchange): KeptExchange {
  return { result, status, text, tookMs };
}
