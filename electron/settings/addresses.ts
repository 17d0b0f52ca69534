import { BlockList, isIP } from 'node:net';
import { fail, type Failure } from '../../shared/errors.ts';
import { providerIds, type ProviderId } from '../../shared/provider-id.ts';
import { leavesOf, valueAt } from './paths.ts';
import { isSecret } from './secret-keys.ts';

// Where a provider may be, if somebody says so at the till: its address gets the shop's key and its payments.

/** Hosts that a provider's documents name, as `URL.host` writes them. */
export type DocumentedHosts = (provider: ProviderId) => readonly string[];

/** An address in the settings. */
interface Address {
  readonly provider: ProviderId;
  readonly path: string;
  readonly url: URL;
}

/** Who says so: `isFree` where nobody signs in. */
interface Saying {
  readonly door: 'page' | 'program';
  readonly isFree: boolean;
}

/** The settings before and after a save, unchecked, and the paths of the secrets that came with it. */
interface Moving {
  readonly before: object;
  readonly after: object;
  readonly entered: { has(path: string): boolean };
}

/**
 * Why the addresses of a save may not be; or the paths of those that take an owner's PIN with the same call. What was saved before, or
 * stands in the config file, is not asked again.
 */
export function checkAddresses(
  { before, after, entered }: Moving,
  { door, isFree }: Saying,
  documentedHosts: DocumentedHosts,
): Failure | { readonly ok: true; readonly toConfirm: readonly string[] } {
  const old = addressesIn(before);
  const added = addressesIn(after).filter(
    (one) => !old.some(({ provider, url }) => provider === one.provider && url.origin === one.url.origin),
  );
  // A program that acts as the owner could as well write the config file, whose rules it keeps.
  const asked = door === 'program' && isFree ? [] : added;
  const wrong = asked.find(({ url }) => !mayBe(url, door));
  if (wrong) return fail('address-refused', { path: wrong.path });
  const needed = added.flatMap((one) => secretsToEnter(one, old, after, entered))[0];
  if (needed !== undefined) return fail('secret-needed', { path: needed });
  const toConfirm = asked.filter(({ url, provider }) => !isOwn(url) && !documentedHosts(provider).includes(url.host));
  // Nobody could give a PIN.
  if (isFree && toConfirm[0]) return fail('address-refused', { path: toConfirm[0].path });
  return { ok: true, toConfirm: toConfirm.map(({ path }) => path) };
}

/** The secrets of a provider that goes to another host. What was entered for one host is sent to no other: they come anew. */
function secretsToEnter(
  { provider, url }: Address,
  old: readonly Address[],
  after: object,
  entered: Moving['entered'],
): readonly string[] {
  const host = (one: URL): string => `${one.protocol}//${one.hostname}`;
  if (old.some((one) => one.provider === provider && host(one.url) === host(url))) return [];
  const all = [...leavesOf(after)].filter(([path]) => path.startsWith(`providers.${provider}.`) && isSecret(path));
  return all.flatMap(([path, value]) => (value === null || entered.has(path) ? [] : [path]));
}

function addressesIn(settings: object): readonly Address[] {
  return providerIds.flatMap((provider) =>
    ['baseUrl', 'prepaidBaseUrl'].flatMap((name) => {
      const path = `providers.${provider}.${name}`;
      const value = valueAt(settings, path);
      return typeof value === 'string' && URL.canParse(value) ? [{ provider, path, url: new URL(value) }] : [];
    }),
  );
}

/** Programs may have a provider on this machine, in the clear too. */
function mayBe(url: URL, door: Saying['door']): boolean {
  return (door === 'program' && isOwn(url)) || (url.protocol === 'https:' && !isInside(url));
}

/** Whether it is this machine. */
function isOwn({ hostname }: URL): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}

/** Addresses that lead to no host of the internet: IANA's special-purpose registries, multicast, and what is reserved. */
const special = new BlockList();
const specialNets =
  '0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24 192.88.99.0/24 ' +
  '192.168.0.0/16 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/3';
for (const net of specialNets.split(' ')) {
  const [address = '', bits] = net.split('/');
  special.addSubnet(address, Number(bits), 'ipv4');
}
// Some of these carry an IPv4 address in them.
for (const [net, bits] of [['2001::', 23] as const, ['2001:db8::', 32], ['2002::', 16], ['3fff::', 20]] as const)
  special.addSubnet(net, bits, 'ipv6');
/** All that is given out to hosts so far. */
const globalUnicast = new BlockList();
globalUnicast.addSubnet('2000::', 3, 'ipv6');

/** Names that no public name server knows: RFC 6761, 6762, 7686, 8375, 9476, and what routers make up. */
const ownNames =
  /(^|\.)(localhost|localdomain|local|lan|home|corp|intranet|internal|private|home\.arpa|test|example|invalid|onion|alt)$/;

/**
 * Whether an address leads into this machine or its network. `URL` has already written every spelling of an IPv4 address as four
 * numbers, and an IPv6 address in its short form. A public name that somebody points inside is not recognised: that takes a PIN, and the
 * host's certificate.
 */
export function isInside({ hostname }: URL): boolean {
  const host = hostname.replace(/^\[|\]$/g, '').replace(/\.+$/, '');
  const version = isIP(host);
  if (version === 4) return special.check(host, 'ipv4');
  if (version === 6) return !globalUnicast.check(host, 'ipv6') || special.check(host, 'ipv6');
  return !host.includes('.') || ownNames.test(host);
}
