import type { ProviderCause, ProviderStatus } from '../../shared/health.ts';
import type { Rupiah } from '../../shared/money.ts';
import type { ProviderId } from '../../shared/product.ts';
import { toWib } from '../../shared/time.ts';
import { accessRefusedByStatus } from './answer.ts';
import type { InquiryOutcome, Outcome } from './provider.ts';

/** A reply that takes longer, in ms, makes a queue grow. */
const slowMs = 5_000;

type Health = Pick<ProviderStatus, 'state' | 'cause' | 'deposit' | 'depositAt' | 'checkedAt'>;

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
  const unknown: Health = { state: 'unknown', cause: null, deposit: null, depositAt: null, checkedAt: null };
  const of = (id: ProviderId): Health => known.get(id) ?? unknown;
  return {
    of,
    note(id, outcome) {
      const { exchange } = outcome;
      if (exchange.serverTimeMs !== null) toldTime(id, exchange.serverTimeMs);
      const cause = causeOf(outcome);
      const checkedAt = toWib(now());
      const told = balanceTold(outcome);
      const { deposit, depositAt } = told === null ? of(id) : { deposit: told, depositAt: checkedAt };
      const state = cause !== null ? 'down' : exchange.tookMs > slowMs ? 'slow' : 'ok';
      known.set(id, { state, cause, deposit, depositAt, checkedAt });
    },
  };
}

/** Why nothing can be sold through a provider now; null if it answers as it should, whatever it says of the bill. */
function causeOf(outcome: InquiryOutcome | Outcome): ProviderCause | null {
  const { result, status } = outcome.exchange;
  if (result === 'not-sent') return 'no-connection';
  if (result === 'no-reply' || status === null) return 'no-reply';
  return accessRefusedByStatus(status) ?? (status >= 500 ? 'server-error' : reasonOf(outcome));
}

function reasonOf(outcome: InquiryOutcome | Outcome): ProviderCause | null {
  if (outcome.kind === 'failed') return outcome.because ?? null;
  if (outcome.kind === 'refused') return outcome.code === 'credentials' ? 'key-refused' : null;
  return outcome.kind === 'pending' && outcome.why === 'unreadable-reply' ? 'unreadable-reply' : null;
}

/** The deposit that an answer tells, in rupiah; null if it tells none. */
export function balanceTold(outcome: InquiryOutcome | Outcome): Rupiah | null {
  return (outcome.kind === 'bill' ? outcome.bill.balance : outcome.balance) ?? null;
}
