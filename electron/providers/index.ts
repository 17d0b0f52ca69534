import { providerIds, type ProviderId } from '../../shared/product.ts';
import type { Config } from '../config.ts';
import { alfakios, alfakiosFacts } from './alfakios/index.ts';
import type { Send } from './http.ts';
import type { Provider, ProviderFacts } from './provider.ts';

interface Entry {
  readonly facts: ProviderFacts;
  /** Null unless the provider is configured and enabled. */
  readonly create: (settings: Config['providers'], send: Send) => Provider | null;
}

/** Every provider this till can speak to, one line each. */
export const registry: { readonly [P in ProviderId]?: Entry } = {
  alfakios: {
    facts: alfakiosFacts,
    create: ({ alfakios: own }, send) => (own?.enabled ? alfakios(own, send) : null),
  },
};

/** The enabled providers, in the registry's order. */
export function createProviders(settings: Config['providers'], send: Send): ReadonlyMap<ProviderId, Provider> {
  const made = providerIds.map((id) => [id, registry[id]?.create(settings, send) ?? null] as const);
  return new Map(made.filter((pair): pair is [ProviderId, Provider] => pair[1] !== null));
}
