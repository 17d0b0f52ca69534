import type { SlipNameKind } from './slip-name.ts';
import type { Transaction } from './transaction.ts';

/** A slip that these books know. */
export interface KnownSlip {
  /** The payment as it is now, which may be something else than the slip says. */
  readonly transaction: Transaction;
  /** 0 the original, n the n-th copy, null a slip that is no receipt; null too where `printedAt` is. */
  readonly copy: number | null;
  /** When that very slip went to the printer; null where only its payment is named. */
  readonly printedAt: string | null;
}

/** What the books know of what was typed from a slip. */
export interface SlipCheck {
  /** Only `journal` says that a slip is of these books; anybody could print the other names, which are known once they were read. */
  readonly by: SlipNameKind;
  /** It as the books write it. */
  readonly word: string;
  /**
   * `here`: `slips` carry it. `record`: the journal has the record that the word names, and no slip carried that. `other`: the record of that
   * number is another one. `beyond`: the journal ends before it. `none`: no payment has that number, code or id.
   */
  readonly found: 'here' | 'record' | 'other' | 'beyond' | 'none';
  readonly slips: readonly KnownSlip[];
}
