import type { Lines } from './counter-lines.ts';
import type { Entry } from './entry.ts';
import type { Approved } from './follow-approvals.ts';
import type { CashMoved } from './follow-z-lines.ts';
import type { Json } from './report.ts';
import type { Segment } from './follow-seals.ts';
import type { Ledger, Money } from './ledger.ts';
import type { PackedSlips } from './packed.ts';
import type { SmallMap } from './small-map.ts';
import type { Made, Table } from './tables.ts';

// What the records make of a till, as the auditor keeps it in mind: whole what may still change, a few bytes of what may not.

export interface Payment extends Made {
  /** Product and customer's number. */
  readonly bill: string;
  wasSent: boolean;
  /** The WIB day of a person's word, while that is what settled it. */
  decidedOn: string | null;
}

/** What the records make, by id, and what it takes to follow them. */
export interface Work {
  /** Of the record that is read just then: see `ReadLine`. */
  isPacked: boolean;
  readonly packedSlips: PackedSlips;
  readonly quotes: Table;
  /** Of the payments, those that are not paid yet or by a person's word: see `followed`. */
  readonly payments: Table<Payment>;
  /** The print jobs that are on their way. */
  readonly jobs: Table;
  /** The till's state, by the id `1`. */
  readonly till: Table;
  readonly ledger: Ledger;
  /**
   * What persons recorded of deposits: how often, and its sum. And of which providers it is known what is in them, or was topped up; and
   * the ids of all top-ups that were asked for.
   */
  readonly deposits: {
    /** What persons recorded. */
    readonly lines: Lines;
    readonly said: Set<string>;
    readonly recorded: Set<string>;
    readonly asks: Set<string>;
  };
  /** The top-ups that are on their way. */
  readonly asks: Table;
  readonly customers: Table;
  readonly debtPayments: Table;
  /** Who is known, what each owes, in rupiah, and the ids under which something was paid off. */
  readonly debts: {
    readonly ids: Set<string>;
    readonly owed: Map<string, number>;
    readonly settled: Set<string>;
    /** What the last payment that ended each one's debt was rounded by, 0 or above, while nothing was given back after it. */
    readonly rounded: Map<string, number>;
  };
  readonly shifts: Table;
  shiftCount: number;
  readonly zs: Table;
  zCount: number;
  /** What was counted in the last shift, and how many of it up to its last close. */
  counts: unknown[];
  countsOfCloses: number;
  /** The record of the last count. */
  lastCountAt: number;
  /** By whose shift it was, and under null of whichever it was: what was counted as the last one was closed, in rupiah. */
  readonly lastCounts: Map<unknown, number>;
  /** What had left the drawer for refunds before the last shift's float was counted, in rupiah. */
  givenBack: number;
  /** What the last shift's float may be off by: see `floatDifferencesOf`. */
  floatDifferences: readonly unknown[];
  /** What moved in each shift's drawer without a sale, and its counts: their sum and number. */
  readonly shiftLines: Map<number, Lines>;
  /** What moved in the drawer since the last shift was opened, and what the next one will list. */
  cashMoves: CashMoved[];
  /** What PINs approved of since the last shift was opened. */
  readonly approvals: Approved[];
  /** When the last shift was opened again, by whom and why. */
  readonly reopenings: (readonly unknown[])[];
  /** What the last shift took, and was given back (`sign` 1) or taken again since it closed: a refund, unless that shift goes on. */
  late: { readonly whose: string; readonly money: Money; readonly sign: 1 | -1 }[];
  readonly people: Table;
  readonly peopleIds: Set<string>;
  /** Each person's right PINs that have approved of nothing yet: what the person was as one was looked at. */
  readonly proved: Map<string, Pick<Json, 'role' | 'active'>[]>;
  /** The last record of the group of an approval by who may not any more. */
  lateUpTo: number;
  /** What the last start said that the till was set to; null before one did. */
  opened: Json | null;
  /** Where the starts were that found it set otherwise than the one before, and how. */
  readonly reset: string[];
  /** The recovery phrase, by the id `1`. */
  readonly recovery: Table;
  /** Who is signed in, as the records say; who restarts the till is not. */
  signedIn: string | null;
  /** Who has just come in by the recovery phrase, or for want of one. */
  recovered: string | null;
  /** The books came out of a backup, and nobody was given a PIN since. */
  withoutPins: boolean;
  /** What was quoted for a payment: the print of the quote's id and terms, by the payment's id. */
  readonly quoted: SmallMap;
  readonly quoteIds: SmallMap;
  /** The print of the terms that a provider quoted, by its reference. */
  readonly inquiries: SmallMap;
  readonly paidRefs: SmallMap;
  /** All payments that began. One that is in this and not in `payments` was paid, which nothing changes any more. */
  readonly followed: SmallMap;
  /** The unsettled payment of a bill. */
  readonly unsettled: Map<string, string>;
  readonly jobIds: SmallMap;
  /** The number that a payment's next copy has, 0 for the original. */
  readonly copies: SmallMap;
  /** Copies that did not come out though a later one did, of the few payments that have some. */
  readonly failedCopies: Map<string, Set<number>>;
  /** The first eight digits of each record's hash, as a number. */
  readonly hashes: Hashes;
  /** Whole hashes of the last records. */
  readonly heads: Heads;
  /** What a provider's word made paid: how many payments, and their sum in rupiah. */
  readonly paid: { count: number; sum: number };
  /** The journal's files that were read to their end. */
  readonly segments: Segment[];
  /** How many segments were sealed, by the records. */
  sealed: number;
  readonly seals: Table;
  /** Whose signature counts; null where no record named a key yet. */
  signer: { readonly till: string; readonly publicKey: string } | null;
  /** The last slip number's count, by what stands before it. */
  readonly slips: Map<string, number>;
  readonly claims: SmallMap;
}

export interface Hashes {
  get(n: number): number | undefined;
  set(n: number, digits: number): void;
}

export interface Heads {
  /** In hex; undefined if it is too long ago. */
  get(n: number): string | undefined;
  set(n: number, hashHex: string): void;
}

/** What a kind of record means, and what is wrong with it. */
export type Rule = (work: Work, entry: Entry, wrong: (what: string) => void) => void;
