import net from 'node:net';

/** Where a printer is, as its `transport` says. */
export type Address =
  | { readonly kind: 'tcp'; readonly host: string; readonly port: number }
  | { readonly kind: 'file'; readonly path: string };

export type AddressOf<Kind extends Address['kind']> = Extract<Address, { readonly kind: Kind }>;

/**
 * Where a printer is, for the config and the sender alike: `tcp://HOST:PORT`, HOST a name, an IPv4 address or an IPv6
 * address in brackets, PORT 1 to 65535; or `file:PATH`. Null if it is neither.
 */
export function parseTransport(text: string): Address | null {
  const path = /^file:([^\0]+)$/.exec(text)?.[1];
  if (path !== undefined) return { kind: 'file', path };
  return parseTcp(text);
}

const portMax = 65_535;

function parseTcp(text: string): Address | null {
  const [, bracketed, name, digits] = /^tcp:\/\/(?:\[([^\]]+)\]|([\w.-]+)):(\d{1,5})$/.exec(text) ?? [];
  const port = Number(digits);
  const host = bracketed ?? name;
  const isHost = bracketed === undefined ? isName(host ?? '') : net.isIPv6(bracketed);
  return host !== undefined && isHost && port >= 1 && port <= portMax ? { kind: 'tcp', host, port } : null;
}

/** A name that ends in a number is an IPv4 address or a slip of the pen. */
function isName(host: string): boolean {
  return net.isIPv4(host) || (/^[\w-]+(\.[\w-]+)*$/.test(host) && !/(^|\.)(\d+|0x[\da-f]*)$/i.test(host));
}
