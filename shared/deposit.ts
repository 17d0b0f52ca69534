import type { Rupiah } from './money.ts';
import type { ProviderId } from './product.ts';

// What a provider holds for the shop, as the till's own books have it.

/**
 * What is known of a deposit rests on this. `said`: the provider said what is in it, or a person put it right. `recorded`: only top-ups that
 * were recorded here, counted from 0. Null: nothing, and then neither opening nor closing is known.
 */
export type DepositBasis = 'said' | 'recorded' | null;

/** A provider's deposit over a shift, by the till's own books. `said` is null while the provider has said nothing. */
export interface DepositLine {
  readonly provider: ProviderId;
  /** Absent in a Z of an older till, which took the opening of a new till for 0. */
  readonly basis?: DepositBasis;
  readonly opening: Rupiah | null;
  /** Corrections too. */
  readonly topUps: Rupiah;
  /** What of that are corrections; absent where there are none, and in a Z of an older till. */
  readonly corrections?: Rupiah;
  readonly used: Rupiah;
  readonly closing: Rupiah | null;
  /** What the provider said last. */
  readonly said: Rupiah | null;
  /** said - closing; null too where the closing rests on top-ups alone. `saidBefore` and `unsettled`: see `DepositBook`. */
  readonly difference: Rupiah | null;
  readonly saidBefore?: true;
  /** Absent in a Z of an older till. */
  readonly unsettled?: Rupiah | null;
}

/** How far a deposit reaches. */
export interface DepositLevel {
  /** What payments under way may take of it, at most. */
  readonly reserved: Rupiah;
  /** For about so many bills the rest is enough, by what a bill took today or in the last week; null where that is not known. */
  readonly enoughFor: number | null;
  /** While the provider has not said the deposit since the till was opened: what the till's own book makes of what it said before. */
  readonly booked: BookedDeposit | null;
  /** Below what the shop calls low, by amount or by bills; false too where the deposit is not known. */
  readonly low: boolean;
}

/** `since`: the WIB day from which on the book knows it, as ISO 8601. */
export interface BookedDeposit {
  readonly amount: Rupiah;
  readonly since: string;
}

/** What persons record of a deposit. */
export const depositKinds = ['top-up', 'correction'] as const;

/** `used`: what payments took on one day, below 0. */
export interface DepositBookLine {
  readonly at: string;
  readonly kind: (typeof depositKinds)[number] | 'used';
  readonly amount: Rupiah;
  readonly note: string | null;
  readonly by: string | null;
  /** Whose PIN lifted a right that `by` has not; absent where there was none. */
  readonly approvedBy?: string;
  /** What it was waited for as; absent where nobody had asked for it. */
  readonly ask?: TopUpAsk;
}

/** A top-up that was asked for and that somebody called off: `at`, `by` and `note` are of the calling off. It counts in no sum. */
export interface CalledOffAsk {
  readonly at: string;
  readonly note: string;
  readonly by: string;
  readonly approvedBy?: string;
  readonly ask: TopUpAsk;
}

/** A top-up that somebody asked for, or sent money for, and that has neither arrived nor been called off. It counts in no sum. */
export interface TopUpAsk {
  readonly askId: string;
  readonly at: string;
  readonly amount: Rupiah;
  readonly note: string;
  readonly by: string;
}

/** The book of a provider's deposit, by whole WIB days. opening and lines make closing; one up to now has what the till dated later, too. */
export interface DepositBook {
  readonly provider: ProviderId;
  readonly basis: DepositBasis;
  /** The day on which what the book rests on was there first: an opening before it is reckoned back. Null without a basis. */
  readonly knownSince: string | null;
  /** Null too where all the days are before `knownSince`. */
  readonly opening: Rupiah | null;
  readonly lines: readonly DepositBookLine[];
  readonly closing: Rupiah | null;
  /** What the provider said last; null if nothing since the till was started. */
  readonly said: Rupiah | null;
  /** said - closing; null too where the closing rests on top-ups alone. */
  readonly difference: Rupiah | null;
  /** The provider has said nothing since something was recorded or a payment settled, and what it said then is not what there is by the book now: the difference may be no more than that. */
  readonly saidBefore: boolean;
  /** So much of the difference payments that are not settled may have taken: 0 or below, never more than is missing. Null as the difference is. */
  readonly unsettled: Rupiah | null;
  /** What payments that are not settled may take, at most. */
  readonly reserved: Rupiah;
  /** What is on its way there, the oldest first, whatever days are asked for. */
  readonly asks: readonly TopUpAsk[];
  /** What was called off on these days, oldest first. */
  readonly calledOff: readonly CalledOffAsk[];
}
