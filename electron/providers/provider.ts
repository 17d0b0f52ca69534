import type { Bill, Warning } from '../../shared/bill.ts';
import type { ErrorCode } from '../../shared/errors.ts';
import type { Rupiah } from '../../shared/money.ts';
import type { BillDetails, Product, ProviderId } from '../../shared/product.ts';
import { refusalCodes, type PendingReason, type RefusalCode } from '../../shared/transaction.ts';

/** What is true of a provider whatever it is asked. Where no document says, the safe choice, said so beside it. */
export interface ProviderFacts {
  readonly id: ProviderId;
  /** As the cashier knows it. */
  readonly name: string;
  readonly products: readonly Product[];
  /** Hosts that the provider's documents name, for the firewall; what is really reached is configured. */
  readonly documentedHosts: { readonly sandbox: readonly string[]; readonly production: readonly string[] };
  /** Whether the shop may add a fee of its own. */
  readonly ownFee: 'allowed' | 'forbidden';
  /** How long a quote may be paid without asking again, in ms. */
  readonly quoteValidMs: number;
  /** Inquiry and payment must fall on one WIB day. */
  readonly sameDay: boolean;
  /** No requests between these hours WIB, the first included, the second not; null where none is documented. */
  readonly cutOff: { readonly fromHour: number; readonly toHour: number } | null;
  /** How status checks are made; null where the provider documents none. */
  readonly statusChecks: StatusCheckRule | null;
  /** When a person may send a pending payment once more, under its first reference; null for never. */
  readonly resending: ResendingRule | null;
}

export interface ResendingRule {
  /** After the first sending, and between two answers that say "not received", in ms. */
  readonly pauseMs: number;
  /** Two status answers in a row, that pause apart, must have said that the payment was never received. */
  readonly onlyNotReceived: boolean;
  /** Only on the WIB day of the first sending. */
  readonly sameDay: boolean;
}

/** When the status of a pending payment is checked. All in ms. */
export interface StatusCheckRule {
  /** Pauses before the first, second, ... status check; the last one goes on. */
  readonly pausesMs: readonly number[];
  /** Pause before the first status check when the payment's answer was abnormal or never came. */
  readonly abnormalFirstMs: number;
  /** After this the provider may no longer know the payment; a person has to. */
  readonly ageMaxMs: number;
  /** The check is the payment sent again, and may be what pays it: nobody may ask so about a payment whose cash went back. */
  readonly mayPay?: true;
}

/** An inquiry for a bill. `providerRef` is the client-made id that the provider will know the payment by. */
export interface InquiryOrder {
  readonly product: Product;
  readonly customerNumber: string;
  readonly providerRef: string;
}

/** The provider's answer to an inquiry, in our words. */
export interface InquiredBill {
  readonly customerName: string | null;
  readonly periods: readonly string[];
  /** One for each of `periods`, in their order; null in it where the answer does not say. */
  readonly bills: readonly Bill[];
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

/** The codes an inquiry may fail with; the first three are the provider's reasons, so the next one may be asked. */
export type InquiryFailure = Extract<
  ErrorCode,
  'provider-down' | 'cut-off' | 'deposit-low' | 'wrong-number' | 'already-paid' | 'no-bill'
>;

export type InquiryOutcome =
  | { readonly kind: 'bill'; readonly bill: InquiredBill; readonly exchange: Exchange }
  | {
      readonly kind: 'failed';
      readonly code: InquiryFailure;
      /** What of the provider's own reasons it was, where that shows. */
      readonly because?: AccessRefusal | 'unreadable-reply';
      readonly providerMessage: string | null;
      /** The same in English, from a provider that says both. */
      readonly providerMessageEn?: string | null;
      /** The deposit now, if the answer tells. */
      readonly balance?: Rupiah | null;
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
      /** What only the payment's answer tells for the receipt; null keeps what the inquiry told. */
      readonly details: BillDetails | null;
      /** What only the payment's answer tells of the months; null keeps what the inquiry told, and so does a null in one of them. */
      readonly bills: readonly Bill[] | null;
      readonly remainingBills: number | null;
      /** Lines the provider demands at the foot of the receipt; null for the till's own. */
      readonly footer: readonly string[] | null;
      readonly exchange: Exchange;
    }
  | {
      readonly kind: 'refused';
      readonly code: RefusalCode;
      readonly message: string | null;
      readonly messageEn?: string | null;
      /** Believed only if the answer before was `doubtful` too: the failure may be the status check's, not the payment's. */
      readonly mustRepeat?: boolean;
      /** The deposit now, if the answer tells. */
      readonly balance?: Rupiah | null;
      readonly exchange: Exchange;
    }
  | {
      readonly kind: 'pending';
      readonly why: PendingReason;
      readonly message: string | null;
      /** The deposit now, if the answer tells. */
      readonly balance?: Rupiah | null;
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
  /** The provider's clock as its answer told it, in ms since 1970; null where it did not. */
  readonly serverTimeMs: number | null;
}

/**
 * One aggregator. Laws: `pay` sends exactly one request and never again by itself; the same order makes the same bytes;
 * no method throws for what a provider or a network can do; nothing secret is in an Exchange.
 */
export interface Provider {
  readonly facts: ProviderFacts;
  /** Every host this provider is reached at, as configured: for the firewall. */
  readonly hosts: readonly string[];
  inquire(order: InquiryOrder): Promise<InquiryOutcome>;
  pay(order: PayOrder): Promise<Outcome>;
  /**
   * Asks what became of a payment. Absent exactly where `facts.statusChecks` is null. It changes nothing at the provider, but for
   * Alfakios: with the setting `resend` it is the payment itself, sent again under its `req_id`, and may be what pays the bill.
   */
  readonly checkStatus?: (order: PayOrder) => Promise<Outcome>;
  /** The deposit, where a call for it is documented. */
  readonly balance?: () => Promise<BalanceOutcome>;
  /** The provider's own list of what it sells, where documented. */
  readonly products?: () => Promise<ProductsOutcome>;
}

/** A question about the shop itself that got no value. */
export interface Unanswered {
  readonly kind: 'failed';
  readonly message: string | null;
  /** What the answer says of the shop's access by a documented code; null if it says nothing of it. */
  readonly refused: AccessRefusal | null;
  readonly exchange: Exchange;
}
/** The key, the name or the account is not good; or the address that the request came from. */
export type AccessRefusal = 'key-refused' | 'ip-refused';

export type BalanceOutcome =
  { readonly kind: 'balance'; readonly balance: Rupiah; readonly exchange: Exchange } | Unanswered;

export interface OfferedProduct {
  readonly code: string;
  readonly name: string;
  readonly active: boolean;
  readonly admin: Rupiah | null;
}

export type ProductsOutcome =
  { readonly kind: 'products'; readonly products: readonly OfferedProduct[]; readonly exchange: Exchange } | Unanswered;

/** What a documented code means at each step. Nothing but such a row may make a payment paid or refused. */
export interface CodeRow {
  readonly code: string;
  /** Our words for it. */
  readonly meaning: string;
  /** At inquiry: `bill`, or what the inquiry fails with; null where it makes no sense there. */
  readonly atInquiry: 'bill' | InquiryFailure | null;
  /** At payment; `doubtful` rows are failures that a status check must confirm before they are believed. */
  readonly atPay: 'paid' | RefusalCode | PendingReason;
  /** At a status check. */
  readonly atStatus: 'paid' | RefusalCode | PendingReason;
  /** Where it is documented. */
  readonly source: string;
}

/** Whether a code means that a payment surely did not happen. */
export function isRefusal(meaning: CodeRow['atPay']): meaning is RefusalCode {
  return refusalCodes.some((code) => code === meaning);
}

/** Characters of a reply that are kept in the trail. */
export const exchangeTextMax = 16_384;
