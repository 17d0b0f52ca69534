import { z } from 'zod';
import { backupInputs, type BackupOutputs, type BackupStatus } from './backup-api.ts';
import type { Quote } from './bill.ts';
import type { Channel, EventName } from './channels.ts';
import { customerInputs, type CustomerOutputs } from './customer.ts';
import type { Reply } from './errors.ts';
import type { Debit, PrinterStatus, ProviderStatus, StorageCause } from './health.ts';
import type { Rupiah } from './money.ts';
import { peopleInputs, type PeopleOutputs } from './people-api.ts';
import { decisionInputs } from './decision-api.ts';
import { id } from './id.ts';
import { printInputs, type PrintOutputs } from './print-api.ts';
import type { PrintJob } from './print-job.ts';
import { settingsInputs, type SettingsChanged, type SettingsOutputs } from './settings-api.ts';
import { shiftInputs, tenders, type ShiftOutputs } from './shift-api.ts';
import type { Shift } from './shift.ts';
import type { RoundingRule, Tender } from './tender.ts';
import type { Approval, RecoveryPhrase, Session } from './person.ts';
import { products, providerIds, type ProviderId } from './product.ts';
import type { SlipCheck } from './slip-check.ts';
import { unlockInputs, type UnlockOutputs } from './unlock-api.ts';
import { listedStatuses, type Transaction, type TransactionWithEvents } from './transaction.ts';

// The whole interface between the till and whoever drives it: the cashier's screen over IPC, programs over headless lines.
// To add a channel: its name in channels.ts, its input and its output below, its handler in electron/handlers.ts.

export { channels, eventNames, type Channel, type EventName } from './channels.ts';

/** An instant with its offset, so that it means the same on every machine. */
const instant = z.iso.datetime({ offset: true });
const transactionRef = z.strictObject({ transactionId: id });
/** Rupiah; a thousand billion is more cash than a counter has seen. */
const cash = z.int().min(0).max(1_000_000_000_000);

/** Why a person decided so; kept with the payment for good. */
const reason = z.string().trim().min(1).max(500);

export const exportFormats = ['csv'] as const;
const exportSpan = { format: z.enum(exportFormats), from: instant.optional(), to: instant.optional() };
/** A name that means a plain file on every system and on a stick. */
const exportName = z.string().regex(/^[A-Za-z0-9_][A-Za-z0-9_ .-]{0,75}\.csv$/);

export const inputs = {
  'bill:inquire': z.strictObject({
    product: z.enum(products),
    customerNumber: z.string(),
    provider: z.enum(providerIds).optional(),
  }),
  'payment:pay': z
    .strictObject({
      quoteId: id,
      /** Cash. In place of it, `tenders` are all that was handed over. */
      tendered: cash.optional(),
      tenders: tenders.optional(),
      /** Who owes what is paid by `credit`; without credit it says nothing. */
      customerId: id.optional(),
      confirmPaidBefore: z.boolean().optional(),
      /** The cash was counted again: it may be above the total by more than the till's limit. */
      confirmTendered: z.boolean().optional(),
    })
    .refine(({ tendered, tenders: all }) => (tendered === undefined) !== (all === undefined), 'tendered or tenders')
    .refine(
      ({ tenders: all, customerId }) => customerId !== undefined || !all?.some(({ kind }) => kind === 'credit'),
      'credit is somebody’s',
    ),
  'payment:find': z.strictObject({ quoteId: id }),
  /** A status check now, if the schedule allows one; answered by the payment as it is then. */
  'payment:check': transactionRef,
  'payment:unsettled': z.strictObject({}),
  ...decisionInputs,
  'transaction:list': z.strictObject({
    search: z.string().max(200).optional(),
    status: z.enum(listedStatuses).optional(),
    provider: z.enum(providerIds).optional(),
    product: z.enum(products).optional(),
    cashier: z.string().min(1).max(64).optional(),
    from: instant.optional(),
    to: instant.optional(),
    cursor: z.string().max(200).nullish(),
    limit: z.int().min(1).max(500).optional(),
  }),
  'transaction:get': transactionRef,
  /** With `copy`: that very slip, as it came out. */
  'receipt:preview': z.strictObject({ transactionId: id, copy: z.int().min(0).max(9_999).optional() }),
  'receipt:print': z.strictObject({ transactionId: id, confirm: z.boolean().optional() }),
  'export:places': z.strictObject({}),
  /** Lets a person choose a folder, in the main process's own dialog. */
  'export:choose': z.strictObject({}),
  /** A file, absolute, is named by programs only; the page names a place and in it a plain file. */
  'export:run': z.union([
    z.strictObject({ ...exportSpan, place: id, name: exportName }),
    z.strictObject({ ...exportSpan, file: z.string().min(1).max(4096) }),
  ]),
  ...backupInputs,
  /** One file for whoever helps from afar, into the till's own folder for exports: no secret, no PIN and no customer is in it. */
  'diagnostics:save': z.strictObject({}),
  'journal:verify': z.strictObject({}),
  /** How far a `journal:verify` is that is under way. */
  'journal:progress': z.strictObject({}),
  /** What somebody typed from a slip: the word behind `Jurnal`, or its slip number, claim code or transaction id. */
  'slip:check': z.strictObject({ text: z.string().max(200) }),
  'till:status': z.strictObject({}),
  /** A person has compared the restored log with the providers' own lists: payments may go on. */
  'till:reconciled': z.strictObject({ reason }),
  ...peopleInputs,
  ...customerInputs,
  ...shiftInputs,
  ...printInputs,
  ...settingsInputs,
  ...unlockInputs,
} as const satisfies Record<Channel, z.ZodType>;

export interface TransactionPage {
  readonly items: readonly Transaction[];
  /** Hand it back for the next page; null at the end. */
  readonly cursor: string | null;
}

/** What became of paying a quote. */
export interface FoundPayment {
  /** `under-way`: being paid, and nothing is stored yet. `none`: nothing was stored, so nothing was sent. */
  readonly state: 'none' | 'under-way' | 'stored';
  /** Only once it is stored. */
  readonly transaction: Transaction | null;
  /** Only while it is under way: the quote as it was when it was agreed, and what was handed over. */
  readonly paying: { readonly quote: Quote; readonly tenders: readonly Tender[] } | null;
}

export interface ReceiptPreview {
  /** The printed strings, none longer than the printer's columns. */
  readonly lines: readonly string[];
  /** The lines joined by `\n`. */
  readonly text: string;
  /** What a receipt must say word for word, each sentence whole; the screen that says that it is paid shows them. None for other slips. */
  readonly sentences: readonly string[];
  /** 0 for the original, n for the n-th copy, null for a slip that is no receipt. */
  readonly copy: number | null;
}

export interface PrintedReceipt {
  readonly jobId: string;
  readonly copy: number | null;
}

/** A number whose training provider has a story for it. */
export interface TrainingNumber {
  readonly customerNumber: string;
  /** The story, in Indonesian. */
  readonly what: string;
  readonly provider: ProviderId;
}

/** What reading the whole journal again showed, and comparing the database with it. */
export interface JournalReport {
  readonly ok: boolean;
  readonly records: number;
  /** SHA-256 of the last record's line, in hex. */
  readonly head: string;
  /** The head as slips carry it. */
  readonly short: string;
  /** Segments of the journal, the one that is written to included. */
  readonly segments: number;
  /** One sentence each, in English, naming file and record. */
  readonly problems: readonly string[];
}

export interface TillStatus {
  /** The till is open and answers. Whether it takes payments, `mode`, `storage` and `providers` say. */
  readonly ready: boolean;
  readonly mode: 'normal' | 'reconcile';
  readonly training: boolean;
  /** Its id in its shop, what its ids carry since its files were put back last, and its public key: 32 bytes, in base64url. */
  readonly till: { readonly id: string; readonly epoch: string; readonly publicKey: string };
  readonly shop: { readonly name: string; readonly address: string; readonly terminal: string; readonly till: string };
  /** The name of who is signed in; `owner` while people do not sign in. */
  readonly cashier: string;
  /** `signIn`: people sign in here, for there are some. */
  readonly signIn: boolean;
  readonly session: Session | null;
  /** The one that is open. */
  readonly shift: Shift | null;
  /** The cash of payments that were refused since the last shift was closed: it left the drawer, or will; 0 while one is open. */
  readonly refunded: Rupiah;
  readonly now: string;
  readonly providers: readonly ProviderStatus[];
  readonly printers: readonly PrinterStatus[];
  /** What left the deposits in the last day, since the till was started, and nobody here spent. */
  readonly debits: readonly Debit[];
  /** Payments whose outcome is not known yet. */
  readonly unsettled: number;
  /** Those of them that are pending, but for what was sent just now and is in process. */
  readonly uncertain: number;
  readonly storage: {
    readonly ok: boolean;
    /** Only while it is not. */
    readonly cause: StorageCause | null;
    readonly exportFolder: string;
    readonly freeBytes: number | null;
  };
  readonly backup: BackupStatus | null;
  /** When the whole database was last read again and found as it was written; null if not since this start. */
  readonly booksCheckedAt: string | null;
  /** How far a provider's clock is ahead of this PC's, in ms; null until one told the time. */
  readonly clockSkewMs: number | null;
  /** What cash is rounded to; null if it is not. */
  readonly rounding: RoundingRule | null;
  /** All sell into the drawer of the shift that is open, or each only into that of their own. */
  readonly drawers: 'one' | 'own';
  /** Cash above a bill's total by more than this is paid only with `confirmTendered`. */
  readonly tender: { readonly askAbove: Rupiah };
  /** No provider told the time yet, and by this PC's clock it is earlier than the last record says. */
  readonly clockIsDoubtful: boolean;
  /** Only for whom the settings are shown to; null for others too. */
  readonly settingsChanged: SettingsChanged | null;
  /** Paths of the secrets that are lost and have to be entered anew; only for whom the settings are shown to, else empty. */
  readonly secretsLost: readonly string[];
  /** Only for whom people are changed by; null for others. */
  readonly recoveryPhrase: RecoveryPhrase | null;
  /** Paid since midnight WIB; the sum is of what was due, so rounded as the cash was. */
  readonly today: { readonly count: number; readonly total: Rupiah };
  /**
   * Of a till without a config file at which people stand: `new` until somebody says whether it practises or is a shop's; `begun` once it
   * was opened as a shop's. Null otherwise.
   */
  readonly setUp: 'new' | 'begun' | null;
  /** Numbers to try in training mode, with what each does; empty otherwise. */
  readonly trainingNumbers: readonly TrainingNumber[];
}

/** Where an export may go. */
export interface ExportPlace {
  /** Its id; the same for as long as the till runs. */
  readonly place: string;
  readonly kind: 'own' | 'stick' | 'chosen';
  /** For a person: a stick's name, otherwise the folder. */
  readonly label: string;
  /** Null where the disk does not say, or not in time. */
  readonly freeBytes: number | null;
}

export interface Outputs
  extends BackupOutputs, CustomerOutputs, PeopleOutputs, ShiftOutputs, PrintOutputs, SettingsOutputs, UnlockOutputs {
  'bill:inquire': Quote;
  'payment:pay': Transaction;
  'payment:find': FoundPayment;
  'payment:check': Transaction;
  /** `turned`: refused and paid after all within the last day, and nobody has confirmed its receipt yet. */
  'payment:unsettled': { readonly items: readonly Transaction[]; readonly turned: readonly Transaction[] };
  'payment:resolve': Transaction;
  'payment:resend': Transaction;
  'transaction:list': TransactionPage;
  'transaction:get': TransactionWithEvents;
  'receipt:preview': ReceiptPreview;
  'receipt:print': PrintedReceipt;
  /** The till's own folder first. */
  'export:places': { readonly items: readonly ExportPlace[] };
  /** Null if the person chose none. */
  'export:choose': { readonly place: ExportPlace | null };
  /**
   * `witness`: only of a place outside the till. `signed`: it knows the end of the books now. `differs`: it knows other books of this
   * till, so these were exchanged, or put back from a backup. `unreadable`: what it knew is cut short or damaged, and stays as it is. Absent
   * where it could not be asked.
   */
  'export:run': {
    readonly file: string;
    readonly rows: number;
    readonly witness?: 'signed' | 'differs' | 'unreadable';
  };
  'diagnostics:save': { readonly file: string; readonly bytes: number };
  'journal:verify': JournalReport;
  /** From 0 to 1, about; null if none is under way. */
  'journal:progress': { readonly done: number | null };
  'slip:check': SlipCheck;
  'till:status': TillStatus;
  'till:reconciled': TillStatus;
}

export interface Events {
  'transaction:changed': Transaction;
  'print:changed': PrintJob;
}

export type Input<C extends Channel> = z.input<(typeof inputs)[C]>;

// A name without an output type, or a type without a name, does not compile.
null as unknown as Outputs satisfies Record<Channel, unknown>;
null as unknown as Events satisfies Record<EventName, unknown>;
null as unknown as Record<Channel, unknown> satisfies Record<keyof Outputs, unknown>;
null as unknown as Record<EventName, unknown> satisfies Record<keyof Events, unknown>;

/** What the preload script puts on `window.loket`. */
export interface LoketBridge {
  /** `approval`: a second person lifts what the first may not, for this one call. */
  call<C extends Channel>(channel: C, input: Input<C>, approval?: Approval): Promise<Reply<Outputs[C]>>;
  /** Answers a function that stops listening. */
  on<E extends EventName>(event: E, listener: (data: Events[E]) => void): () => void;
}
