import type { ProviderStatus } from '../../shared/api.ts';
import type { Rupiah } from '../../shared/money.ts';
import type { ProviderId } from '../../shared/product.ts';
import { toWib } from '../../shared/time.ts';
import type { InquiryOutcome, Outcome } from './provider.ts';

/** A reply that takes longer, in ms, makes a queue grow. */
const slowMs = 5_000;

type Health = Pick<ProviderStatus, 'state' | 'deposit' | 'checkedAt'>;

export interface ProviderHealth {
  /** What the last exchange with a provider showed. */
  of(id: ProviderId): Health;
  /** Takes note of what an exchange with a provider showed, whatever it was about. */
  note(id: ProviderId, outcome: InquiryOutcome | Outcome): void;
}

/** `toldTime` hears of the time, in ms, that a provider's answer names. */
export function createProviderHealth(
  now: () => number,
  toldTime: (id: ProviderId, serverTimeMs: number) => void,
): ProviderHealth {
  const known = new Map<ProviderId, Health>();
  const unknown: Health = { state: 'unknown', deposit: null, checkedAt: null };
  return {
    of: (id) => known.get(id) ?? unknown,
    note(id, outcome) {
      const { exchange } = outcome;
      if (exchange.serverTimeMs !== null) toldTime(id, exchange.serverTimeMs);
      const reached = exchange.result === 'reply' && (exchange.status ?? 500) < 500;
      known.set(id, {
        state: !reached ? 'down' : exchange.tookMs > slowMs ? 'slow' : 'ok',
        deposit: balanceTold(outcome) ?? known.get(id)?.deposit ?? null,
        checkedAt: toWib(now()),
      });
    },
  };
}

/** The deposit that an answer tells, in rupiah; null if it tells none. */
export function balanceTold(outcome: InquiryOutcome | Outcome): Rupiah | null {
  return (outcome.kind === 'bill' ? outcome.bill.balance : outcome.balance) ?? null;
}
