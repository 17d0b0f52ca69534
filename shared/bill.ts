import type { ErrorCode } from './errors.ts';
import type { Rupiah } from './money.ts';
import type { BillDetails, Product, ProviderId } from './product.ts';
import type { RoundingRule } from './tender.ts';

/** One month of a quote: what the customer owes for it. Null where the provider does not say, money too. */
export interface Bill {
  /** `2024-04`. */
  readonly period: string;
  /** Without the penalty. Where all of them are known, amounts and penalties make the quote's `bill`. */
  readonly amount: Rupiah | null;
  readonly penalty: Rupiah | null;
  /** This month's part of the quote's `admin`. */
  readonly admin: Rupiah | null;
  /** Meter readings, as received. */
  readonly standStart: string | null;
  readonly standEnd: string | null;
  /** `2024-04-20`. */
  readonly dueDate: string | null;
  /** What was used, in kWh for electricity. */
  readonly usage: number | null;
}

/** The bills of months of which nothing else is known, one a month in the order given. */
export function bareBills(periods: readonly string[]): readonly Bill[] {
  const none = {
    amount: null,
    penalty: null,
    admin: null,
    standStart: null,
    standEnd: null,
    dueDate: null,
    usage: null,
  };
  return periods.map((period) => ({ period, ...none }));
}

/** Why a person should look before paper comes out. */
export const warnings = [
  'total-mismatch',
  'no-reference',
  'period-unknown',
  'deposit-mismatch',
  'refused-then-paid',
] as const;
export type Warning = (typeof warnings)[number];

/** An earlier payment of the same bill by this till. */
export interface PaidBefore {
  readonly transactionId: string;
  readonly at: string;
  readonly cashier: string;
  /** It was refused, and its provider says since then that it is in process: nobody knows whether it will be paid after all. */
  readonly inProcess?: true;
}

/** An earlier payment of the same bill by this till, of which a person said that it did not happen. Where they erred, it is paid. */
export interface DecidedBefore {
  readonly transactionId: string;
  /** When they said so. */
  readonly at: string;
  /** Who; null once the records of that payment are packed. */
  readonly by: string | null;
  /** Who was asked to pay. */
  readonly provider: ProviderId;
  readonly total: Rupiah;
}

/** A bill as one provider quotes it. Amounts are whole rupiah, times ISO 8601 in WIB. */
export interface Quote {
  readonly quoteId: string;
  readonly provider: ProviderId;
  readonly product: Product;
  readonly customerNumber: string;
  readonly customerName: string | null;
  /** Months billed, `2024-04`, oldest first. Empty for non-taglist. */
  readonly periods: readonly string[];
  /** One for each of `periods`, in their order. */
  readonly bills: readonly Bill[];
  /** What PLN gets (RP TAG PLN). */
  readonly bill: Rupiah;
  /** The provider's admin fee (ADMIN BANK). */
  readonly admin: Rupiah;
  /** The shop's own fee. */
  readonly fee: Rupiah;
  /** bill + admin + fee: what the customer pays. */
  readonly total: Rupiah;
  /** How its cash is rounded: the shop's rule when the bill was told. */
  readonly roundingRule: RoundingRule | null;
  /** What it is rounded by if all of it is paid in cash; of a payment, what it was rounded by. Below 0 in the customer's favour. */
  readonly rounding: Rupiah;
  /** total + rounding. */
  readonly due: Rupiah;
  /** What the shop earns; bill + admin - commission leaves the deposit. Null while the provider has not said. */
  readonly commission: Rupiah | null;
  /** Months that stay unpaid after this payment. */
  readonly remainingBills: number | null;
  readonly expiresAt: string;
  readonly warning: Warning | null;
  readonly paidBefore: PaidBefore | null;
  /** As this is said; absent if there is none, or if the bill was paid since. */
  readonly decidedBefore?: DecidedBefore;
  /** The unsettled payment of the same product and number as this is said, by its transactionId: until it is settled, nothing is paid for them. */
  readonly lockedBy: string | null;
  readonly details: BillDetails;
  /** Providers that were asked first and could not answer, for reasons of their own. */
  readonly skipped: readonly {
    readonly provider: ProviderId;
    readonly code: ErrorCode;
    /** In its own words; absent where it said none. */
    readonly message?: string;
  }[];
}
