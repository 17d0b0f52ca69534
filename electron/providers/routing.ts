import type { Quote } from '../../shared/bill.ts';
import type { InquiryFailure, InquiryOrder, InquiryOutcome, Provider } from './provider.ts';

/** Failures that say nothing about the customer: another provider may still have the bill. */
const providersReasons: readonly InquiryFailure[] = ['provider-down', 'cut-off', 'deposit-low'];

export interface Routed {
  readonly provider: Provider;
  readonly outcome: InquiryOutcome;
  readonly providerRef: string;
  /** Providers that were asked before and failed for reasons of their own. */
  readonly skipped: Quote['skipped'];
}

/**
 * Asks one provider after the other until one answers with a bill or with a reason of the customer's. When all fail
 * for their own reasons, the first one's answer stands: the shop prefers it. Null without a provider to ask. `ask` hears of
 * every one that is asked, and answers null if the till closes before that.
 */
export async function inquireInOrder(
  providers: readonly Provider[],
  order: Omit<InquiryOrder, 'providerRef'>,
  newId: () => string,
  ask: (provider: Provider, order: InquiryOrder) => Promise<InquiryOutcome | null>,
): Promise<Routed | 'closing' | null> {
  const skipped: Quote['skipped'][number][] = [];
  let first: Routed | null = null;
  for (const provider of providers) {
    const providerRef = newId();
    const outcome = await ask(provider, { ...order, providerRef });
    if (outcome === null) return 'closing';
    const routed = { provider, providerRef, outcome, skipped: [...skipped] };
    if (outcome.kind === 'bill' || !providersReasons.includes(outcome.code)) return routed;
    const { code, providerMessage: message } = outcome;
    skipped.push({ provider: provider.facts.id, code, ...(message !== null && { message }) });
    first ??= routed;
  }
  return first;
}
