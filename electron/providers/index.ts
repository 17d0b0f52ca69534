import { providerIds, type ProviderId } from '../../shared/product.ts';
import type { Config } from '../config.ts';
import { alfakiosCodes } from './alfakios/codes.ts';
import { alfakios, alfakiosFacts } from './alfakios/index.ts';
import { ayoconnectCodes } from './ayoconnect/codes.ts';
import { ayoconnect, ayoconnectFacts } from './ayoconnect/index.ts';
import type { Send } from './http.ts';
import { iakCodes } from './iak/codes.ts';
import { iak, iakFacts } from './iak/index.ts';
import type { CodeRow, Provider, ProviderFacts } from './provider.ts';

interface Entry {
  readonly facts: ProviderFacts;
  readonly codes: readonly CodeRow[];
  /** Null unless the provider is configured and enabled. */
  readonly create: (settings: Config['providers'], send: Send) => Provider | null;
}

/** Every provider this till can speak to, one line each. */
export const registry: { readonly [P in ProviderId]: Entry } = {
  alfakios: {
    facts: alfakiosFacts,
    codes: alfakiosCodes,
    create: ({ alfakios: own }, send) => (own?.enabled ? alfakios(own, send) : null),
  },
  ayoconnect: {
    facts: ayoconnectFacts,
    codes: ayoconnectCodes,
    create: ({ ayoconnect: own }, send) => (own?.enabled ? ayoconnect(own, send) : null),
  },
  iak: {
    facts: iakFacts,
    codes: iakCodes,
    create: ({ iak: own }, send) => (own?.enabled ? iak(own, send) : null),
  },
};

/** The enabled providers, in the registry's order. */
export function createProviders(settings: Config['providers'], send: Send): ReadonlyMap<ProviderId, Provider> {
  const made = providerIds.map((id) => [id, registry[id].create(settings, send)] as const);
  return new Map(made.filter((pair): pair is [ProviderId, Provider] => pair[1] !== null));
}
