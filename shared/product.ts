export const products = ['pln-postpaid', 'pln-nontaglist'] as const;
export type Product = (typeof products)[number];

export const providerIds = ['alfakios', 'ayoconnect', 'iak'] as const;
export type ProviderId = (typeof providerIds)[number];

/** Digits of a customer number: IDPEL of a postpaid customer 12, registration number of a non-taglist bill 13. */
export const numberLength: Record<Product, number> = { 'pln-postpaid': 12, 'pln-nontaglist': 13 };

export function isCustomerNumber(product: Product, text: string): boolean {
  return text.length === numberLength[product] && /^\d+$/.test(text);
}

/** The product a number of this length belongs to, or null. */
export function productOfLength(length: number): Product | null {
  return products.find((product) => numberLength[product] === length) ?? null;
}
