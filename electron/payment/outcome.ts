import type { Transaction } from '../../shared/transaction.ts';
import { isStorageError, type Db } from '../db/open.ts';
import { findPending } from '../db/open-payments.ts';
import { findTransaction, insertEvent, moveTransaction, type Move } from '../db/transactions.ts';
import { describeError, type Log } from '../log.ts';
import type { Exchange, Outcome } from '../providers/provider.ts';

/** How long to wait, in ms, before an outcome that the disk refused is stored again. */
const storeAgainMs = 2_000;

/** Keeps what providers say about payments, come what may. */
export interface OutcomeKeeper {
  /** Stores an outcome. False if the disk refused it; then it is kept in memory and stored as soon as that works. */
  store(transactionId: string, move: Move): boolean;
  /** Outcomes that the disk has not taken yet. */
  unstored(): number;
  /** Stops trying. */
  close(): void;
}

/** `storedLate` hears of an outcome that the disk took only later. */
export function createOutcomeKeeper(db: Db, log: Log, storedLate: (transaction: Transaction) => void): OutcomeKeeper {
  const unstored = new Map<string, Move>();
  let timer: NodeJS.Timeout | undefined;

  function store(transactionId: string, move: Move): boolean {
    try {
      moveTransaction(db, transactionId, move);
      unstored.delete(transactionId);
      return true;
    } catch (error) {
      if (!isStorageError(error)) throw error;
      log.write('outcome-not-stored', { transactionId, move, ...describeError(error) });
      unstored.set(transactionId, move);
      timer ??= setTimeout(storeAgain, storeAgainMs);
      return false;
    }
  }

  function storeAgain(): void {
    timer = undefined;
    for (const [transactionId, move] of [...unstored]) {
      if (!store(transactionId, move)) return;
      const transaction = findTransaction(db, transactionId);
      if (transaction) storedLate(transaction);
    }
  }

  return { store, unstored: () => unstored.size, close: () => clearTimeout(timer) };
}

/** An outcome as a move of the payment. `sentAt` and `at` in ms; `nextAskAt` counts only if it stays pending. */
export function toMove(
  outcome: Outcome,
  when: { readonly sentAt: number | null; readonly at: number; readonly nextAskAt: number | null },
): Move {
  const { at } = when;
  const exchange = withoutRequest(outcome.exchange);
  const sent =
    when.sentAt === null
      ? []
      : [{ at: when.sentAt, kind: 'sent' as const, data: { request: outcome.exchange.request } }];
  switch (outcome.kind) {
    case 'paid': {
      const { reference, commission, warning, details, remainingBills, footer, balance } = outcome;
      const said = { at, kind: 'paid', data: { reference, balance, exchange } } as const;
      const told = { reference, commission, warning, details, remainingBills, footer };
      return { status: 'paid', at, ...told, events: [...sent, said] };
    }
    case 'refused': {
      const { code, message, messageEn } = outcome;
      const refusal = { code, message, ...(messageEn && { messageEn }) };
      const said = { at, kind: 'refused', data: { ...refusal, exchange } } as const;
      return { status: 'refused', at, refusal, events: outcome.code === 'not-sent' ? [said] : [...sent, said] };
    }
    case 'pending': {
      const said = { at, kind: 'pending', data: { why: outcome.why, message: outcome.message, exchange } } as const;
      const alarm = isAlarming(outcome) ? [{ at, kind: 'alarm', data: { why: outcome.why } } as const] : [];
      return { status: 'pending', at, nextAskAt: when.nextAskAt, events: [...sent, said, ...alarm] };
    }
  }
}

/**
 * Whether a payment was settled while an answer about it was under way, by a person or by another answer. It stays settled;
 * what the late answer says is kept in the trail as an alarm, for it may contradict.
 */
export function isSettledMeanwhile(db: Db, transactionId: string, outcome: Outcome, at: number): boolean {
  if (findPending(db, transactionId)) return false;
  const { exchange, ...said } = outcome;
  insertEvent(db, transactionId, at, 'alarm', { late: said, exchange: withoutRequest(exchange) });
  return true;
}

/** An answer that should be impossible: somebody must look. */
export function isAlarming(outcome: Outcome): boolean {
  return outcome.kind === 'pending' && (outcome.why === 'other-payment' || outcome.why === 'contradiction');
}

/** What of an exchange belongs in the trail once the request stands there. */
export function withoutRequest({ result, status, text, tookMs }: Exchange): Omit<Exchange, 'request' | 'serverTimeMs'> {
  return { result, status, text, tookMs };
}
