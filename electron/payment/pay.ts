import type { Input } from '../../shared/api.ts';
import { assert, fail, ok, type Result } from '../../shared/errors.ts';
import type { Transaction } from '../../shared/transaction.ts';
import { isStorageError } from '../db/open.ts';
import { findQuote, type StoredQuote } from '../db/quotes.ts';
import {
  findByQuote,
  findPaidBefore,
  findTransaction,
  findUnsettled,
  insertIntent,
  moveTransaction,
  type Move,
} from '../db/transactions.ts';
import { describeError } from '../log.ts';
import type { Outcome } from '../providers/provider.ts';
import { inquireForPayment, type PaymentParts } from './inquire.ts';

/** A quote this old, in ms, belongs to a customer who has gone home. */
const quoteAgeMaxMs = 24 * 60 * 60 * 1000;
/** How long to wait, in ms, before an outcome that the disk refused is stored again. */
const storeAgainMs = 2_000;

export interface Payments {
  /**
   * Pays a quote, once: the same quote answers the same payment, however often and however fast it is asked. A failure
   * means that nothing was stored or sent; once an intent is stored, the payment is answered whatever became of it.
   */
  pay(input: Input<'payment:pay'>): Promise<Result<Transaction>>;
  /** Outcomes that a provider gave and the disk has not taken yet. */
  unstored(): number;
  /** Stops trying to store. */
  close(): void;
}

/** `told.first` hears of a payment's first outcome once it is stored, `told.later` of an outcome stored late. */
export function createPayments(
  parts: PaymentParts,
  told: { readonly first: (transaction: Transaction) => void; readonly later: (transaction: Transaction) => void },
): Payments {
  const underWay = new Map<string, Promise<Result<Transaction>>>();
  const unstored = new Map<string, Move>();
  let timer: NodeJS.Timeout | undefined;

  /** Stores what a provider said. A full disk must not lose it: it is kept in memory and tried again. */
  function store(transactionId: string, move: Move): boolean {
    try {
      moveTransaction(parts.db, transactionId, move);
      unstored.delete(transactionId);
      return true;
    } catch (error) {
      if (!isStorageError(error)) throw error;
      parts.log.write('outcome-not-stored', { transactionId, move, ...describeError(error) });
      unstored.set(transactionId, move);
      timer ??= setTimeout(storeAgain, storeAgainMs);
      return false;
    }
  }

  function storeAgain(): void {
    timer = undefined;
    for (const [transactionId, move] of [...unstored]) {
      if (!store(transactionId, move)) return;
      const transaction = findTransaction(parts.db, transactionId);
      if (transaction) told.later(transaction);
    }
  }

  async function payOnce(input: Input<'payment:pay'>): Promise<Result<Transaction>> {
    const ready = await prepare(parts, input);
    if (!ready.ok) return ready;
    if (unstored.size > 0) return fail('storage-failed');
    const stored = ready.value;
    // Asked again here: a renewed quote took time, and another window may have paid the bill meanwhile.
    if (findPaidBefore(parts.db, stored.quote) && !input.confirmPaidBefore) return fail('paid-before');
    const startedAt = parts.now();
    const intent = { stored, tendered: input.tendered, cashier: parts.cashier, at: startedAt };
    if (!insertIntent(parts.db, intent)) return fail('bill-locked');
    const outcome = await send(parts, stored);
    const isStored = store(stored.transactionId, toMove(outcome, startedAt, parts.now()));
    const transaction = findTransaction(parts.db, stored.transactionId);
    assert(transaction, 'a stored intent stays');
    // What is not on the disk is not certain yet, whatever the provider said.
    if (!isStored) return ok({ ...transaction, status: 'pending' });
    told.first(transaction);
    return ok(transaction);
  }

  return {
    pay(input) {
      const running = underWay.get(input.quoteId);
      if (running) return running;
      const earlier = findByQuote(parts.db, input.quoteId);
      if (earlier) return Promise.resolve(ok(earlier));
      const payment = payOnce(input).finally(() => underWay.delete(input.quoteId));
      underWay.set(input.quoteId, payment);
      return payment;
    },
    unstored: () => unstored.size,
    close: () => clearTimeout(timer),
  };
}

/** Everything that must hold before an intent may be stored. Sends at most an inquiry. */
async function prepare(parts: PaymentParts, input: Input<'payment:pay'>): Promise<Result<StoredQuote>> {
  const stored = findQuote(parts.db, input.quoteId);
  if (!stored) return fail('quote-unknown');
  const { quote } = stored;
  const age = parts.now() - stored.createdAt;
  if (age > quoteAgeMaxMs) return fail('quote-expired');
  if (input.tendered < quote.total) return fail('tender-too-low');
  if (findUnsettled(parts.db, quote.product, quote.customerNumber)) return fail('bill-locked');
  if (findPaidBefore(parts.db, quote) && !input.confirmPaidBefore) return fail('paid-before');
  // A clock that was set back makes a quote look younger than it is.
  return parts.now() < stored.expiresAt && age >= 0 ? ok(stored) : inquireAgain(parts, stored);
}

/** Renews an expired quote. It stays the same quote and the same payment if it costs the same. */
async function inquireAgain(parts: PaymentParts, expired: StoredQuote): Promise<Result<StoredQuote>> {
  const { quoteId, product, customerNumber, provider, total } = expired.quote;
  const renewed = await inquireForPayment(parts, { product, customerNumber, provider });
  if (!renewed.ok) return renewed;
  if (renewed.value.quote.total !== total) return fail('quote-changed', { quote: renewed.value.quote });
  return ok({ ...renewed.value, transactionId: expired.transactionId, quote: { ...renewed.value.quote, quoteId } });
}

async function send(parts: PaymentParts, stored: StoredQuote): Promise<Outcome> {
  const { quote, providerRef, memo } = stored;
  const provider = parts.providers.get(quote.provider);
  assert(provider, `the provider of quote ${quote.quoteId} must be there`);
  const { product, customerNumber, bill, admin } = quote;
  let outcome: Outcome;
  try {
    outcome = await provider.pay({ product, customerNumber, providerRef, bill, admin, memo });
  } catch (error) {
    // A bug of ours, after bytes may have left. All that is known is that nothing is known.
    parts.log.write('payment-threw', { transactionId: stored.transactionId, ...describeError(error) });
    const exchange = { request: '', result: 'no-reply', status: null, text: 'internal error', tookMs: 0 } as const;
    return { kind: 'pending', why: 'interrupted', message: null, exchange };
  }
  parts.health.note(quote.provider, outcome.exchange, outcome.kind === 'paid' ? outcome.balance : null);
  return outcome;
}

function toMove(outcome: Outcome, sentAt: number, at: number): Move {
  const sent = { at: sentAt, kind: 'sent', data: { request: outcome.exchange.request } } as const;
  const { request: _request, ...exchange } = outcome.exchange;
  switch (outcome.kind) {
    case 'paid': {
      const { reference, commission, warning } = outcome;
      const said = { at, kind: 'paid', data: { reference, balance: outcome.balance, exchange } } as const;
      return { status: 'paid', at, reference, commission, warning, events: [sent, said] };
    }
    case 'refused': {
      const refusal = { code: outcome.code, message: outcome.message };
      const said = { at, kind: 'refused', data: { ...refusal, exchange } } as const;
      return { status: 'refused', at, refusal, events: outcome.code === 'not-sent' ? [said] : [sent, said] };
    }
    case 'pending': {
      const said = { at, kind: 'pending', data: { why: outcome.why, message: outcome.message, exchange } } as const;
      const alarm = { at, kind: 'alarm', data: { why: outcome.why } } as const;
      const alarming = outcome.why === 'other-payment' || outcome.why === 'contradiction';
      return { status: 'pending', at, events: alarming ? [sent, said, alarm] : [sent, said] };
    }
  }
}
