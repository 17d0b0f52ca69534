import { bareBills, type Bill } from '../../shared/bill.ts';
import { assert } from '../../shared/errors.ts';
import { rupiah, type Rupiah } from '../../shared/money.ts';
import { productOf, type BillDetails, type Product, type ProviderId } from '../../shared/product.ts';
import type { AllBills } from '../../shared/product-spec.ts';
import { known, referenceIn } from './wire/read-fields.ts';

// The bills of an answer, one for each month: what all providers share. Pure.

/** What an answer tells of one month; what it does not tell is absent or null. */
export type Told = Partial<Omit<Bill, 'period'>>;

export interface Sums {
  readonly bill: Rupiah;
  readonly admin: Rupiah;
}

/**
 * One bill for each of `periods`, in their order, with what an answer tells of them. `told` has an entry for each period, or none
 * where the answer has no breakdown. Its money is believed as a whole or not at all: amounts and penalties make `sums.bill`, or
 * all of it is null, and so it is where `sums` is null because the answer disagrees with itself.
 */
export function billsOf(periods: readonly string[], told: readonly Told[], sums: Sums | null): readonly Bill[] {
  const bills = bareBills(periods).map((bill, at) => ({ ...bill, ...told[at] }));
  const isWhole = bills.every(({ amount }) => amount !== null && amount >= 0);
  const owed = isWhole ? sumOf(bills.map(({ amount, penalty }) => sumOf([amount, penalty ?? rupiah(0)]))) : null;
  if (sums === null || owed !== sums.bill) {
    return bills.map((bill) => ({ ...bill, amount: null, penalty: null, admin: null }));
  }
  const isSplit = sumOf(bills.map(({ admin }) => admin)) === sums.admin;
  return bills.map((bill) => ({ ...bill, admin: isSplit ? bill.admin : null }));
}

/** The bills if they tell anything beyond their months; null for an answer that tells nothing new. */
export function telling(bills: readonly Bill[]): readonly Bill[] | null {
  const tells = bills.some(({ period: _period, ...rest }) => Object.values(rest).some((value) => value !== null));
  return tells ? bills : null;
}

/** Null where an amount is not known, or where the sum is more than any bill. */
export function sumOf(amounts: readonly (Rupiah | null)[]): Rupiah | null {
  const sum = amounts.reduce<number>((all, amount) => all + (amount ?? NaN), 0);
  return Number.isSafeInteger(sum) ? rupiah(sum) : null;
}

/** What a product makes of a provider's answer. `said` is a field's text by the provider's own name of it. */
export function detailsBy(
  provider: ProviderId,
  product: Product,
  said: (name: string) => string | null,
  all: AllBills,
): BillDetails {
  const seller = productOf(product).sellers[provider];
  assert(seller, `${provider} sells ${product}`);
  return seller.details({ text: (name) => known(said(name)), reference: (name) => referenceIn(said(name)) }, all);
}
