import { z } from 'zod';
import { id } from './id.ts';
import type { Rupiah } from './money.ts';
import { isCustomerNumber, products, type Product } from './product.ts';
import { note, amount } from './shift-api.ts';
import { tenderKinds, type TenderKind } from './shift.ts';
import type { Tender } from './tender.ts';

// Customers who are known by name, and what they owe. Owing is paying by `credit`; what is owed are sums over the ledger.

export interface CustomerNumber {
  readonly product: Product;
  readonly customerNumber: string;
  readonly label?: string | undefined;
}

export interface Customer {
  readonly customerId: string;
  readonly name: string;
  readonly phone: string | null;
  /** What several have in common, as a street. */
  readonly group: string | null;
  readonly numbers: readonly CustomerNumber[];
  /** In rupiah; below 0 where a bill was refused after it was paid off. */
  readonly owed: Rupiah;
}

/** `sale`: sold on credit, below 0 as it came back; `paid`: paid off, below 0; `given-back`: what was paid too much, in cash. */
export interface DebtLine {
  readonly at: string;
  readonly kind: 'sale' | 'returned' | 'paid' | 'given-back';
  /** What the debt became more by. */
  readonly amount: Rupiah;
  /** What of it is rounding of cash and no money that was handed over, with its sign: of what was paid off or given back, else 0. */
  readonly rounding: Rupiah;
  /** In what kinds of money it was paid off or given back; empty of all else. */
  readonly kinds: readonly TenderKind[];
  /** Of a sale. */
  readonly transactionId: string | null;
  /** Whose bill a sale was, by the number that was paid for, and what its receipt says; null until it is paid. */
  readonly product: Product | null;
  readonly customerNumber: string | null;
  readonly slipNumber: string | null;
  /** Of what was paid off or given back. */
  readonly settlementId: string | null;
  readonly by: string;
}

export interface Debt extends Pick<Customer, 'customerId' | 'name' | 'phone' | 'group' | 'owed'> {
  /** What goes back in cash, if all of it does that was paid too much; 0 where nothing does. */
  readonly cashBack: Rupiah;
  /** What of `owed` is of payments that are not certain yet: it comes off again where they fail, and goes back if it was paid. */
  readonly uncertain: Rupiah;
  /** What goes back in cash if all of those fail; 0 where nothing does. */
  readonly uncertainBack: Rupiah;
  /** The latest first; of one customer only, empty in a list of all. */
  readonly lines: readonly DebtLine[];
}

/** What was paid of a debt at once, or given back of it, as its slip says it. */
export interface DebtPayment {
  readonly settlementId: string;
  readonly customerId: string;
  readonly name: string;
  readonly at: string;
  readonly by: string;
  /** What the debt became less by; below 0 what was given back, and so is its tender, which is cash. */
  readonly amount: Rupiah;
  /**
   * What the cash that ended the debt was rounded by, in the customer's favour: 0 or below, but above 0 where money goes back that was
   * rounded as it was paid. The tenders come to amount + rounding.
   */
  readonly rounding: Rupiah;
  readonly tenders: readonly Tender[];
  readonly change: Rupiah;
  /** What was owed then, after it. */
  readonly owed: Rupiah;
}

const text = (most: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(most)
    .regex(/^\P{C}+$/u);
/** What a customer can be called. */
export const customerName = text(60);
const paidBy = tenderKinds.filter((kind): kind is Exclude<TenderKind, 'credit'> => kind !== 'credit');

export const customerInputs = {
  'customer:save': z.strictObject({
    customerId: id.optional(),
    name: customerName,
    phone: text(30).nullish(),
    group: text(60).nullish(),
    numbers: z
      .array(
        z
          .strictObject({ product: z.enum(products), customerNumber: z.string(), label: text(60).optional() })
          .refine(({ product, customerNumber }) => isCustomerNumber(product, customerNumber), 'a wrong number'),
      )
      .max(200),
  }),
  'customer:list': z.strictObject({
    search: z.string().max(100).optional(),
    group: z.string().max(60).optional(),
    cursor: z.string().max(200).nullish(),
  }),
  'customer:remove': z.strictObject({ customerId: id }),
  'debt:list': z.strictObject({
    customerId: id.optional(),
    /** Those who owed once and owe nothing now, by name, searched as customers are; not all, where they are many. */
    settled: z.strictObject({ search: z.string().max(100) }).optional(),
  }),
  'debt:settle': z.strictObject({
    customerId: id,
    tenders: z
      .array(z.strictObject({ kind: z.enum(paidBy), amount: amount.min(1), note: note.optional() }))
      .min(1)
      .max(20),
    /** What was owed when somebody decided to pay so much; another sum is refused, so that two presses pay once. */
    owed: z.int().optional(),
    /** The cash was counted again: it may be above what is owed by more than the till's limit. */
    confirmTendered: z.boolean().optional(),
  }),
  'debt:give-back': z.strictObject({
    customerId: id,
    /** In cash, out of the drawer; no more than is owed back. What all of it comes to in cash is the debt's `cashBack`. */
    amount: amount.min(1),
    /** What the customer was told in cash; where it would be another sum by now, nothing is given. */
    cash: amount.optional(),
    /** What was owed when somebody decided to, below 0; another sum is refused, so that two presses give it back once. */
    owed: z.int().optional(),
  }),
  'debt:print': z.strictObject({ settlementId: id }),
} as const;

export interface CustomerOutputs {
  'customer:save': Customer;
  /** By name; 100 a page. */
  'customer:list': { readonly items: readonly Customer[]; readonly cursor: string | null };
  'customer:remove': Customer;
  /** Who owes something, the most first; or the one who is named; or who owes nothing any more. */
  'debt:list': {
    readonly items: readonly Debt[];
    /** So many are listed, and there are more: only of those who owe nothing. */
    readonly most?: number;
  };
  'debt:settle': Debt & { readonly payment: DebtPayment; readonly slip: readonly string[] };
  /** As `debt:settle`, with the amount below 0. */
  'debt:give-back': CustomerOutputs['debt:settle'];
  /** Once more; the first slip prints by itself. */
  'debt:print': { readonly jobId: string };
}
