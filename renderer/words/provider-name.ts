import type { ProviderId } from '../../shared/product.ts';

const names: Record<ProviderId, string> = { alfakios: 'Alfakios', ayoconnect: 'Ayoconnect', iak: 'IAK' };

/** A provider's name is the same in every language. */
export function providerName(id: ProviderId): string {
  return names[id];
}
