import { assert } from '../../shared/errors.ts';
import type { Transaction } from '../../shared/transaction.ts';
import { findPending, listToAsk, recordQuestion, type OpenPayment } from '../db/open-payments.ts';
import { isStorageError, type Db } from '../db/open.ts';
import { findTransaction, listEvents } from '../db/transactions.ts';
import { describeError } from '../log.ts';
import type { AskingRule, Outcome } from '../providers/provider.ts';
import type { PaymentParts } from './inquire.ts';
import { isAlarming, isSettledMeanwhile, toMove, withoutRequest, type OutcomeKeeper } from './outcome.ts';
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
  let timer: NodeJS.Timeout | undefined;
  let closed = false;
  const spacing = spacingMs * parts.pace.scale;

  const next = (): OpenPayment | undefined => nextToAsk(parts.db, [...asking.keys(), ...unaskable]);

  /** How long, in ms, until a question about this payment is allowed. */
  function waitMs(payment: OpenPayment): number {
    return Math.max((payment.nextAskAt ?? Infinity) - parts.now(), lastAskedAt + spacing - performance.now(), 0);
  }

  function wake(): void {
    clearTimeout(timer);
    const payment = closed ? undefined : next();
    if (payment) timer = setTimeout(look, Math.min(waitMs(payment), lookMs));
  }

  function look(): void {
    const payment = next();
    if (payment && waitMs(payment) === 0) void start(payment);
    wake();
  }

  function start(payment: OpenPayment): Promise<void> {
    lastAskedAt = performance.now();
    const question = ask(parts, keeper, payment)
      .then((answer) => {
        if (answer === 'unaskable') unaskable.add(payment.transactionId);
        // A sick disk must not become a storm of questions: what could not be stored stays due.
        else if (answer === 'unstored') lastAskedAt = performance.now() + lookMs;
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
      const payment = findPending(parts.db, transactionId);
      if (payment && waitMs(payment) === 0) await start(payment);
    },
    async idle() {
      await Promise.all(asking.values());
    },
    close() {
      closed = true;
      clearTimeout(timer);
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
  const askedAt = parts.now();
  const outcome = believed(await provider.checkStatus(payment.order), lastReason(parts.db, payment.transactionId));
  parts.health.note(payment.provider, outcome.exchange, outcome.kind === 'paid' ? outcome.balance : null);
  const isLate = isSettledMeanwhile(parts.db, payment.transactionId, outcome, parts.now());
  const isStored =
    isLate ||
    (outcome.kind === 'pending'
      ? storeQuestion(parts, payment, rule, outcome, askedAt)
      : keeper.store(payment.transactionId, toMove(outcome, { sentAt: null, at: parts.now(), nextAskAt: null })));
  if (!isStored) return 'unstored';
  const transaction = findTransaction(parts.db, payment.transactionId);
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

/** Stores a question that left the payment pending. False if the disk refused. */
function storeQuestion(
  parts: PaymentParts,
  payment: OpenPayment,
  rule: AskingRule,
  outcome: Outcome,
  askedAt: number,
): boolean {
  const when = { sentAt: payment.createdAt, askedAt: parts.now() };
  const { kind: _kind, exchange, ...said } = outcome;
  try {
    recordQuestion(parts.db, payment.transactionId, {
      at: askedAt,
      nextAskAt: nextAskAt(rule, payment.asks + 1, when, parts.pace),
      data: { ...said, alarm: isAlarming(outcome), exchange: withoutRequest(exchange) },
    });
    return true;
  } catch (error) {
    if (!isStorageError(error)) throw error;
    return false;
  }
}
