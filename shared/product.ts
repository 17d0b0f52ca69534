import type { z } from 'zod';
import * as registry from './products/index.ts';
import type { AnyProduct, MistakenNumber, Row } from './product-spec.ts';
import type { ProviderId } from './provider-id.ts';

export { providerIds, type ProviderId } from './provider-id.ts';

type Registered = (typeof registry)[keyof typeof registry];
export type Product = Registered['id'];
/** What a bill says beside money, as the provider sent it; which of them, its product tells. */
export type BillDetails = z.output<Registered['details']>;

const specs: readonly AnyProduct<Product, BillDetails>[] = Object.values(registry).sort(
  (one, other) => one.place - other.place,
);

/** In the order in which they are shown; the first is meant where nothing tells. */
export const products = specs.map(({ id }) => id) as [Product, ...Product[]];

const byId = new Map(specs.map((spec) => [spec.id, spec]));

/** What a product says of itself. */
export function productOf(id: Product): AnyProduct<Product, BillDetails> {
  const found = byId.get(id);
  if (!found) throw new Error(`${id} is no product`);
  return found;
}

/** The facts of a bill or a payment, for paper and screen. */
export function rowsOf(sold: {
  readonly product: Product;
  readonly customerNumber: string;
  readonly customerName: string | null;
  readonly periods: readonly string[];
  readonly details: unknown;
}): readonly Row[] {
  return productOf(sold.product).rows(sold);
}

/** The products that a provider sells. */
export function soldBy(provider: ProviderId): readonly Product[] {
  return products.filter((product) => productOf(product).sellers[provider]);
}

/** The provider's own codes of its products, as far as a document names them. */
export function documentedCodes(provider: ProviderId): Readonly<Partial<Record<Product, string>>> {
  const codes = products.map((product) => [product, productOf(product).sellers[provider]?.productCode] as const);
  return Object.fromEntries(codes.filter(([, code]) => typeof code === 'string'));
}

/** Most bills of a product that one payment settles at a provider; null where no document says. */
export function billsMaxAt(provider: ProviderId, product: Product): number | null {
  return productOf(product).sellers[provider]?.billsMax ?? null;
}

export function isCustomerNumber(product: Product, text: string): boolean {
  return text.length === productOf(product).number.digits && /^\d+$/.test(text);
}

/** The product a number of this length belongs to, or null. */
export function productOfLength(length: number): Product | null {
  return specs.find(({ number }) => number.digits === length)?.id ?? null;
}

/** What these digits are instead of a customer's number; null if they may be one, or the beginning of one. */
export function mistakenNumber(text: string): MistakenNumber | null {
  if (!/^\d+$/.test(text) || productOfLength(text.length)) return null;
  const all = specs.flatMap(({ number }) => number.mistaken ?? []);
  return all.find(({ digits }) => digits === text.length) ?? null;
}

/** Whether two bills of one product and number, for these months, are the same. Months that are not known may be any. */
export function isSameBill(product: Product, one: readonly string[], other: readonly string[]): boolean {
  if (!productOf(product).monthly) return true;
  return one.length === 0 || other.length === 0 || one.some((period) => other.includes(period));
}
