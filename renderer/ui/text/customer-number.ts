import { productOf, productOfLength, products, type Product } from '../../../shared/product.ts';

/** No number is longer; more than this is a slip of the scanner, not a customer. */
export const digitsMax = 20;

/** `530000000000` -> `5300 0000 0000`. A whole number leaves no digit alone: `3225 0300 05901`. */
export function groupNumber(digits: string): string {
  const groups = digits.match(/.{1,4}/g) ?? [];
  const last = groups.at(-1);
  if (last?.length === 1 && productOfLength(digits.length)) {
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
  return chosen ?? productOfLength(digits.length) ?? products[0];
}

/** The next product to choose, and after the last the first. */
export function productAfter(product: Product): Product {
  return products[products.indexOf(product) + 1] ?? products[0];
}

export type NumberFault = 'number-empty' | 'number-short' | 'number-long';

/** Why a number can't be asked for yet; null when its length is right. */
export function numberFault(digits: string, product: Product): NumberFault | null {
  const wanted = productOf(product).number.digits;
  if (digits === '') return 'number-empty';
  if (digits.length < wanted) return 'number-short';
  return digits.length > wanted ? 'number-long' : null;
}
