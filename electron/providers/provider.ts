import type { BillDetails, Warning } from '../../shared/bill.ts';
import type { ErrorCode } from '../../shared/errors.ts';
import type { Rupiah } from '../../shared/money.ts';
import type { Product, ProviderId } from '../../shared/product.ts';
import type { PendingReason, RefusalCode } from '../../shared/transaction.ts';

/** What is true of a provider whatever it is asked. */
export interface ProviderFacts {
  readonly id: ProviderId;
  /** As the cashier knows it. */
  readonly name: string;
  readonly products: readonly Product[];
  /** How long a quote may be paid without asking again, in ms. */
  readonly quoteValidMs: number;
  /** Whether the provider documents a way to ask what became of a payment. */
  readonly canAskStatus: boolean;
}

/** A question for a bill. `providerRef` is the client-made id that the provider will know the payment by. */
export interface InquiryOrder {
  readonly product: Product;
  readonly customerNumber: string;
  readonly providerRef: string;
}

/** The provider's answer to an inquiry, in our words. */
export interface InquiredBill {
  readonly customerName: string | null;
  readonly periods: readonly string[];
  readonly bill: Rupiah;
  readonly admin: Rupiah;
  readonly commission: Rupiah | null;
  readonly remainingBills: number | null;
  readonly warning: Warning | null;
  readonly details: BillDetails;
  /** The deposit now, if the answer tells. */
  readonly balance: Rupiah | null;
  /** What this provider needs to remember until payment; plain JSON, stored with the quote. */
  readonly memo: Readonly<Record<string, string | number | null>>;
}

/** The codes an inquiry may fail with; the first three are the provider's reasons, so the next provider may be asked. */
export type InquiryFailure = Extract<
  ErrorCode,
  'provider-down' | 'cut-off' | 'deposit-low' | 'wrong-number' | 'already-paid' | 'no-bill'
>;

export type InquiryOutcome =
  | { readonly kind: 'bill'; readonly bill: InquiredBill; readonly exchange: Exchange }
  | {
      readonly kind: 'failed';
      readonly code: InquiryFailure;
      readonly providerMessage: string | null;
      readonly exchange: Exchange;
    };

/** A stored intent to pay. No amount comes from the screen; these are the quote's. */
export interface PayOrder extends InquiryOrder {
  readonly bill: Rupiah;
  readonly admin: Rupiah;
  readonly memo: InquiredBill['memo'];
}

/**
 * What became of a payment. `pending` is the default: only a documented success may become `paid`, and only a documented
 * final failure, or a request that never left this machine, may become `refused`.
 */
export type Outcome =
  | {
      readonly kind: 'paid';
      readonly reference: string | null;
      readonly commission: Rupiah | null;
      readonly balance: Rupiah | null;
      readonly warning: Warning | null;
      readonly exchange: Exchange;
    }
  | {
      readonly kind: 'refused';
      readonly code: RefusalCode;
      readonly message: string | null;
      readonly exchange: Exchange;
    }
  | {
      readonly kind: 'pending';
      readonly why: PendingReason;
      readonly message: string | null;
      readonly exchange: Exchange;
    };

/** One request and what came back, with every secret taken out: safe to store and to show. */
export interface Exchange {
  readonly request: string;
  readonly result: 'reply' | 'not-sent' | 'no-reply';
  /** HTTP status, or null without a reply. */
  readonly status: number | null;
  /** The reply's body, or what went wrong with the connection. At most `exchangeTextMax` characters. */
  readonly text: string;
  readonly tookMs: number;
}

/**
 * One aggregator. Laws: `pay` sends exactly one request and never again by itself; the same order makes the same bytes;
 * no method throws for what a provider or a network can do; nothing secret is in an Exchange.
 */
export interface Provider {
  readonly facts: ProviderFacts;
  inquire(order: InquiryOrder): Promise<InquiryOutcome>;
  pay(order: PayOrder): Promise<Outcome>;
}

/** Characters of a reply that are kept in the trail. */
export const exchangeTextMax = 16_384;
