// Claim codes: short names of payments, to be read aloud, written down and typed.

/** 0 O 1 I L are left out, for they look like each other. A prime number of characters, which the check sum needs. */
const alphabet = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
const size = alphabet.length;
const length = 7;
/** The six characters before the check character are two halves of three. */
const half = size ** 3;
/** So many codes there are under one key. */
export const claimCodes = half ** 2;
/** From four rounds on nobody sees in two codes that their counts follow each other. */
const rounds = 5;

/**
 * The code of the `nth` payment, from 0 to below `claimCodes`: 6 characters and a check character. Under one `key` no two counts
 * have the same code. A Feistel network: however badly the halves were mixed, each step could be undone.
 */
export function claimCode(nth: number, key: string): string {
  const seed = [...key].reduce((mixed, sign) => mix(mixed ^ sign.charCodeAt(0)), 0);
  let [left, right] = [Math.floor(nth / half) % half, nth % half];
  for (let round = 1; round <= rounds; round++) {
    [left, right] = [right, (left + mix(seed + Math.imul(right, rounds + 1) + round)) % half];
  }
  const code = signsOf(left) + signsOf(right);
  return code + alphabet.charAt((size - (weighed(code) % size)) % size);
}

/** The claim code that a text is, as people write one: in small letters, in groups. Null if it is none, as one that is mistyped. */
export function readClaimCode(text: string): string | null {
  const code = text.replace(/[\s-]/g, '').toUpperCase();
  const isShaped = code.length === length && [...code].every((sign) => alphabet.includes(sign));
  return isShaped && weighed(code) % size === 0 ? code : null;
}

/** `K7M4QX8` -> `K7M4 QX8`. */
export function groupClaimCode(code: string): string {
  return `${code.slice(0, 4)} ${code.slice(4)}`;
}

/**
 * Each place has its own weight, from 7 down to 1 for the check character. With a prime number of characters one wrong
 * character changes the sum, and so do any two that were swapped.
 */
function weighed(code: string): number {
  return [...code].reduce((sum, sign, at) => sum + (length - at) * alphabet.indexOf(sign), 0);
}

/** Three characters for a number below `half`. */
function signsOf(number: number): string {
  return [size ** 2, size, 1].map((place) => alphabet.charAt(Math.floor(number / place) % size)).join('');
}

/** Scatters 32 bits; 0 to 2 ** 32 - 1. */
function mix(bits: number): number {
  const once = Math.imul(bits ^ (bits >>> 16), 0x7feb352d);
  const twice = Math.imul(once ^ (once >>> 15), 0x846ca68b);
  return (twice ^ (twice >>> 16)) >>> 0;
}
