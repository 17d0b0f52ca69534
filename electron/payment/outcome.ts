import type { Status } from '../../shared/transaction.ts';
import type { Entry, KeptExchange } from '../books/journal/record.ts';
import type { Exchange, Outcome } from '../providers/provider.ts';

// What is kept of an answer: pure, from an `Answer` (an `Outcome` with the times of its request and its reply) to records. Who asks is
// `answer.ts`; who made the `Outcome` of a reply is `providers/answer.ts`.

/** What a provider said about a payment: when it was sent, when it was sent once more, or at a status check. Times in ms. */
export interface Answer {
  readonly transactionId: string;
  readonly outcome: Outcome;
  /** When the request left. */
  readonly askedAt: number;
  readonly answeredAt: number;
  /** When the provider is asked next: about a payment that stays pending, or whether a refusal stands. */
  readonly nextAskAt: number | null;
  /** The provider was asked whether its refusal stands. */
  readonly isLook?: boolean;
}

/** Of a payment whose intent the disk refused at `at` (ms). */
export function neverSentAnswer(transactionId: string, at: number): Answer {
  const text = 'the disk refused the intent';
  const exchange = { request: '', result: 'not-sent', status: null, text, tookMs: 0, serverTimeMs: null } as const;
  const outcome = { kind: 'refused', code: 'not-sent', message: null, exchange } as const;
  return { transactionId, outcome, askedAt: at, answeredAt: at, nextAskAt: null };
}

/**
 * An answer as the records that it makes of a payment which stands at `status`. They belong together. `other`: another payment of the
 * same bill that is paid or unsettled.
 */
export function answerEntries(answer: Answer, status: Status, other: string | null = null): readonly Entry[] {
  switch (status) {
    case 'sending':
      return firstEntries(answer);
    case 'pending':
      return [
        answer.outcome.kind === 'pending' ? askedEntry(answer, answer.outcome) : finalEntry(answer, answer.outcome),
      ];
    case 'refused':
      return answer.isLook ? lookEntries(answer, other) : [lateEntry(answer)];
    case 'paid':
      return [lateEntry(answer)];
  }
}

/**
 * A refusal was looked at again. Paid after all is the truth, also where the bill was paid anew meanwhile: it is paid, and somebody must
 * look before paper comes out. Anything else leaves it refused, for the customer has the cash back.
 */
function lookEntries(answer: Answer, other: string | null): readonly Entry[] {
  const { transactionId, outcome, answeredAt: at, nextAskAt: lookAt } = answer;
  if (outcome.kind === 'paid') {
    const alarm: Entry = { at, kind: 'alarm', transactionId, data: { why: 'refused-then-paid', other } };
    return [finalEntry(answer, { ...outcome, warning: 'refused-then-paid' }), alarm];
  }
  const { kind: found, message } = outcome;
  const code = outcome.kind === 'refused' ? outcome.code : null;
  const why = outcome.kind === 'pending' ? outcome.why : null;
  const exchange = withoutRequest(outcome.exchange);
  // What is in process was not refused for good, and the cash went back.
  const alarm = outcome.kind === 'pending' && (isAlarming(outcome) || why === 'in-process');
  return [{ at, kind: 'looked', transactionId, data: { found, code, why, message, alarm, lookAt, exchange } }];
}

/** The answer to the first sending. What was sent stands in the trail with it, unless nothing was. */
function firstEntries(answer: Answer): readonly Entry[] {
  const { transactionId, outcome, askedAt, answeredAt: at, nextAskAt } = answer;
  const { request } = outcome.exchange;
  const sent: Entry = { at: askedAt, kind: 'sent', transactionId, data: { request } };
  if (outcome.kind === 'refused' && outcome.code === 'not-sent') return [finalEntry(answer, outcome)];
  if (outcome.kind !== 'pending') return [sent, finalEntry(answer, outcome)];
  const { why, message } = outcome;
  const data = { why, message, nextAskAt, exchange: withoutRequest(outcome.exchange) };
  const pending: Entry = { at, kind: 'pending', transactionId, data };
  return isAlarming(outcome) ? [sent, pending, { at, kind: 'alarm', transactionId, data: { why } }] : [sent, pending];
}

function finalEntry(
  { transactionId, answeredAt: at, nextAskAt: lookAt }: Answer,
  outcome: Exclude<Outcome, { readonly kind: 'pending' }>,
): Entry {
  const exchange = withoutRequest(outcome.exchange);
  if (outcome.kind === 'refused') {
    const { code, message, messageEn } = outcome;
    const data = { code, message, ...(messageEn && { messageEn }), lookAt, exchange };
    return { at, kind: 'refused', transactionId, data };
  }
  const { reference, commission, balance, warning, details, bills, remainingBills, footer } = outcome;
  const { serverTimeMs } = outcome.exchange;
  const said = { reference, commission, balance, warning, details, bills, remainingBills, footer };
  return { at, kind: 'paid', transactionId, data: { ...said, serverTimeMs, exchange } };
}

/** A status check, or a second sending, that left the payment pending. */
function askedEntry(
  { transactionId, askedAt: at, nextAskAt }: Answer,
  outcome: Outcome & { readonly kind: 'pending' },
): Entry {
  const { why, message } = outcome;
  const exchange = withoutRequest(outcome.exchange);
  return { at, kind: 'asked', transactionId, data: { why, message, alarm: isAlarming(outcome), nextAskAt, exchange } };
}

/**
 * The payment was settled while the answer was under way, by a person or by another answer. It stays settled; what the late answer
 * says is kept in the trail as an alarm, for it may contradict.
 */
function lateEntry({ transactionId, outcome, answeredAt: at }: Answer): Entry {
  const { exchange, ...late } = outcome;
  return { at, kind: 'alarm', transactionId, data: { late, exchange: withoutRequest(exchange) } };
}

/** An answer that should be impossible: somebody must look. */
function isAlarming({ why }: Outcome & { readonly kind: 'pending' }): boolean {
  return why === 'other-payment' || why === 'contradiction';
}

/** What of an exchange belongs in the trail once the request stands there. */
function withoutRequest({ result, status, text, tookMs }: Exchange): KeptExchange {
  return { result, status, text, tookMs };
}
