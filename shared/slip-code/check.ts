import { hashes, verify } from '@noble/ed25519';
import { sha512 } from '@noble/hashes/sha2.js';
import { readSlipCode, type SlipCode } from './slip-code.ts';

hashes.sha512 = sha512;

/** Node and browsers both have it. */
declare function atob(base64: string): string;

/** `other`: signed by somebody else, or changed since. `none`: no code of a slip. `no-key`: what it was to be checked by is no public key. */
export type SlipVerdict =
  { readonly is: 'genuine' | 'other'; readonly slip: SlipCode } | { readonly is: 'none' } | { readonly is: 'no-key' };

/** Whether a till signed that, by its public key: 32 bytes, in base64url. */
export function checkSlipCode(text: string, publicKey: string): SlipVerdict {
  const key = readKey(publicKey);
  if (!key) return { is: 'no-key' };
  const read = readSlipCode(text);
  if (!read) return { is: 'none' };
  // Strict (RFC 8032): a signature has one spelling too.
  const isGenuine = verify(read.signature, read.payload, key, { zip215: false });
  return { is: isGenuine ? 'genuine' : 'other', slip: read.slip };
}

function readKey(text: string): Uint8Array | null {
  if (!/^[A-Za-z0-9_-]{43}$/.test(text)) return null;
  const binary = atob(`${text.replaceAll('-', '+').replaceAll('_', '/')}=`);
  return Uint8Array.from(binary, (one) => one.charCodeAt(0));
}
