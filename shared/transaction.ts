import type { Quote } from './bill.ts';
import type { Rupiah } from './money.ts';
import type { Tender } from './tender.ts';

/** `sending` and `pending` are unsettled: the money may or may not have left the deposit. */
export const statuses = ['sending', 'paid', 'refused', 'pending'] as const;
export type Status = (typeof statuses)[number];

/** What payments are listed by: a status, or `unsettled` for `sending` and `pending` together. */
export const listedStatuses = [...statuses, 'unsettled'] as const;

const moves: Record<Status, readonly Status[]> = {
  sending: ['paid', 'refused', 'pending'],
  pending: ['paid', 'refused'],
  paid: [],
  refused: [],
};

/** What may move a settled payment: a person takes a person's word back, or a provider says that what it refused is paid after all. */
export type Overturning = 'taken-back' | 'paid-after-all';

/** Whether a payment may go from one status to another. The database holds the same rule by trigger. */
export function mayMove(from: Status, to: Status, overturning: Overturning | null): boolean {
  if (moves[from].includes(to)) return true;
  if (overturning === 'paid-after-all') return from === 'refused' && to === 'paid';
  return overturning !== null && from !== to && moves[from].length === 0 && moves[to].length === 0;
}

/** Why a payment surely did not happen. */
export const refusalCodes = [
  'not-sent',
  'rejected',
  'credentials',
  'wrong-number',
  'already-paid',
  'no-bill',
  'cut-off',
  'deposit-low',
  'resolved',
] as const;
export type RefusalCode = (typeof refusalCodes)[number];

/** Why it is not known whether a payment happened. */
export const pendingReasons = [
  'in-process',
  'not-received',
  'doubtful',
  'already-there',
  'no-reply',
  'unreadable-reply',
  'unknown-code',
  'http-status',
  'contradiction',
  'other-payment',
  'interrupted',
] as const;
export type PendingReason = (typeof pendingReasons)[number];

export interface Refusal {
  readonly code: RefusalCode;
  /** The provider's words, if it sent any. */
  readonly message: string | null;
  /** The same in English, from a provider that says both. */
  readonly messageEn?: string;
}

/** A payment from the moment its intent is stored. */
export interface Transaction extends Omit<Quote, 'skipped' | 'lockedBy' | 'decidedBefore' | 'roundingRule'> {
  readonly transactionId: string;
  readonly status: Status;
  readonly tendered: Rupiah;
  /** All of it; one line of cash where nothing else was handed over. */
  readonly tenders: readonly Tender[];
  /** Who owes what of it is on credit, by the name they have now; null where nothing is. */
  readonly debtor: { readonly customerId: string; readonly name: string } | null;
  /** tendered - due. Always cash. */
  readonly change: Rupiah;
  /** The reference that proves the payment (NO REF); null until paid, or if the provider sent none. */
  readonly reference: string | null;
  readonly refusal: Refusal | null;
  readonly createdAt: string;
  readonly settledAt: string | null;
  /** When the provider is asked next; null if nobody will ask by itself. */
  readonly nextAskAt: string | null;
  /** Originals and copies that went out to a printer. */
  readonly prints: number;
  /**
   * `LKT01-2611-000123`: till, month in which it became paid, and one after another without a gap. Null until it is paid, and where
   * an older till was told that it is paid.
   */
  readonly slipNumber: string | null;
  /** Whose word it is that it was paid; null if its provider's. */
  readonly saidBy: string | null;
  /** 7 characters by which a person names it; null where an older till began it. */
  readonly claimCode: string | null;
}

export const eventKinds = [
  'intent',
  'sent',
  'paid',
  'refused',
  'pending',
  'asked',
  'looked',
  'resent',
  'resolved',
  'interrupted',
  'alarm',
  'print',
] as const;
export type EventKind = (typeof eventKinds)[number];

/** What a person can say of a payment. */
export type Decided = 'paid' | 'refused';

/**
 * What the alarms of a settled payment come to. `contradicts`: a late answer says that it became something else. `agrees`: late
 * answers say what is recorded. `open`: somebody has to look. `turned`: the provider refused it, and paid it after all.
 */
export type AlarmSense = 'contradicts' | 'agrees' | 'open' | 'turned';

/** One line of a payment's trail; appended, never changed. */
export interface TransactionEvent {
  readonly at: string;
  readonly kind: EventKind;
  readonly data: Readonly<Record<string, unknown>>;
}

export interface TransactionWithEvents extends Transaction {
  readonly events: readonly TransactionEvent[];
  /** Whether the provider's rules allow a person to send it once more now. */
  readonly mayResend: boolean;
  /** Whether a person's word, `paid` or `refused`, may be changed to the other one now. */
  readonly mayTakeBack: boolean;
  /** Why it is not certain, or was not, by the last event that says so; null if it always was. */
  readonly why: PendingReason | null;
  /** Whether it was ever not certain, beyond being in process at its provider: its change was to be given then. */
  readonly wasUncertain: boolean;
  /** A provider that takes a payment first and answers for it later is in order until then; null if that is over, or was never so. */
  readonly inProcessUntil: string | null;
  /** What persons said of it, oldest first. */
  readonly decisions: readonly Decided[];
  /** Null if there was no alarm, or while it is not settled. */
  readonly alarm: AlarmSense | null;
}
