import type { Input } from '../../shared/api.ts';
import { assert, fail, ok, type Failure, type Result } from '../../shared/errors.ts';
import type { PaymentAct } from '../../shared/shift.ts';
import { wibDay, wibDayStart } from '../../shared/time.ts';
import type { EventKind, Transaction, TransactionEvent } from '../../shared/transaction.ts';
import type { Entry } from '../books/journal/record.ts';
import { findPending, type PendingPayment } from '../db/pending-payments.ts';
import { readIfWell } from '../db/storage-error.ts';
import { findTransaction, listEvents } from '../db/transactions.ts';
import type { Outcome, ResendingRule } from '../providers/provider.ts';
import { takeAnswer } from './answer.ts';
import { whyNothingIsSent, type By, type PaymentParts } from './parts.ts';
import { firstCheckAt } from './schedule.ts';
import { withSlipNumber } from './slip-number.ts';

// What a person decides about a payment that nobody else can settle. Every decision stands in the trail with its reason.

/** Settles a pending payment by a person's word, or takes a person's word of the same day back. */
export function resolve(parts: PaymentParts, input: Input<'payment:resolve'>, by: By): Result<Transaction> {
  const { books, clock } = parts;
  const { transactionId, as, reason, seen = null } = input;
  const before = findTransaction(books.db, transactionId);
  if (!before) return fail('transaction-unknown');
  const at = clock.now();
  const events = listEvents(books.db, transactionId);
  const isChange = before.status !== as && mayTakeBack(before, events, at);
  const decided = seen && decidedSince(before, events, seen);
  if (decided && isChange) return fail('decided-meanwhile', { decided });
  if (before.status !== 'pending' && !isChange) return fail('not-pending');
  const act = actOn(before, as === 'paid' ? 'said-paid' : 'said-refused');
  const approvals = by.approvals(transactionId, { reason, act });
  // Whoever gave the PIN for it has said so: their name stands in the trail, and on the slip.
  const name = approvals.at(-1)?.data.name ?? by.name;
  const resolved: Entry = { at, kind: 'resolved', transactionId, data: { as, reason, by: name } };
  books.keep(withSlipNumber(books.db, parts.config.shop.till, [...approvals, resolved]));
  parts.deposits.decided(transactionId);
  const transaction = findTransaction(books.db, transactionId);
  assert(transaction, 'a payment stays');
  return ok(transaction);
}

function actOn({ total, customerName }: Transaction, kind: PaymentAct['kind']): PaymentAct {
  return { kind, amount: total, name: customerName };
}

/** The word of a person that settled it, where that is not what was seen; null where it is, or nobody's word did. */
function decidedSince(
  { status, settledAt }: Transaction,
  events: readonly TransactionEvent[],
  seen: Pick<Transaction, 'status' | 'settledAt'>,
): Failure['decided'] | null {
  if (status === seen.status && settledAt === seen.settledAt) return null;
  const word = events.findLast(({ kind }) => settles.includes(kind));
  if (word?.kind !== 'resolved' || (status !== 'paid' && status !== 'refused')) return null;
  return { as: status, by: String(word.data['by']), at: word.at };
}

/** Until there are shifts, a person's word can be taken back on the WIB day on which it was given; what a provider said never. */
export function mayTakeBack(
  { settledAt }: Pick<Transaction, 'settledAt'>,
  events: readonly TransactionEvent[],
  now: number,
): boolean {
  if (settledAt === null || Date.parse(settledAt) < wibDayStart(now)) return false;
  return events.findLast(({ kind }) => settles.includes(kind))?.kind === 'resolved';
}

const settles: readonly EventKind[] = ['paid', 'refused', 'resolved'];

/** A person has compared the restored files with what the providers say: payments may go on. */
export function reconcile({ books, clock }: PaymentParts, { reason }: Input<'till:reconciled'>, by: By): void {
  // What was approved of is done already: no act, so nothing is recorded of it.
  if (books.tillState().mode === 'normal') return void by.approvals(null);
  const reconciled: Entry = {
    at: clock.now(),
    kind: 'reconciled',
    transactionId: null,
    data: { by: by.name, reason },
  };
  books.write([...by.approvals(null), reconciled]);
}

/**
 * Sends a pending payment once more, under its first reference. The first sending may still turn out paid. To be called while no
 * status check of it is under way: its answer would be about the first sending, and could settle what the second one then pays.
 */
export async function resend(
  parts: PaymentParts,
  input: Input<'payment:resend'>,
  by: By,
): Promise<Result<Transaction>> {
  const { transactionId, reason } = input;
  const before = findTransaction(parts.books.db, transactionId);
  if (!before) return fail('transaction-unknown');
  const payment = findPending(parts.books.db, transactionId);
  if (!payment) return fail('not-pending');
  const closed = whyNothingIsSent(parts);
  if (closed) return closed;
  const provider = parts.providers.get(payment.provider);
  if (!provider || !mayResend(parts, payment)) return fail('resend-refused');
  const sentAt = parts.clock.now();
  // From now on the pauses count from this sending, also if the till dies before its answer.
  const nextAskAt = firstCheckAt(provider.facts.statusChecks, 'no-reply', sentAt, parts.pace);
  const resent = { reason, by: by.name, nextAskAt };
  const approvals = by.approvals(transactionId, { reason, act: actOn(before, 'sent-again') });
  parts.books.write([...approvals, { at: sentAt, kind: 'resent', transactionId, data: resent }]);
  const send = (): Promise<Outcome> => provider.pay(payment.order);
  await takeAnswer(parts, { transactionId, provider, send, sentAt, judge: ofSecondSending });
  // Whatever became of the answer: a person may have settled it meanwhile.
  return ok(readIfWell(() => findTransaction(parts.books.db, transactionId)) ?? before);
}

/** A refusal of the second sending says nothing about the first. */
function ofSecondSending(outcome: Outcome): Outcome {
  if (outcome.kind !== 'refused') return outcome;
  const { code, message, exchange } = outcome;
  return { kind: 'pending', why: code === 'not-sent' ? 'no-reply' : 'doubtful', message, exchange };
}

/** Whether the provider's rules allow this pending payment to be sent once more now; never on the word of a restored log. */
export function mayResend(parts: PaymentParts, payment: PendingPayment): boolean {
  if (parts.books.tillState().mode === 'reconcile') return false;
  const rule = parts.providers.get(payment.provider)?.facts.resending;
  if (!rule) return false;
  const now = parts.clock.now();
  const events = listEvents(parts.books.db, payment.transactionId);
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
