import net from 'node:net';

/** Where a printer is, as its `transport` says. */
export type Address =
  | { readonly kind: 'tcp'; readonly host: string; readonly port: number }
  | { readonly kind: 'file' | 'device'; readonly path: string }
  | { readonly kind: 'cups'; readonly queue: string };

export type TcpAddress = Extract<Address, { readonly kind: 'tcp' }>;
export type PathAddress = Extract<Address, { readonly kind: 'file' | 'device' }>;
export type CupsAddress = Extract<Address, { readonly kind: 'cups' }>;

/** What a text that is none has to be told. */
export const addressForms = 'tcp://HOST:PORT, PORT 1 to 65535, file:PATH, device:/dev/PATH or cups:QUEUE';

/**
 * Where a printer is, for the config and the sender alike: `tcp://HOST:PORT`, HOST a name, an IPv4 address or an IPv6
 * address in brackets, PORT 1 to 65535; `file:PATH`; `device:PATH`, PATH a plain one below `/dev/`; or `cups:QUEUE`. Null if it is none.
 */
export function parseTransport(text: string): Address | null {
  const path = /^file:([^\0]+)$/.exec(text)?.[1];
  if (path !== undefined) return { kind: 'file', path };
  const device = /^device:(\/dev(?:\/(?!\.)[\w.:@+-]+)+)$/.exec(text)?.[1];
  if (device !== undefined) return { kind: 'device', path: device };
  // No first sign that a program could take for an option.
  const queue = /^cups:(\w[\w.+-]{0,126})$/.exec(text)?.[1];
  if (queue !== undefined) return { kind: 'cups', queue };
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
