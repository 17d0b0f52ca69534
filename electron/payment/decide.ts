import type { Input } from '../../shared/api.ts';
import { assert, fail, ok, type Result } from '../../shared/errors.ts';
import { wibDay } from '../../shared/time.ts';
import type { Transaction } from '../../shared/transaction.ts';
import { findPending, recordQuestion, type OpenPayment } from '../db/open-payments.ts';
import { findTransaction, insertEvent, listEvents, moveTransaction } from '../db/transactions.ts';
import type { ResendingRule } from '../providers/provider.ts';
import type { PaymentParts } from './inquire.ts';
import { isSettledMeanwhile, toMove, withoutRequest, type OutcomeKeeper } from './outcome.ts';
import { firstAskAt } from './schedule.ts';

// What a person decides about a payment that nobody else can settle. Every decision stands in the trail with its reason.

/** Settles a pending payment by a person's word. */
export function resolve(parts: PaymentParts, input: Input<'payment:resolve'>): Result<Transaction> {
  const { transactionId, as, reason } = input;
  if (!findTransaction(parts.db, transactionId)) return fail('transaction-unknown');
  if (!findPending(parts.db, transactionId)) return fail('not-pending');
  const at = parts.now();
  moveTransaction(parts.db, transactionId, {
    status: as,
    at,
    ...(as === 'refused' ? { refusal: { code: 'resolved', message: reason } } : { warning: 'no-reference' }),
    events: [{ at, kind: 'resolved', data: { as, reason, by: parts.cashier } }],
  });
  const transaction = findTransaction(parts.db, transactionId);
  assert(transaction, 'a payment stays');
  return ok(transaction);
}

/** Sends a pending payment once more, under its first reference. The first sending may still turn out paid. */
export async function resend(
  parts: PaymentParts,
  keeper: OutcomeKeeper,
  input: Input<'payment:resend'>,
): Promise<Result<Transaction>> {
  const { transactionId, reason } = input;
  if (!findTransaction(parts.db, transactionId)) return fail('transaction-unknown');
  const payment = findPending(parts.db, transactionId);
  if (!payment) return fail('not-pending');
  const provider = parts.providers.get(payment.provider);
  if (!provider || !mayResend(parts, payment)) return fail('resend-refused');
  const sentAt = parts.now();
  insertEvent(parts.db, transactionId, sentAt, 'resent', { reason, by: parts.cashier });
  const outcome = await provider.pay(payment.order);
  parts.health.note(payment.provider, outcome.exchange, outcome.kind === 'paid' ? outcome.balance : null);
  if (isSettledMeanwhile(parts.db, transactionId, outcome, parts.now())) {
    parts.log.write('late-answer', { transactionId, kind: outcome.kind });
  } else if (outcome.kind === 'paid') {
    keeper.store(transactionId, toMove(outcome, { sentAt: null, at: parts.now(), nextAskAt: null }));
  } else {
    // A refusal of the second sending says nothing about the first.
    const why = outcome.kind === 'pending' ? outcome.why : outcome.code === 'not-sent' ? 'no-reply' : 'doubtful';
    const data = { why, message: outcome.message, exchange: withoutRequest(outcome.exchange) };
    const next = firstAskAt(provider.facts.asking, why, sentAt, parts.pace);
    recordQuestion(parts.db, transactionId, { at: parts.now(), nextAskAt: next, data });
  }
  const transaction = findTransaction(parts.db, transactionId);
  assert(transaction, 'a payment stays');
  return ok(transaction);
}

/** Whether the provider's rules allow this pending payment to be sent once more now. */
export function mayResend(parts: PaymentParts, payment: OpenPayment): boolean {
  const rule = parts.providers.get(payment.provider)?.facts.resending;
  if (!rule) return false;
  const now = parts.now();
  const events = listEvents(parts.db, payment.transactionId);
  const lastSentAt = Date.parse(events.findLast(({ kind }) => kind === 'resent' || kind === 'intent')?.at ?? '');
  if (rule.sameDay && wibDay(payment.createdAt) !== wibDay(now)) return false;
  if (!(now - lastSentAt >= rule.pauseMs * parts.pace.scale)) return false;
  if (!rule.onlyNotReceived) return true;
  const answers = events.filter(({ kind, at }) => kind === 'asked' && Date.parse(at) >= lastSentAt);
  return saidTwice(answers, rule, parts.pace.scale);
}

/** The answers since the last sending all said "not received", the last of them a pause after the first. */
function saidTwice(
  answers: readonly { readonly at: string; readonly data: Readonly<Record<string, unknown>> }[],
  rule: ResendingRule,
  scale: number,
): boolean {
  const run = answers.slice(answers.findLastIndex(({ data }) => data['why'] !== 'not-received') + 1);
  const [first, last] = [run[0], run.at(-1)];
  if (!first || !last || run.length < 2) return false;
  return Date.parse(last.at) - Date.parse(first.at) >= rule.pauseMs * scale;
}
