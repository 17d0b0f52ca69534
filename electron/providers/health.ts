import type { ProviderStatus } from '../../shared/api.ts';
import type { Rupiah } from '../../shared/money.ts';
import type { ProviderId } from '../../shared/product.ts';
import { toWib } from '../../shared/time.ts';
import type { Exchange } from './provider.ts';

/** A reply that takes longer, in ms, makes a queue grow. */
const slowMs = 5_000;

type Health = Pick<ProviderStatus, 'state' | 'deposit' | 'checkedAt'>;

export interface ProviderHealth {
  /** What the last exchange with a provider showed. */
  of(id: ProviderId): Health;
  /** Takes note of an exchange. `balance` is the deposit the provider named, if it did. */
  note(id: ProviderId, exchange: Exchange, balance: Rupiah | null): void;
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
    note(id, exchange, balance) {
      if (exchange.serverTimeMs !== null) toldTime(id, exchange.serverTimeMs);
      const reached = exchange.result === 'reply' && (exchange.status ?? 500) < 500;
      known.set(id, {
        state: !reached ? 'down' : exchange.tookMs > slowMs ? 'slow' : 'ok',
        deposit: balance ?? known.get(id)?.deposit ?? null,
        checkedAt: toWib(now()),
      });
    },
  };
}
