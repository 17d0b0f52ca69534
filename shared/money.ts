declare const rupiahBrand: unique symbol;

/** Whole rupiah. Branded, so that a count, a port or a length can't be charged to a customer by mistake. */
export type Rupiah = number & { readonly [rupiahBrand]: true };

/** Brands a whole number as rupiah; throws on fractions and on what floating point can't hold exactly. */
export function rupiah(value: number): Rupiah {
  if (!Number.isSafeInteger(value)) throw new Error(`rupiah must be a whole number, got ${value}`);
  return value as Rupiah;
}

export function add(...amounts: readonly Rupiah[]): Rupiah {
  return rupiah(amounts.reduce<number>((sum, amount) => sum + amount, 0));
}

export function subtract(from: Rupiah, amount: Rupiah): Rupiah {
  return rupiah(from - amount);
}

/** `302500` -> `Rp302.500`; a negative amount as `-Rp500`. */
export function formatRupiah(amount: Rupiah): string {
  const digits = Math.abs(amount)
    .toString()
    .replace(/\B(?=(\d{3})+$)/g, '.');
  return `${amount < 0 ? '-' : ''}Rp${digits}`;
}

/**
 * Reads an amount as providers send it: `285000`, `"285000"`, `"285000.00"`.
 * Answers null for anything else: fractions, negatives, exponents, signs, spaces, more than 15 digits.
 */
export function parseRupiah(value: unknown): Rupiah | null {
  const text = typeof value === 'number' ? String(value) : value;
  if (typeof text !== 'string' || !/^\d{1,15}(\.0{1,2})?$/.test(text)) return null;
  return rupiah(Number(text));
}
