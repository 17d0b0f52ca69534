import { describeError } from '../machine/log.ts';
import { balanceTold } from '../providers/health.ts';
import type { Outcome, Provider } from '../providers/provider.ts';
import type { PaymentParts } from './parts.ts';
import { firstCheckAt, firstLookAt } from './schedule.ts';

// Asking: one request about a payment goes out, and what comes back goes to the keeper. What the reply's bytes mean is read in
// `providers/answer.ts`; the type `Answer` of `outcome.ts` is what is handed to the keeper.

/** One request about a payment: it is sent, it is sent once more, its status is checked, or whether its refusal stands. */
export interface PaymentRequest {
  readonly transactionId: string;
  readonly provider: Provider;
  /** Sends the request, once. */
  readonly send: () => Promise<Outcome>;
  /** When it leaves, in ms. */
  readonly sentAt: number;
  /** What the outcome is worth; absent where it counts as it is. */
  readonly judge?: (said: Outcome) => Outcome;
  /** When the next status check is, in ms, if the payment is still pending; absent where it is the first after a sending. */
  readonly nextCheckAt?: (answeredAt: number, outcome: Outcome & { readonly kind: 'pending' }) => number | null;
  /** It is asked whether a refusal stands. */
  readonly isLook?: boolean;
  /** When that is due to be asked, in ms, of a look that comes before: it leaves that so, whatever it hears. */
  readonly lookDueAt?: number | null;
}

/**
 * The one path for what a provider says about a payment. Sends the request, notes how the provider does, and gives the answer to the
 * keeper, which stores it as what it is to the payment by then, also if it comes late. False if the disk has not taken it yet.
 */
export async function takeAnswer(parts: PaymentParts, request: PaymentRequest): Promise<boolean> {
  const { transactionId, sentAt, judge, isLook = false } = request;
  if (!isLook) parts.deposits.paying(transactionId);
  const tellDeposit = parts.deposits.asking(request.provider);
  const said = await hearOutcome(parts, request);
  const answeredAt = parts.clock.now();
  const outcome = judge ? judge(said) : said;
  const nextAskAt = nextAskOf(parts, request, outcome, answeredAt);
  const isStored = parts.keeper.store({ transactionId, outcome, askedAt: sentAt, answeredAt, nextAskAt, isLook });
  tellDeposit(balanceTold(said), said.kind === 'paid' ? transactionId : undefined);
  return isStored;
}

/** When the provider is asked next: what became of it, or whether it stays refused. */
function nextAskOf(
  { pace }: PaymentParts,
  { provider, sentAt, isLook, lookDueAt, nextCheckAt }: PaymentRequest,
  outcome: Outcome,
  answeredAt: number,
): number | null {
  const rule = provider.facts.statusChecks;
  if (outcome.kind !== 'paid' && lookDueAt) return lookDueAt;
  switch (outcome.kind) {
    case 'paid':
      return null;
    case 'refused':
      return isLook ? null : firstLookAt(rule, outcome.code, answeredAt, pace);
    case 'pending':
      return nextCheckAt ? nextCheckAt(answeredAt, outcome) : firstCheckAt(rule, outcome.why, sentAt, pace);
  }
}

/** What throws here is a bug of ours, after bytes may have left: then all that is known is that nothing is known. */
async function hearOutcome(
  { log, health }: PaymentParts,
  { transactionId, provider, send }: PaymentRequest,
): Promise<Outcome> {
  try {
    const outcome = await send();
    health.note(provider.facts.id, outcome);
    return outcome;
  } catch (error) {
    log.write('payment-threw', { transactionId, ...describeError(error) });
    const nothing = { request: '', result: 'no-reply', status: null, tookMs: 0, serverTimeMs: null } as const;
    return { kind: 'pending', why: 'interrupted', message: null, exchange: { ...nothing, text: 'internal error' } };
  }
}
