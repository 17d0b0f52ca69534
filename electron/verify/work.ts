import type { Entry } from './entry.ts';

// What the records make of a till, as the auditor keeps it in mind.

/** What a row of a table must say, by its columns, and the record that made it. */
export interface Made {
  readonly n: number;
  readonly row: Record<string, unknown>;
}

export interface Payment extends Made {
  /** Product and customer's number. */
  readonly bill: string;
  readonly jobs: Made[];
  wasSent: boolean;
  /** The WIB day of a person's word, while that is what settled it. */
  decidedOn: string | null;
}

/** What the records make, by id, and what it takes to follow them. */
export interface Work {
  readonly quotes: Map<string, Made>;
  readonly quoteIds: Set<unknown>;
  /** The terms that a provider quoted, by its reference. */
  readonly inquiries: Map<unknown, string>;
  readonly payments: Map<string, Payment>;
  readonly paidRefs: Set<unknown>;
  /** The unsettled payment of a bill. */
  readonly unsettled: Map<string, string>;
  readonly jobs: Map<string, Made>;
  readonly till: Map<string, Made>;
  /** The first eight digits of each record's hash, as a number, from the record after it. */
  readonly hashes: number[];
}

export type Books = Pick<Work, 'quotes' | 'payments' | 'jobs' | 'till'>;

/** What a kind of record means, and what is wrong with it. */
export type Rule = (work: Work, entry: Entry, wrong: (what: string) => void) => void;
