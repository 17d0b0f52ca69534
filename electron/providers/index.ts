import { providerIds, type ProviderId } from '../../shared/product.ts';
import type { Config, ProviderSettings } from '../config.ts';
import { alfakiosCodes } from './alfakios/codes.ts';
import { alfakios, alfakiosFacts } from './alfakios/index.ts';
import { ayoconnectCodes } from './ayoconnect/codes.ts';
import { ayoconnect, ayoconnectFacts } from './ayoconnect/index.ts';
import type { Send } from './wire/http.ts';
import { iakCodes } from './iak/codes.ts';
import { iak, iakFacts } from './iak/index.ts';
import type { CodeRow, Provider, ProviderFacts } from './provider.ts';
import { withoutSecrets } from './without-secrets.ts';

interface Entry<P extends ProviderId> {
  readonly facts: ProviderFacts;
  readonly codes: readonly CodeRow[];
  /** The adapter alone. Whoever sells with it takes it from `createProvider`, which takes secrets out of what it answers. */
  readonly connect: (settings: ProviderSettings[P], send: Send) => Provider;
}

/** Every provider this till can speak to, one line each. */
export const registry: { readonly [P in ProviderId]: Entry<P> } = {
  alfakios: { facts: alfakiosFacts, codes: alfakiosCodes, connect: alfakios },
  ayoconnect: { facts: ayoconnectFacts, codes: ayoconnectCodes, connect: ayoconnect },
  iak: { facts: iakFacts, codes: iakCodes, connect: iak },
};

/** A provider, or null unless it is configured and enabled. */
export function createProvider<P extends ProviderId>(
  id: P,
  settings: { readonly [K in P]?: ProviderSettings[K] | undefined },
  send: Send,
): Provider | null {
  return settings[id]?.enabled ? connectProvider(id, settings, send) : null;
}

/** Every host that a provider's documents name. */
export function documentedHosts(id: ProviderId): readonly string[] {
  const { sandbox, production } = registry[id].facts.documentedHosts;
  return [...sandbox, ...production];
}

/** Where each provider takes real payments, where its documents say so. */
export function officialAddresses(): Readonly<Partial<Record<ProviderId, string>>> {
  const known = providerIds.map((id) => [id, registry[id].facts.documentedHosts.production[0]] as const);
  return Object.fromEntries(known.flatMap(([id, host]) => (host === undefined ? [] : [[id, `https://${host}`]])));
}

/** A provider that is set up, enabled or not; null if it is not. */
export function connectProvider<P extends ProviderId>(
  id: P,
  settings: { readonly [K in P]?: ProviderSettings[K] | undefined },
  send: Send,
): Provider | null {
  const own = settings[id];
  return own ? withoutSecrets((by) => registry[id].connect(own, by), send) : null;
}

/** The enabled providers, in the registry's order. */
export function createProviders(settings: Config['providers'], send: Send): ReadonlyMap<ProviderId, Provider> {
  const made = providerIds.map((id) => [id, createProvider(id, settings, send)] as const);
  return new Map(made.filter((pair): pair is [ProviderId, Provider] => pair[1] !== null));
}
