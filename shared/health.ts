import type { Rupiah } from './money.ts';
import type { Product, ProviderId } from './product.ts';
import type { DepositLevel } from './deposit.ts';

// How what the till depends on is doing, as `till:status` tells it: codes, for which each side has its own words.

/**
 * Why nothing can be sold through a provider. `no-connection`: nothing left this PC. `no-reply`: it did, and no whole answer came.
 * `unreadable-reply`: something answered that does not speak as the provider does, as a network's sign-in page.
 */
export type ProviderCause =
  'no-connection' | 'no-reply' | 'server-error' | 'key-refused' | 'ip-refused' | 'unreadable-reply';

export interface ProviderStatus extends DepositLevel {
  readonly id: ProviderId;
  readonly name: string;
  readonly products: readonly Product[];
  /** What the last call showed; `unknown` until there was one. */
  readonly state: 'unknown' | 'ok' | 'slow' | 'down';
  /** Only while it is `down`. */
  readonly cause: ProviderCause | null;
  /** What is left of the deposit, as the provider last said it, and when. */
  readonly deposit: Rupiah | null;
  readonly depositAt: string | null;
  readonly checkedAt: string | null;
}

/** Why a printer did not take a job. `paper` and `cover` are told by printers that answer, and by queues. */
export type PrinterCause = 'offline' | 'paper' | 'cover' | 'permission' | 'busy' | 'timeout' | 'refused' | 'unknown';

export interface PrinterStatus {
  readonly id: string;
  readonly columns: number;
  /** What became of the last job. `sent` means handed over, not that paper came out. */
  readonly state: 'unknown' | 'sent' | 'failed';
  /** Only while it is `failed`. */
  readonly cause: PrinterCause | null;
  /** The till itself held the last job back, since that was not what it had to be; `cause` is `refused` then. */
  readonly slipRefused: boolean;
  readonly checkedAt: string | null;
  /** Jobs that wait for it, or are on their way. */
  readonly queued: number;
  /** Of the last job it said that it is printed. */
  readonly confirmed: boolean;
  /** How it tells that paper came out: for each job, by its state after one, or not at all. */
  readonly confirms: 'job' | 'status' | 'none';
}

/**
 * Why no new payment is taken. `no-room`: the disk is full. `unstored`: the disk does not take an answer that came. `uncertain`: the
 * till is finding out what is in its files, after a failure or because somebody else wrote to them. `damaged`: they are not what was
 * written. `refused`: the disk did not take what was to be stored last; the next is tried all the same.
 */
export type StorageCause = 'no-room' | 'unstored' | 'refused' | 'uncertain' | 'damaged';

/** A provider's deposit fell by this, and nobody here spent it. */
export interface Debit {
  readonly provider: ProviderId;
  /** In rupiah; at least so much. */
  readonly amount: Rupiah;
  /** Where it is not known which of the payments that are not settled took something: at most so much. */
  readonly most?: Rupiah;
  /** The refused payment that explains it; null if none does, or several do. */
  readonly transactionId: string | null;
  readonly at: string;
}
