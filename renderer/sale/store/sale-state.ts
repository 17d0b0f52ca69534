import { computed, ref, shallowRef, type ComputedRef, type Ref, type ShallowRef } from 'vue';
import type { Quote } from '../../../shared/bill.ts';
import type { Customer } from '../../../shared/customer.ts';
import type { Rupiah } from '../../../shared/money.ts';
import type { Product } from '../../../shared/product.ts';
import type { TenderKind } from '../../../shared/shift.ts';
import type { Tender } from '../../../shared/tender.ts';
import type { Transaction } from '../../../shared/transaction.ts';
import { productFor } from '../../ui/text/customer-number.ts';
import type { Problem } from '../../words/codes/problem.ts';

export interface HandedOver {
  readonly tenders: readonly Tender[];
  readonly debtor: { readonly name: string } | null;
}

/** A payment that has left the cashier's hands. */
export interface Paying {
  readonly at: 'paying';
  /** The quote, or after a reload the stored transaction. */
  readonly bill: Omit<Quote, 'skipped' | 'lockedBy' | 'roundingRule'>;
  /** What was handed over, and who owes what of it is on credit. */
  readonly handed: HandedOver;
  /** By this computer's clock. */
  readonly since: number;
}

export interface BillStep {
  readonly at: 'bill';
  readonly quote: Quote;
  /** The unsettled payment that locks this bill, by its transactionId: nothing is paid until it is settled. */
  readonly lockedBy: string | null;
  /** That payment, once it was read. */
  readonly locking: Transaction | null;
  /** What was due before the bill changed under the cashier's hands. */
  readonly changedFrom: Rupiah | null;
  readonly mustConfirmPaidBefore: boolean;
}

/** Where the sale is. One of these at a time. */
export type Step =
  | { readonly at: 'number' }
  | { readonly at: 'asking'; readonly since: number }
  | BillStep
  | Paying
  | { readonly at: 'lost'; readonly quoteId: string; readonly customerNumber: string; readonly bill: BillStep | null }
  | { readonly at: 'done'; readonly transaction: Transaction; readonly since: number }
  | { readonly at: 'pending'; readonly transaction: Transaction }
  | { readonly at: 'refused'; readonly transaction: Transaction };

/** Other money than cash, or several kinds, as far as it was typed. */
export interface OtherMoney {
  /** Its dialog lies over the bill. */
  readonly isOpen: boolean;
  /** What was taken so far. */
  readonly parts: readonly Tender[];
  /** The part that is being typed; no digits are all that is left to pay. After a part was taken nobody has said yet how the rest is paid: null. */
  readonly kind: TenderKind | null;
  readonly digits: string;
  /** Who owes what is on credit. */
  readonly customer: Customer | null;
}

const noOther: OtherMoney = { isOpen: false, parts: [], kind: 'qris', digits: '', customer: null };

export interface SaleState {
  /** Digits of the customer number. */
  readonly number: Ref<string>;
  /** The number was asked about, so the next digit begins another one. */
  readonly asked: Ref<boolean>;
  /** The product chosen by hand; null lets the length decide. */
  readonly chosen: Ref<Product | null>;
  readonly product: ComputedRef<Product>;
  /** Digits of the cash received; empty is not zero. */
  readonly tender: Ref<string>;
  readonly other: ShallowRef<OtherMoney>;
  readonly confirmedPaidBefore: Ref<boolean>;
  /** The customer was asked about paying several months at once. */
  readonly confirmedMonths: Ref<boolean>;
  readonly step: ShallowRef<Step>;
  /** The payment that was shown as not certain last: its change was to be given then. */
  readonly uncertain: Ref<string | null>;
  readonly problem: ShallowRef<Problem | null>;
}

export function createSaleState(): SaleState {
  const number = ref('');
  const chosen = ref<Product | null>(null);
  return {
    number,
    asked: ref(false),
    chosen,
    product: computed(() => productFor(number.value, chosen.value)),
    tender: ref(''),
    other: shallowRef(noOther),
    confirmedPaidBefore: ref(false),
    confirmedMonths: ref(false),
    step: shallowRef<Step>({ at: 'number' }),
    uncertain: ref(null),
    problem: shallowRef<Problem | null>(null),
  };
}

/** Forgets the money that was typed and the confirmations, which belong to one bill as it was shown. */
export function clearCash(state: SaleState): void {
  state.tender.value = '';
  state.other.value = noOther;
  state.confirmedPaidBefore.value = false;
  state.confirmedMonths.value = false;
}

/** Shows a bill with nothing typed yet. `changedFrom`: what was due before it changed under the cashier's hands. */
export function showBill(state: SaleState, quote: Quote, changedFrom: Rupiah | null = null): void {
  clearCash(state);
  const { lockedBy } = quote;
  const mustConfirmPaidBefore = quote.paidBefore !== null;
  state.step.value = { at: 'bill', quote, lockedBy, locking: null, changedFrom, mustConfirmPaidBefore };
}

/** A bill after what was heard of the payment that locks it. */
export function afterLock(bill: BillStep, heard: Transaction): BillStep {
  const isSettled = heard.status === 'paid' || heard.status === 'refused';
  return isSettled ? { ...bill, lockedBy: null, locking: null } : { ...bill, locking: heard };
}

/** Shows a payment as it stands. */
export function showTransaction(state: SaleState, transaction: Transaction): void {
  state.problem.value = null;
  const { status } = transaction;
  if (status === 'sending') {
    state.step.value = { at: 'paying', bill: transaction, handed: transaction, since: Date.now() };
  } else if (status === 'paid') {
    state.step.value = { at: 'done', transaction, since: Date.now() };
  } else {
    state.step.value = { at: status, transaction };
  }
}
