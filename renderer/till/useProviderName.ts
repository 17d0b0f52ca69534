import type { ProviderId } from '../../shared/product.ts';
import { useStatus } from './status.ts';

/** What a provider is called, as the till says it; its id if the till sells nothing through it any more. */
export function useProviderName(): (id: ProviderId) => string {
  const store = useStatus();
  return (id) => store.status?.providers.find((provider) => provider.id === id)?.name ?? id;
}
