import { decode, encode } from 'cborg';
import { fromBase45, toBase45 } from './base45.ts';

// The text of a slip's QR code: `LKT1:`, then Base45 of CBOR `[payload, signature]`, two byte strings. The payload is a map from 1 on, in the
// order of `SlipCode`; the signature is Ed25519 over the payload's bytes.

/** What a slip says of itself. */
export interface SlipCode {
  /** The till's id in its shop. */
  readonly till: string;
  readonly slipNumber: string;
  readonly product: string;
  readonly customerNumber: string;
  /** Rupiah that the customer owed for it, the fee too. */
  readonly total: number;
  /** The payment's status as it was printed. */
  readonly state: string;
  /** The first 16 bytes of SHA-256 over the provider's reference; empty while there is none. */
  readonly referenceHash: Uint8Array;
  /** The journal's word on the same slip; empty on one that has none. */
  readonly head: string;
  /** When it was printed, in seconds since 1970. */
  readonly printedAt: number;
}

/** As it stands in the code, not yet proved by anybody. */
export interface ReadSlipCode {
  readonly slip: SlipCode;
  /** What was signed: the bytes of `slip`. */
  readonly payload: Uint8Array;
  /** 64 bytes. */
  readonly signature: Uint8Array;
}

export const slipCodePrefix = 'LKT1:';
/** More characters than any slip has. */
const longest = 600;
const fields = [
  'till',
  'slipNumber',
  'product',
  'customerNumber',
  'total',
  'state',
  'referenceHash',
  'head',
  'printedAt',
] as const satisfies readonly (keyof SlipCode)[];
/** In rupiah, and in seconds: to the end of the year 9999. */
const most: Readonly<Record<string, number>> = { total: Number.MAX_SAFE_INTEGER, printedAt: 253_402_300_799 };

/** What has to be signed. Throws on a number that is no whole one from 0 on: that would be a bug. */
export function payloadOf(slip: SlipCode): Uint8Array {
  for (const field of ['total', 'printedAt'] as const)
    if (!Number.isSafeInteger(slip[field]) || slip[field] < 0)
      throw new Error(`${field} must be whole and not below 0`);
  return encode(new Map(fields.map((field, at) => [at + 1, slip[field]])));
}

export function slipCodeText(payload: Uint8Array, signature: Uint8Array): string {
  return slipCodePrefix + toBase45(encode([payload, signature]));
}

/**
 * Null if it is none. There is one way to write each: what says the same in other bytes is none. Spaces around it are none of it: the last character
 * of Base45 has the highest digit, and is never one.
 */
export function readSlipCode(copied: string): ReadSlipCode | null {
  const text = copied.trim();
  if (!text.startsWith(slipCodePrefix) || text.length > longest) return null;
  const bytes = fromBase45(text.slice(slipCodePrefix.length));
  const both = bytes && decoded(bytes);
  if (!bytes || !Array.isArray(both) || both.length !== 2) return null;
  const [payload, signature] = both as readonly unknown[];
  if (!(payload instanceof Uint8Array) || !(signature instanceof Uint8Array) || signature.length !== 64) return null;
  const slip = slipIn(decoded(payload));
  if (!slip || !isSame(payloadOf(slip), payload) || !isSame(encode([payload, signature]), bytes)) return null;
  return { slip, payload, signature };
}

function slipIn(map: unknown): SlipCode | null {
  if (!(map instanceof Map) || map.size !== fields.length) return null;
  const values = fields.map((field, at): [string, unknown] => [field, map.get(at + 1)]);
  return values.every(([field, value]) => isFit(field, value))
    ? (Object.fromEntries(values) as unknown as SlipCode)
    : null;
}

function isFit(field: string, value: unknown): boolean {
  if (field === 'referenceHash') return value instanceof Uint8Array && (value.length === 0 || value.length === 16);
  const limit = most[field];
  if (limit !== undefined) return Number.isSafeInteger(value) && Number(value) >= 0 && Number(value) <= limit;
  return typeof value === 'string' && value.length <= 40 && /^[\x20-\x7E]*$/.test(value);
}

/** Undefined where the bytes are none. */
function decoded(bytes: Uint8Array): unknown {
  try {
    return decode(bytes, { useMaps: true, strict: true, rejectDuplicateMapKeys: true, allowIndefinite: false });
  } catch {
    return undefined;
  }
}

function isSame(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, at) => byte === other[at]);
}
