import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto';

// The seal of a segment, by a till with a key.

export const till = 'LKT01';
const pair = generateKeyPairSync('ed25519');
/** The till's public key as its first record has it. */
export const publicKey = pair.publicKey.export({ format: 'jwk' }).x ?? '';

/** What the record says that seals a segment of so many bytes, which ends with that record. */
export function sealOf(
  segment: number,
  bytes: number,
  head: { readonly n: number; readonly hash: string },
): Record<string, unknown> {
  return { segment, last: head.n, head: head.hash, bytes, signature: signatureOf(segment, head, pair.privateKey) };
}

export function signatureOf(
  segment: number,
  { n, hash }: { readonly n: number; readonly hash: string },
  key: KeyObject = generateKeyPairSync('ed25519').privateKey,
): string {
  const text = `loket segment v1\n${till}\n${segment}\n${n}\n${hash}`;
  return sign(null, Buffer.from(text), key).toString('base64url');
}
