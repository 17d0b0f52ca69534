import type { DepositLine } from './deposit.ts';
import type { Rupiah } from './money.ts';
import type { Product, ProviderId } from './product.ts';
import type { Right } from './rights.ts';

// A shift: from a counted float to a counted close. What its report says are sums over the ledger (`electron/ledger`).

/** Kinds of money that a customer hands over. `credit` is none yet: it stands on the customer's debt list. */
export const tenderKinds = ['cash', 'qris', 'transfer', 'debit', 'credit'] as const;
export type TenderKind = (typeof tenderKinds)[number];

/** Rupiah of the notes and coins that are counted. */
export const denominations = [100_000, 50_000, 20_000, 10_000, 5_000, 2_000, 1_000, 500, 200, 100] as const;

/** So many notes or coins of one kind. */
export interface CountedNotes {
  readonly denomination: number;
  readonly count: number;
}

/** What was counted, in rupiah. Throws nothing: what is no whole number was refused before. */
export function sumOfNotes(notes: readonly CountedNotes[]): number {
  return notes.reduce((sum, { denomination, count }) => sum + denomination * count, 0);
}

export interface Shift {
  readonly shiftId: string;
  /** Who opened it, and answers for the drawer. */
  readonly personId: string | null;
  readonly cashier: string;
  readonly openedAt: string;
  /** What was in the drawer when it opened, in rupiah. */
  readonly float: Rupiah;
  /**
   * While it is open: float and `givenBack` less what was counted as the shift before closed, of the same person's where each has a drawer of their own.
   * Absent where they are the same.
   */
  readonly floatDifference?: Rupiah;
  /** While it is open: what of its refunds had left the drawer before the float was counted. Absent where nothing had. */
  readonly givenBack?: Rupiah;
  /** Null while it is open. */
  readonly closedAt: string | null;
  /** Of its last Z; null while it has none. */
  readonly number: number | null;
  /** The Zs that it had before that one, by number: it was opened again. Absent where there were none. */
  readonly replaced?: readonly number[];
  /** It is open since an earlier WIB day. */
  readonly overdue: boolean;
}

/** Money that moves into or out of the drawer without a sale. `drop`: to the safe. */
export const cashMoves = ['in', 'out', 'drop'] as const;
export type CashMove = (typeof cashMoves)[number];

/**
 * A line about the drawer. `refund`: a payment of an earlier shift was refused in this one, and its cash given back. `debt`: what a customer
 * paid in cash of a debt; `debt-back`: what a customer had paid too much of one, given back.
 */
export interface CashLine {
  readonly kind: CashMove | 'refund' | 'debt' | 'debt-back';
  readonly amount: Rupiah;
  readonly reason: string;
  readonly at: string;
  /** Who did it; null for a refund. Absent in a Z of an older till. */
  readonly by?: string | null;
}

/** What was taken for bills of one provider's product, less what was refused within the shift; pending ones count. */
export interface SalesLine {
  readonly provider: ProviderId;
  readonly product: Product;
  readonly count: number;
  readonly bill: Rupiah;
  readonly admin: Rupiah;
  readonly fee: Rupiah;
  /** Of what was settled in the shift. */
  readonly commission: Rupiah;
  /** What left the deposit in the shift. */
  readonly deposit: Rupiah;
}

/** What was taken by one kind of money. Or, with a count of 0, what goes back for payments that an earlier shift took: then below 0. */
export interface TenderLine {
  readonly kind: TenderKind;
  readonly count: number;
  /** What was kept: tendered less change. */
  readonly amount: Rupiah;
}

/** A payment whose outcome is not known. */
export interface CarriedPayment {
  readonly transactionId: string;
  readonly createdAt: string;
  readonly product: Product;
  readonly customerNumber: string;
  readonly customerName: string | null;
  readonly total: Rupiah;
  readonly cashier: string;
  /** Absent in a Z of an older till, as what follows. */
  readonly provider?: ProviderId;
  /** It was taken before this shift, and is none of its sales. */
  readonly isEarlier?: boolean;
}

/** Payments that are counted apart from a shift's sales: what left the deposit for them, before the commission. */
export interface Apart {
  readonly count: number;
  /** Bill and admin. */
  readonly amount: Rupiah;
}

/** An approved act on a payment. Its `approved` record says it: the payment's own is packed away in time. */
export interface PaymentAct {
  readonly kind: 'taken' | 'said-paid' | 'said-refused' | 'sent-again';
  readonly amount: Rupiah;
  readonly name: string | null;
}

/** What an approved act did to money. `taken`: a payment above a ceiling; `said-paid`, `said-refused`: a person's word on one; `sent-again`: it was sent once more. */
export interface ApprovedAct {
  readonly kind:
    CashMove | 'debt-back' | 'top-up' | 'correction' | 'top-up-asked' | 'top-up-cancelled' | PaymentAct['kind'];
  /** Below 0 only of a correction; null of what was called off. Of a payment its total. */
  readonly amount: Rupiah | null;
  /** The customer who has it back, or whose payment it is; null of all else, and where no provider said a name. */
  readonly name: string | null;
}

/** What somebody's PIN let through in a shift. */
export interface ShiftApproval {
  readonly at: string;
  readonly right: Right;
  /** Whose PIN it was, and who was signed in: the same where a right takes a PIN of who has it. */
  readonly by: string;
  readonly forWhom: string;
  /** The id of the payment, person or shift, the provider, or a setting's path; null if it has none. */
  readonly about: string | null;
  /** What was given with the act; null if none was. */
  readonly reason: string | null;
  /** Null where it moved no money. Absent in a Z of an older till. */
  readonly act?: ApprovedAct | null;
}

/** A shift that was closed goes on. */
export interface ShiftReopening {
  readonly at: string;
  readonly by: string;
  readonly reason: string;
}

/** X while a shift is open, Z of one that was closed. */
export interface ShiftReport {
  /** Of the Z, one after another without a gap; null in an X. */
  readonly number: number | null;
  /** How its paper is laid out, which a Z keeps for ever. Absent in an older till's; before 3 what is pending stood without a value, and before 4 payments were called months. */
  readonly layout?: 2 | 3 | 4;
  /** The Zs of the same shift before it, whose sums are all in it again. Absent where there are none, and in a Z of an older till. */
  readonly replaces?: readonly number[];
  /** Who opened the shift again, when and why, in their order. Absent where nobody did, and before layout 4. */
  readonly reopened?: readonly ShiftReopening[];
  readonly shiftId: string;
  /** The till's id in its shop. */
  readonly till: string;
  readonly cashier: string;
  readonly openedAt: string;
  readonly closedAt: string | null;
  readonly float: Rupiah;
  /** float and `givenBack` less what was counted as the shift before closed; null in the first, or where no shift before it was closed. */
  readonly floatDifference: Rupiah | null;
  /** What of its refunds had left the drawer before the float was counted. Absent where nothing had. */
  readonly givenBack?: Rupiah;
  readonly sales: readonly SalesLine[];
  /** What was taken, by kind; then what is no cash and was given back for payments of earlier shifts. */
  readonly tenders: readonly TenderLine[];
  /** What customers paid of what they owe, by kind of money. Absent in a Z of an older till. */
  readonly debts?: readonly TenderLine[];
  readonly rounding: Rupiah;
  /** What cash for debts was rounded by, paid or given back; absent where by nothing. Not in `rounding`, which is of sales. */
  readonly debtRounding?: Rupiah;
  readonly cash: readonly CashLine[];
  /** What must be in the drawer; null as long as whoever asks has to count it blind. */
  readonly expected: Rupiah | null;
  readonly counted: Rupiah | null;
  /** counted - expected. */
  readonly difference: Rupiah | null;
  readonly reason: string | null;
  /** What PINs approved of since it was opened, the oldest first. Absent in a Z of an older till. */
  readonly approvals?: readonly ShiftApproval[];
  /** What was counted before the count that closed it. */
  readonly recounts: readonly Rupiah[];
  /** Unsettled now: carried to the next shift. */
  readonly pending: readonly CarriedPayment[];
  /** What of the sales is unsettled now, and so not used of a deposit; without the fee. Absent in a Z of an older till, as what follows. */
  readonly unsettled?: { readonly count: number; readonly bill: Rupiah; readonly admin?: Rupiah };
  /** Settled in this shift, and taken before it: none of its sales. Below 0 where a person's word was taken back. */
  readonly late?: Apart;
  /** Refused, and paid by the provider after all: their customers have the money back, and they are no sales and not in `perpetual`. */
  readonly turned?: Apart;
  /** Copies of receipts that were printed. */
  readonly copies: number;
  readonly drawerOpens: number;
  readonly deposits: readonly DepositLine[];
  /**
   * Of all that was ever paid by customers; never set back, and lowered by nothing but a person's word that is taken back. What is pending and
   * what is `turned` is not in it.
   */
  readonly perpetual: { readonly count: number; readonly total: Rupiah };
  /** The end of the journal just before, as slips carry it. */
  readonly head: string;
  /** The trial balance: the sum of all accounts. It is 0. */
  readonly balance: Rupiah;
}
