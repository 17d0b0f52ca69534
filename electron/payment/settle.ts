import { assert } from '../../shared/errors.ts';
import { findPending, listWaiting, type OpenPayment, type Waiting } from '../db/open-payments.ts';
import { isStorageError, readIfWell } from '../db/storage-error.ts';
import { findLastReason } from '../db/transactions.ts';
import { describeError } from '../log.ts';
import type { AskingRule, Outcome } from '../providers/provider.ts';
import { createDue } from './due.ts';
import type { PaymentParts } from './inquire.ts';
import { isAlarming, isSettledMeanwhile, outcomeEntries, withoutRequest, type OutcomeKeeper } from './outcome.ts';
import { nextAskAt } from './schedule.ts';

/** How often to look, in ms, while nobody may be asked: the PC's clock may be set right. */
const lookMs = 600_000;
/** No question for that long, in ms, after an answer that the disk did not take. */
const restMs = 30_000;

export interface Settling {
  /** Looks again when to ask: after anything changed about a pending payment. */
  wake(): void;
  /** Asks now if the schedule allows it; answers when that question is over. */
  check(transactionId: string): Promise<void>;
  /** Answers when no question is under way. */
  idle(): Promise<void>;
  close(): void;
}

/** Asks about pending payments until each is final, by a schedule that is stored with them. */
export function createSettling(parts: PaymentParts, keeper: OutcomeKeeper): Settling {
  const underWay = new Map<string, Promise<void>>();
  let callOff: (() => void) | undefined;
  let closed = false;
  const { clock } = parts;
  const due = createDue(clock, parts.pace, ({ provider }) => parts.providers.get(provider)?.facts.asking);

  /** Those that wait for a question; null if the disk does not tell. */
  function waiting(): readonly Waiting[] | null {
    const all = readIfWell(() => listWaiting(parts.books.db));
    return all && all.filter(({ transactionId }) => !underWay.has(transactionId));
  }

  function wake(): void {
    callOff?.();
    const all = closed ? [] : waiting();
    if (all?.length === 0) return;
    const wait = all ? (due.firstOf(all)?.wait ?? lookMs) : restMs;
    callOff = clock.after(wait, look);
  }

  function look(): void {
    const first = due.firstOf(waiting() ?? []);
    if (first?.wait === 0) void start(first.payment.transactionId);
    wake();
  }

  function start(transactionId: string): Promise<void> {
    due.asking();
    const question = askOnce(transactionId).finally(() => {
      underWay.delete(transactionId);
      wake();
    });
    underWay.set(transactionId, question);
    return question;
  }

  async function askOnce(transactionId: string): Promise<void> {
    const isStored = await ask(parts, keeper, transactionId).catch((error) => {
      parts.log.write('question-threw', describeError(error));
      return false;
    });
    // A sick disk must not become a storm of questions: what could not be stored stays due.
    if (!isStored) due.rest(restMs);
  }

  return {
    wake,
    async check(transactionId) {
      const running = underWay.get(transactionId);
      if (running) return running;
      const payment = findPending(parts.books.db, transactionId);
      if (payment && due.waitMs(payment) === 0) await start(transactionId);
    },
    async idle() {
      await Promise.all(underWay.values());
    },
    close() {
      closed = true;
      callOff?.();
    },
  };
}

/** Asks once and stores what was said. False if the disk refused it. */
async function ask(parts: PaymentParts, keeper: OutcomeKeeper, transactionId: string): Promise<boolean> {
  const payment = findPending(parts.books.db, transactionId);
  assert(payment, 'only a pending payment is asked about');
  const provider = parts.providers.get(payment.provider);
  const rule = provider?.facts.asking;
  assert(provider?.checkStatus && rule, 'only who can be asked is asked');
  const askedAt = parts.clock.now();
  const said = await provider.checkStatus(payment.order);
  parts.health.note(payment.provider, said);
  const outcome = believed(parts, transactionId, said);
  const isLate = isSettledMeanwhile(parts.books, payment.transactionId, outcome, parts.clock.now());
  return (
    isLate ||
    (outcome.kind === 'pending'
      ? storeQuestion(parts, payment, rule, outcome, askedAt)
      : keeper.store(
          payment.transactionId,
          outcomeEntries(payment.transactionId, outcome, { sentAt: null, at: parts.clock.now(), nextAskAt: null }),
        ))
  );
}

/** A failure that has to be said twice counts once it was. */
function believed({ books }: PaymentParts, transactionId: string, outcome: Outcome): Outcome {
  if (outcome.kind !== 'refused' || !outcome.mustRepeat) return outcome;
  if (findLastReason(books.db, transactionId) === 'doubtful') return outcome;
  return { kind: 'pending', why: 'doubtful', message: outcome.message, exchange: outcome.exchange };
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
