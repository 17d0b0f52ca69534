import { assert } from '../../shared/errors.ts';
import { findLastReason, findPending, findToLookAt, listPending, type DuePayment } from '../db/pending-payments.ts';
import { countUnclearLooks, firstLookAt, listRefusedInShift, listToLookAt } from '../db/refusals.ts';
import { readIfWell } from '../db/storage-error.ts';
import { describeError } from '../machine/log.ts';
import type { Outcome, Provider, StatusCheckRule } from '../providers/provider.ts';
import { takeAnswer } from './answer.ts';
import { createDue, type Due } from './due.ts';
import type { PaymentParts } from './parts.ts';
import { isTooOld, nextCheckAt, nextLookAt } from './schedule.ts';
import { createTurns } from './turns.ts';

/** How often to look, in ms, while nothing may be checked: the PC's clock may be set right. */
const lookMs = 600_000;
/** How often to look, in ms, while the disk does not tell or take something; and no status check for that long after one that threw. */
const restMs = 30_000;

/** Whoever closes a shift waits for its refusals no longer than this, in ms. */
const closingMs = 15_000;

/** A till that begins opens first, in ms, and asks then. */
const openingMs = 100;

export interface StatusChecks {
  /** Looks again when the next one is: after anything changed about a payment that is pending or refused. */
  wake(): void;
  /** Checks now if the schedule allows it; answers when that is over. */
  check(transactionId: string): Promise<void>;
  /**
   * Asks once more, in the same pace, whether the refusals of a shift stand that is about to be closed. Answers when they were asked, or after
   * a quarter of a minute: what is left is asked in its own time.
   */
  lookBeforeClose(shift: number): Promise<void>;
  /** Does something about a payment while no status check of it is under way, nor anything else that is done so. */
  alone<T>(transactionId: string, work: () => Promise<T>): Promise<T>;
  /** Answers when none is under way. */
  idle(): Promise<void>;
  close(): void;
}

/**
 * Checks the status of pending payments until each is final, and of refused ones once more, by a schedule that is stored with them. All
 * keep one pace.
 */
export function createStatusChecks(parts: PaymentParts): StatusChecks {
  const turns = createTurns(() => wake());
  let callOff: (() => void) | undefined;
  let closed = false;
  const { clock, keeper } = parts;
  const openAt = clock.elapsed() + openingMs;
  const due = createDue(clock, parts.pace, ({ provider }) => parts.providers.get(provider)?.facts.statusChecks);

  /** Whether a status check of it may begin: what was said about it last is stored. */
  function isFree(transactionId: string): boolean {
    return !turns.isTaken(transactionId) && !keeper.holds(transactionId);
  }

  /** Those that wait for a status check; null if the disk does not tell. */
  function waiting(): readonly DuePayment[] | null {
    // Among those that are due the pending ones go first: their customers wait.
    const all = readIfWell(() => [...listPending(parts.books.db), ...listToLookAt(parts.books.db)]);
    return all && all.filter(({ transactionId }) => isFree(transactionId));
  }

  function wake(): void {
    callOff?.();
    if (closed) return;
    const all = waiting();
    const isSick = all === null || keeper.unstored() > 0;
    if (all?.length === 0 && !isSick) return;
    const wait = Math.max(due.firstOf(all ?? [])?.wait ?? lookMs, openAt - clock.elapsed());
    callOff = clock.after(isSick ? Math.min(wait, restMs) : wait, look);
  }

  function look(): void {
    const first = due.firstOf(waiting() ?? []);
    if (first?.wait === 0) void start(first.payment);
    wake();
  }

  function start({ transactionId, status }: DuePayment, isEarly = false): Promise<void> {
    due.checking();
    return turns.take(transactionId, async () => {
      try {
        await (status === 'refused' ? lookOnce(parts, transactionId, isEarly) : checkOnce(parts, transactionId));
      } catch (error) {
        // What could not be checked stays due, and must not become a storm of requests.
        parts.log.write('status-check-threw', describeError(error));
        due.rest(restMs);
      }
    });
  }

  return {
    wake,
    async check(transactionId) {
      if (turns.isTaken(transactionId)) return turns.over(transactionId);
      if (!isFree(transactionId)) return;
      const payment = findPending(parts.books.db, transactionId);
      if (payment && due.waitMs(payment) === 0) await start(payment);
    },
    lookBeforeClose: (shift) => lookBeforeClose(parts, shift, { due, isFree, start, isOver: () => closed }),
    alone: (transactionId, work) => turns.wait(transactionId, work),
    idle: () => turns.idle(),
    close() {
      closed = true;
      callOff?.();
    },
  };
}

interface Looking {
  readonly due: Due;
  readonly isFree: (transactionId: string) => boolean;
  readonly start: (payment: DuePayment, isEarly: boolean) => Promise<void>;
  /** The till is closing. */
  readonly isOver: () => boolean;
}

/** Asks about each refusal of a shift, one after the other in the common pace, for a quarter of a minute at most. */
async function lookBeforeClose(
  { books, providers, clock }: PaymentParts,
  shift: number,
  { due, isFree, start, isOver }: Looking,
): Promise<void> {
  const until = clock.elapsed() + closingMs;
  const pause = (ms: number): Promise<void> => new Promise((resolve) => void clock.after(ms, resolve));
  for (const payment of readIfWell(() => listRefusedInShift(books.db, shift)) ?? []) {
    const rule = providers.get(payment.provider)?.facts.statusChecks;
    if (!rule || rule.mayPay || isTooOld(rule, payment.createdAt, clock.now())) continue;
    // Asked again after each pause: the schedule may have had its turn in the same moment.
    do await pause(due.pauseMs());
    while (due.pauseMs() > 0 && clock.elapsed() < until);
    const left = until - clock.elapsed();
    if (isOver() || left <= 0) return;
    // The schedule may have asked while this waited, and it may be paid by now, or packed.
    const still = readIfWell(() => listRefusedInShift(books.db, shift)) ?? [];
    const isRefused = still.some(({ transactionId }) => transactionId === payment.transactionId);
    if (isRefused && isFree(payment.transactionId))
      await Promise.race([start(payment, due.waitMs(payment) !== 0), pause(left)]);
  }
}

/** Asks the provider once what became of a payment, and keeps what it says. */
async function checkOnce(parts: PaymentParts, transactionId: string): Promise<void> {
  const payment = findPending(parts.books.db, transactionId);
  assert(payment, 'only a pending payment is checked');
  const { order, asks, createdAt: sentAt } = payment;
  const { provider, checkStatus, rule } = whoIsAsked(parts, payment);
  await takeAnswer(parts, {
    ...{ transactionId, provider, sentAt: parts.clock.now() },
    send: () => checkStatus(order),
    judge: (said) => believed(parts, transactionId, said),
    nextCheckAt: (checkedAt) => nextCheckAt(rule, asks + 1, { sentAt, checkedAt }, parts.pace),
  });
}

/** Asks the provider once whether its refusal stands, and keeps what it says. One that is early takes the place of no other. */
async function lookOnce(parts: PaymentParts, transactionId: string, isEarly: boolean): Promise<void> {
  const payment = findToLookAt(parts.books.db, transactionId);
  assert(payment, 'only a refusal that is to be looked at is looked at');
  const { order, createdAt: sentAt } = payment;
  const { provider, checkStatus, rule } = whoIsAsked(parts, payment);
  assert(!rule.mayPay, 'looking at a refusal pays nothing');
  await takeAnswer(parts, {
    ...{ transactionId, provider, sentAt: parts.clock.now(), isLook: true },
    lookDueAt: isEarly ? payment.nextAskAt : null,
    send: () => checkStatus(order),
    // A failure that may be the question's own tells nothing of the payment.
    judge: (said) => (said.kind === 'refused' && said.mustRepeat ? asDoubtful(said) : said),
    nextCheckAt: (lookedAt, { exchange, why }) => {
      const before = readIfWell(() => countUnclearLooks(parts.books.db, transactionId)) ?? 0;
      const unclear = before + (exchange.result === 'reply' && why !== 'in-process' ? 1 : 0);
      const firstAt = readIfWell(() => firstLookAt(parts.books.db, transactionId)) ?? lookedAt;
      return nextLookAt(rule, unclear, { sentAt, firstAt, lookedAt }, parts.pace);
    },
  });
}

function whoIsAsked(
  { providers }: PaymentParts,
  payment: DuePayment,
): {
  readonly provider: Provider;
  readonly checkStatus: NonNullable<Provider['checkStatus']>;
  readonly rule: StatusCheckRule;
} {
  const provider = providers.get(payment.provider);
  const rule = provider?.facts.statusChecks;
  assert(provider?.checkStatus && rule, 'only who can be asked is asked');
  return { provider, checkStatus: provider.checkStatus, rule };
}

/** A failure that has to be said twice counts once it was. */
function believed({ books }: PaymentParts, transactionId: string, outcome: Outcome): Outcome {
  if (outcome.kind !== 'refused' || !outcome.mustRepeat) return outcome;
  if (readIfWell(() => findLastReason(books.db, transactionId)) === 'doubtful') return outcome;
  return asDoubtful(outcome);
}

function asDoubtful({ message, exchange }: Outcome & { readonly kind: 'refused' }): Outcome {
  return { kind: 'pending', why: 'doubtful', message, exchange };
}
