import type { Bill, Warning } from '../../../shared/bill.ts';
import type { BillDetails, ProviderId } from '../../../shared/product.ts';
import type { Right } from '../../../shared/rights.ts';
import type { CashMove, CountedNotes, PaymentAct, ShiftReport } from '../../../shared/shift.ts';
import type { PendingReason, RefusalCode } from '../../../shared/transaction.ts';
import type { SavedCustomer, SavedDebtPayment } from '../../db/customers.ts';
import type { AskRow } from '../../db/deposits.ts';
import type { SavedPerson } from '../../db/people.ts';
import type { StoredQuote } from '../../db/quotes.ts';
import type { Intent } from '../../db/transactions.ts';
import type { Head } from './line.ts';

/** What a provider answered to the request in the record before, with every secret taken out. */
export interface KeptExchange {
  readonly result: 'reply' | 'not-sent' | 'no-reply';
  /** HTTP status; null without a reply. */
  readonly status: number | null;
  /** The reply's body, or what went wrong with the connection. */
  readonly text: string;
  readonly tookMs: number;
}

/** What a till is set to as it is opened. */
export interface OpenedSettings {
  /** A MAC of all settings, secrets too, under a key of the till's. */
  readonly digest: string;
  /** By path; of a secret only the word `set`. */
  readonly values: Readonly<Record<string, unknown>>;
  /** Of each secret, by path, the beginning of a MAC: it tells whether it is another one, and not which. */
  readonly keys: Readonly<Record<string, string>>;
}

/**
 * Everything that happens to money, by kind. A record holds all that the database makes of it, so that either can be made
 * again from the other. Money is whole rupiah, times are ms since 1970.
 */
export interface RecordData {
  /** The till was started by somebody; ids are made under this epoch from now on. */
  readonly opened: {
    readonly version: string;
    readonly by: string;
    readonly epoch: string;
    /** The till's id in its shop, and the public half of its key (32 bytes, in base64url): only where they are new. */
    readonly till?: string;
    readonly publicKey?: string;
    /** What the till was set to: absent where an older till wrote it. */
    readonly settings?: OpenedSettings;
    /** What is otherwise than in the last `opened` that said so; absent if nothing is. */
    readonly changes?: readonly { readonly path: string; readonly before: unknown; readonly after: unknown }[];
  };
  /** An owner saw what was changed up to the start of that digest. */
  readonly 'settings-seen': { readonly by: string; readonly digest: string };
  /** Copies, or older than what was known: payments wait until a person has compared. `backup`: out of one that ended so, without PINs that count. */
  readonly restored: { readonly why: string; readonly epoch: string; readonly backup?: Head };
  readonly reconciled: { readonly by: string; readonly reason: string };
  /** `at` is now the PC's clock, which said `pcAt`, plus `correctionMs`. `by`: the provider that told the time; null if the PC's was found right. */
  readonly clock: { readonly pcAt: number; readonly correctionMs: number; readonly by: ProviderId | null };
  /**
   * Somebody outside the till signed the record `n` with the hash `head` (hex), at `at` (as records write times); key and Ed25519
   * signature in base64url.
   */
  readonly witness: {
    readonly by: string;
    readonly publicKey: string;
    readonly n: number;
    readonly head: string;
    readonly signature: string;
    readonly at: string;
  };
  /** A segment is sealed: number and hash of its last record, size of its plain file, and the till's signature, null where it has no key. */
  readonly sealed: {
    readonly segment: number;
    readonly last: number;
    readonly head: string;
    readonly bytes: number;
    readonly signature: string | null;
  };
  /** Somebody new or changed, `by` a name. */
  readonly person: SavedPerson & { readonly by: string };
  /** A PIN is looked at now, or the phrase where `personId` is null: the `tries`-th since a right one. Wrong until a record says otherwise; 0 does. */
  readonly tried: { readonly personId: string | null; readonly tries: number };
  readonly 'signed-in': { readonly personId: string };
  /** `why`: they said so, or somebody else signed in. */
  readonly 'signed-out': { readonly personId: string; readonly why: 'said' | 'next' };
  /** A PIN let an act through, whose record comes next. `about`: the id of the payment, person or shift, the provider, or a setting's path. */
  readonly approved: {
    readonly personId: string;
    readonly name: string;
    readonly forId: string;
    readonly forName: string;
    readonly right: Right;
    readonly channel: string;
    readonly about: string | null;
    /** Given with an act on a payment, whose record is packed away in time, or with a close, whose shift may go on. An older till kept none here. */
    readonly reason?: string;
    /** Of an act on a payment; an older till said nothing. */
    readonly act?: PaymentAct;
    /** That the PIN was right stands in a `tried` of its own; absent where an older till wrote it, and only this says so. */
    readonly proved?: true;
  };
  /** There is a new recovery phrase. */
  readonly phrase: { readonly salt: string; readonly hash: string; readonly by: string };
  /** By the phrase, which ended (`used`; an older till's went on), or by a restore that left none. The new PIN stands in a `person` record. */
  readonly recovered: { readonly personId: string; readonly used?: true; readonly by?: 'restore' };
  /** A shift begins with `float` rupiah in the drawer, counted by `notes` (null: only the sum was said) after `givenBack` had left it for refunds. */
  readonly 'shift-opened': {
    readonly shiftId: string;
    readonly personId: string | null;
    readonly name: string;
    readonly float: number;
    readonly givenBack?: number;
    readonly notes: readonly CountedNotes[] | null;
  };
  /** Money goes into the drawer, out of it, or to the safe, without a sale. */
  readonly 'shift-cash': {
    readonly shiftId: string;
    readonly kind: CashMove;
    readonly amount: number;
    readonly reason: string;
    readonly by: string;
  };
  /** The drawer was counted, before anybody was told what should be in it. */
  readonly 'shift-counted': {
    readonly shiftId: string;
    readonly counted: number;
    readonly notes: readonly CountedNotes[] | null;
    readonly by: string;
  };
  /** A shift is closed by a Z of that number, which is its report for ever. */
  readonly 'shift-closed': {
    readonly shiftId: string;
    readonly number: number;
    readonly expected: number;
    readonly counted: number;
    readonly by: string;
    readonly report: ShiftReport;
  };
  /** The last shift goes on, on the same day; its Z stays. `expected` and `counted` as in that. */
  readonly 'shift-reopened': {
    readonly shiftId: string;
    readonly number: number;
    readonly expected: number;
    readonly counted: number;
    readonly reason: string;
    readonly by: string;
    /** What happened since the close counts for this shift. An older till left it to the next one, and did not say so. */
    readonly takesOver?: true;
  };
  /** A person says what reached a provider's deposit, or puts right what is known of it; below 0 only in a correction. */
  readonly deposit: {
    readonly provider: ProviderId;
    readonly kind: 'top-up' | 'correction';
    readonly amount: number;
    readonly note: string;
    /** The ask that arrived by this top-up; absent where none was recorded. */
    readonly askId?: string;
    readonly by: string;
  };
  /** A top-up was asked for. It is no money in the deposit until a `deposit` says that it arrived. */
  readonly 'top-up-asked': Omit<AskRow, 'at'>;
  /** It will not arrive. */
  readonly 'top-up-cancelled': { readonly askId: string; readonly note: string; readonly by: string };
  /**
   * The first balance that a provider said while nothing of this till's was under way: `amount` was in the deposit before the till counted
   * it, so that its book comes to `balance`. Never below 0: a top-up that was recorded and has not arrived is a difference.
   */
  readonly 'deposit-said': { readonly provider: ProviderId; readonly balance: number; readonly amount: number };
  /** Somebody new or changed, as a customer is known then; `by` a name. */
  readonly customer: SavedCustomer & { readonly by: string };
  /** A customer paid of a debt; `tenders` are what was kept, in cash and below 0 what was given back; `owed`: after it. Shift 0 where none was open. */
  readonly 'debt-settled': SavedDebtPayment;
  /** A Z goes to a printer; `copy` 0 the first time. */
  readonly 'z-printing': {
    readonly number: number;
    readonly copy: number;
    readonly jobId: string;
    readonly printer: string;
    readonly by: string;
  };
  /** The drawer opened without a sale; `shift` is the one that it counts for. */
  readonly 'drawer-opened': {
    readonly shift: number;
    readonly reason: string;
    readonly by: string;
    readonly jobId: string;
    readonly printer: string;
  };
  /**
   * Somebody changed the till's settings; `by` is a name, or `config` where the config file won over what was set at the screen. Values
   * as the config has them, null for none; of a secret only the word `set`.
   */
  readonly settings: {
    readonly by: string;
    readonly revision: number;
    readonly changes: readonly { readonly path: string; readonly before: unknown; readonly after: unknown }[];
  };
  readonly quote: StoredQuote;
  readonly intent: Intent;
  readonly sent: { readonly request: string };
  readonly paid: {
    readonly reference: string | null;
    readonly commission: number | null;
    readonly balance: number | null;
    readonly warning: Warning | null;
    readonly details: BillDetails | null;
    /** Absent where an older till wrote it. */
    readonly bills?: readonly Bill[] | null;
    readonly remainingBills: number | null;
    readonly footer: readonly string[] | null;
    /** The provider's clock as it answered, in ms; null where it did not say. Absent where an older till wrote it. */
    readonly serverTimeMs?: number | null;
    readonly exchange: KeptExchange;
    /** Absent where an older till wrote it. */
    readonly slipNumber?: string;
  };
  readonly refused: {
    readonly code: RefusalCode;
    readonly message: string | null;
    readonly messageEn?: string;
    /** When the provider is asked whether it stands; null if nobody asks. Absent where an older till wrote it. */
    readonly lookAt?: number | null;
    readonly exchange: KeptExchange;
  };
  readonly pending: StillOpen;
  /** Found `sending` by a till that started: the one before it died. */
  readonly interrupted: { readonly why: 'interrupted'; readonly nextAskAt: number | null };
  /** A status check that left the payment pending. */
  readonly asked: StillOpen & { readonly alarm?: boolean };
  /** The provider was asked whether its refusal stands, and the payment stays refused: the provider says so again, or nobody knows more. */
  readonly looked: {
    readonly found: 'refused' | 'pending';
    /** The refusal's code, or why the answer tells nothing. */
    readonly code: RefusalCode | null;
    readonly why: PendingReason | null;
    readonly message: string | null;
    readonly alarm: boolean;
    readonly lookAt: number | null;
    readonly exchange: KeptExchange;
  };
  readonly resent: { readonly reason: string; readonly by: string; readonly nextAskAt: number | null };
  /** A person's word. Said again on the same day it takes the first word back. */
  readonly resolved: {
    readonly as: 'paid' | 'refused';
    readonly reason: string;
    readonly by: string;
    /** Only with `paid`; absent where an older till wrote it. */
    readonly slipNumber?: string;
  };
  /**
   * A provider's deposit fell by `amount` that nobody here spent: from `before` to `after`, less the most that payments of this till can
   * have taken meanwhile. `payment`: the refused one that explains it; null if none does, or several do.
   */
  readonly debited: {
    readonly provider: ProviderId;
    readonly amount: number;
    readonly before: number;
    readonly after: number;
    readonly payment: string | null;
  };
  readonly alarm: Readonly<Record<string, unknown>>;
  /** A slip is on its way to a printer; `head` is the short form of the chain's head that it carries, null before there was a chain. */
  readonly printing: {
    readonly jobId: string;
    /** 0 the original, n the n-th copy, null a slip that is no receipt. */
    readonly copy: number | null;
    readonly printer: string;
    readonly head: string | null;
    /** Whether the job opens the drawer. */
    readonly drawer: boolean;
  };
  readonly print: {
    readonly jobId: string;
    readonly copy: number | null;
    readonly printer: string;
    readonly result: 'sent' | 'failed' | 'doubtful';
  };
}

/** An answer after which nobody knows what became of a payment. `nextAskAt` in ms, null if nobody asks again. */
interface StillOpen {
  readonly why: PendingReason;
  readonly message: string | null;
  readonly nextAskAt: number | null;
  readonly exchange: KeptExchange;
}

/** What of an act stands with its approval, for its own record may go, or goes on. */
export type OfAct = Pick<RecordData['approved'], 'reason' | 'act'>;

type RecordKind = keyof RecordData;

/** One event, before it has its place in the chain. `at` in ms; `transactionId` is null if it is about no payment. */
export type Entry<K extends RecordKind = RecordKind> = {
  [One in K]: {
    readonly at: number;
    readonly kind: One;
    readonly transactionId: string | null;
    readonly data: RecordData[One];
  };
}[K];
