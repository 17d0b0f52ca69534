import type { ProviderId } from '../../shared/product.ts';
import type { Transaction } from '../../shared/transaction.ts';
import type { Shift, ShiftReport } from '../../shared/shift.ts';
import type { Seen, Settled } from './drawer.ts';
import type { Slip } from './slips.ts';
import type { Statements } from './statements.ts';

/** Everything there is to judge once every fault is over, whoever made the faults: the fault matrix or the simulator. Money in rupiah, times in ms. */
export interface Evidence {
  /** The providers' own books, all of them: the truth. */
  readonly ledger: readonly LedgerEntry[];
  /** Every payment as the till's books have it. */
  readonly rows: readonly Row[];
  /** `payment:unsettled` at the end. */
  readonly unsettled: readonly Transaction[];
  /** When the unsettled payments were listed, by the till's clock, and the longest pause that its schedule may have. */
  readonly listedAt: number;
  readonly longestPauseMs: number;
  /** People decided about everything that could not be known, so nothing may be open. */
  readonly allDecided: boolean;
  /** What the till said to people and programs. */
  readonly statements: Statements;
  readonly storage: Storage;
  readonly shifts: ShiftsFound;
  /** What came out of printers, in order. */
  readonly slips: readonly Slip[];
  /** What the providers were asked to pay. */
  readonly sent: readonly Sent[];
  /** What a backup that was put back knows nothing of. The till can't, so no oracle holds it against it. */
  readonly forgotten: Forgotten;
  readonly secrets: readonly string[];
  /** Everything that a person or a program may read later: files, stdout, stderr. */
  readonly traces: readonly { readonly name: string; readonly bytes: Buffer }[];
  readonly exceptions: Exceptions;
}

/** Money that a provider took. */
export interface LedgerEntry {
  readonly provider: ProviderId;
  /** What the till's books know the payment by. */
  readonly ref: string;
  /** What is paid at most once: a customer number, with the month where the world has months. */
  readonly bill: string;
  readonly deducted: number;
  /** What the provider calls the payment; null if it said none, undefined where its books do not tell. */
  readonly reference?: string | null;
  /** The provider took it back after it had said success. */
  readonly isReversed?: boolean;
  /** The provider had refused it, and took the money after all. */
  readonly isAfterRefusal?: boolean;
}

type Stored = 'transactionId' | 'quoteId' | 'provider' | 'status' | 'bill' | 'admin' | 'commission' | 'reference';

/** A payment in the till's books. What is agreed with a customer is compared as far as it is here. */
export interface Row extends Pick<Transaction, Stored>, Partial<Omit<Transaction, Stored>> {
  readonly providerRef: string;
  /** What the payment is known by on the wire. */
  readonly key: string;
  readonly settledBy: 'provider' | 'person' | null;
}

/** Shifts as the till's books have them, beside what its people know. */
export interface ShiftsFound {
  /** By number. */
  readonly zs: readonly ShiftReport[];
  /** In the order in which they were opened. */
  readonly shifts: readonly Pick<Shift, 'shiftId' | 'closedAt'>[];
  /** What all postings of each shift come to. */
  readonly balances: readonly { readonly shift: number; readonly amount: number }[];
  /** What all customers owe together, and each time one paid of it. */
  readonly owed: number;
  readonly paidOff: readonly Settled[];
  readonly seen: readonly Seen[];
}

export interface Storage {
  /** What SQLite's `integrity_check` says; a whole database says `ok`. */
  readonly integrity: readonly string[];
  readonly brokenKeys: number;
  /** What a verifier found that compares journal and database. */
  readonly problems: readonly string[];
}

/** Pay requests of one payment as they left for the provider. */
export interface Sent {
  readonly provider: ProviderId;
  /** What the payment is known by on the wire; null where the request did not say it. */
  readonly key: string | null;
  readonly times: number;
  /** How often a person had it sent once more. */
  readonly resends: number;
}

export interface Forgotten {
  readonly transactionIds: ReadonlySet<string>;
  readonly refs: ReadonlySet<string>;
}

/** What an oracle must not hold against a till, and why. */
export interface Exceptions {
  /** The provider took another amount than was agreed, and the till raised an alarm: local sum less the provider's. */
  readonly differs?: { readonly rupiah: number; readonly why: string };
  /** Bills that were paid once more after the cashier was asked and agreed, and how often. */
  readonly paidKnowingly?: ReadonlyMap<string, number>;
  /** What a provider took after it had refused it, by reference, and never told a till that asked. */
  readonly unnoticed?: ReadonlySet<string>;
}
