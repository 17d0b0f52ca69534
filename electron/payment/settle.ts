import { assert } from '../../shared/errors.ts';
import type { Transaction } from '../../shared/transaction.ts';
import { findPending, listToAsk, type OpenPayment } from '../db/open-payments.ts';
import type { Db } from '../db/open.ts';
import { isStorageError } from '../db/storage-error.ts';
import { findTransaction, listEvents } from '../db/transactions.ts';
import { describeError } from '../log.ts';
import type { AskingRule, Outcome } from '../providers/provider.ts';
import type { PaymentParts } from './inquire.ts';
import { isAlarming, isSettledMeanwhile, outcomeEntries, withoutRequest, type OutcomeKeeper } from './outcome.ts';
import { nextAskAt } from './schedule.ts';

/** At most one status question in this many ms, over all providers. */
const spacingMs = 1_000;
/** Look at the clock at least this often, in ms: it may have jumped, or the PC slept. */
const lookMs = 30_000;

export interface Settling {
  /** Looks again when to ask: after a payment became pending. */
  wake(): void;
  /** Asks now if the schedule allows it; answers when that question is over. */
  check(transactionId: string): Promise<void>;
  /** Answers when no question is under way. */
  idle(): Promise<void>;
  close(): void;
}

/** Asks about pending payments until each is final, by a schedule that is stored with them. `settled` hears of each. */
export function createSettling(
  parts: PaymentParts,
  keeper: OutcomeKeeper,
  settled: (transaction: Transaction) => void,
): Settling {
  const asking = new Map<string, Promise<void>>();
  /** Payments of a provider that is not configured any more. */
  const unaskable = new Set<string>();
  let lastAskedAt = -Infinity;
  let callOff: (() => void) | undefined;
  let closed = false;
  const { clock } = parts;
  const spacing = spacingMs * parts.pace.scale;

  const next = (): OpenPayment | undefined => nextToAsk(parts.books.db, [...asking.keys(), ...unaskable]);

  /** How long, in ms, until a question about this payment is allowed. */
  function waitMs(payment: OpenPayment): number {
    return Math.max((payment.nextAskAt ?? Infinity) - clock.now(), lastAskedAt + spacing - clock.elapsed(), 0);
  }

  function wake(): void {
    callOff?.();
    const payment = closed ? undefined : next();
    if (payment) callOff = clock.after(Math.min(waitMs(payment), lookMs), look);
  }

  function look(): void {
    const payment = next();
    if (payment && waitMs(payment) === 0) void start(payment);
    wake();
  }

  function start(payment: OpenPayment): Promise<void> {
    lastAskedAt = clock.elapsed();
    const question = ask(parts, keeper, payment)
      .then((answer) => {
        if (answer === 'unaskable') unaskable.add(payment.transactionId);
        // A sick disk must not become a storm of questions: what could not be stored stays due.
        else if (answer === 'unstored') lastAskedAt = clock.elapsed() + lookMs;
        else settled(answer);
      })
      .catch((error) => void parts.log.write('question-threw', describeError(error)))
      .finally(() => {
        asking.delete(payment.transactionId);
        wake();
      });
    asking.set(payment.transactionId, question);
    return question;
  }

  return {
    wake,
    async check(transactionId) {
      const running = asking.get(transactionId);
      if (running) return running;
      const payment = findPending(parts.books.db, transactionId);
      if (payment && waitMs(payment) === 0) await start(payment);
    },
    async idle() {
      await Promise.all(asking.values());
    },
    close() {
      closed = true;
      callOff?.();
    },
  };
}

/** The payment whose question is next, but for those set aside. */
function nextToAsk(db: Db, aside: readonly string[]): OpenPayment | undefined {
  return listToAsk(db, aside.length + 1).find(({ transactionId }) => !aside.includes(transactionId));
}

/** Asks once and stores what was said. Answers the payment as it is now. */
async function ask(
  parts: PaymentParts,
  keeper: OutcomeKeeper,
  payment: OpenPayment,
): Promise<Transaction | 'unaskable' | 'unstored'> {
  const provider = parts.providers.get(payment.provider);
  const rule = provider?.facts.asking;
  if (!provider?.checkStatus || !rule) return 'unaskable';
  const askedAt = parts.clock.now();
  const outcome = believed(
    await provider.checkStatus(payment.order),
    lastReason(parts.books.db, payment.transactionId),
  );
  parts.health.note(payment.provider, outcome.exchange, outcome.kind === 'paid' ? outcome.balance : null);
  const isLate = isSettledMeanwhile(parts.books, payment.transactionId, outcome, parts.clock.now());
  const isStored =
    isLate ||
    (outcome.kind === 'pending'
      ? storeQuestion(parts, payment, rule, outcome, askedAt)
      : keeper.store(
          payment.transactionId,
          outcomeEntries(payment.transactionId, outcome, { sentAt: null, at: parts.clock.now(), nextAskAt: null }),
        ));
  if (!isStored) return 'unstored';
  const transaction = findTransaction(parts.books.db, payment.transactionId);
  assert(transaction, 'a payment stays');
  return transaction;
}

/** A failure that has to be said twice counts once it was. */
function believed(outcome: Outcome, reasonBefore: unknown): Outcome {
  if (outcome.kind !== 'refused' || !outcome.mustRepeat || reasonBefore === 'doubtful') return outcome;
  return { kind: 'pending', why: 'doubtful', message: outcome.message, exchange: outcome.exchange };
}

/** Why the payment was pending by the last answer. */
function lastReason(db: Db, transactionId: string): unknown {
  const last = listEvents(db, transactionId).findLast(({ kind }) => kind === 'pending' || kind === 'asked');
  return last?.data['why'];
}

/** Stores a question that left the payment pending. False if the disk refused; then it is asked again later. */
function storeQuestion(
  parts: PaymentParts,
  { transactionId, createdAt, asks }: OpenPayment,
  rule: AskingRule,
  outcome: Outcome & { readonly kind: 'pending' },
  askedAt: number,
): boolean {
  const when = { sentAt: createdAt, askedAt: parts.clock.now() };
  const { why, message } = outcome;
  const data = {
    ...{ why, message, alarm: isAlarming(outcome) },
    nextAskAt: nextAskAt(rule, asks + 1, when, parts.pace),
    exchange: withoutRequest(outcome.exchange),
  };
  try {
    parts.books.keep([{ at: askedAt, kind: 'asked', transactionId, data }]);
    return true;
  } catch (error) {
    if (!isStorageError(error)) throw error;
    return false;
  }
}
