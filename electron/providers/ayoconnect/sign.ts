import { createHmac } from 'node:crypto';

// Every request travels as a JWT in the header `TOKEN`: HS256, the payload is the request object itself. It has no expiry
// and no nonce, so whoever reads a token can send it again: it is as secret as the key.

const header = encode(JSON.stringify({ alg: 'HS256', typ: 'JWT' }));

/** The token of a request text. The same text and secret make the same token. */
export function tokenOf(request: string, apiSecret: string): string {
  const signed = `${header}.${encode(request)}`;
  return `${signed}.${createHmac('sha256', apiSecret).update(signed).digest('base64url')}`;
}

function encode(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64url');
}
