import { numberLength, productOfLength, type Product } from '../../../shared/product.ts';

/** No number is longer; more than this is a slip of the scanner, not a customer. */
export const digitsMax = 20;

/** `530000000000` -> `5300 0000 0000`. The thirteenth digit joins the last group: `3225 0300 05901`. */
export function groupNumber(digits: string): string {
  const groups = digits.match(/.{1,4}/g) ?? [];
  const last = groups.at(-1);
  if (digits.length === numberLength['pln-nontaglist'] && last !== undefined) {
    return [...groups.slice(0, -2), `${groups.at(-2) ?? ''}${last}`].join(' ');
  }
  return groups.join(' ');
}

export interface ReadNumber {
  readonly digits: string;
  /** Something that is neither a digit nor a separator was left out; the cashier must hear of it. */
  readonly letters: boolean;
}

/** The digits of what was typed, scanned or pasted. Spaces, dots and dashes are how people write numbers down. */
export function readNumber(text: string): ReadNumber {
  const digits = text.replace(/\D/g, '').slice(0, digitsMax);
  return { digits, letters: /[^\d\s.\-–_/]/.test(text) };
}

/** The product a number is for: the one chosen by hand, else guessed from the length. */
export function productFor(digits: string, chosen: Product | null): Product {
  return chosen ?? productOfLength(digits.length) ?? 'pln-postpaid';
}

/** Digits on a prepaid meter. Its bill can't be asked for: what is sold for it are tokens. */
const meterLength = 11;

/** Whether these may be the digits of a prepaid meter, or the beginning of a customer's number. */
export function isMeterNumber(text: string): boolean {
  return text.length === meterLength && /^\d+$/.test(text);
}

export type NumberFault = 'number-empty' | 'number-short' | 'number-long' | 'prepaid-meter';

/** Why a number can't be asked for yet; null when its length is right. */
export function numberFault(digits: string, product: Product): NumberFault | null {
  if (digits === '') return 'number-empty';
  if (isMeterNumber(digits)) return 'prepaid-meter';
  if (digits.length < numberLength[product]) return 'number-short';
  return digits.length > numberLength[product] ? 'number-long' : null;
}
