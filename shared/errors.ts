import type { PaidBefore, Quote } from './bill.ts';
import type { Rupiah } from './money.ts';
import type { JobState } from './print-job.ts';
import type { Right } from './rights.ts';
import type { Unlocking } from './unlock-api.ts';

/**
 * Every code a call can fail with. The renderer words each of them in `renderer/words/`, or it does not compile.
 * The first group is promised to outside programs; never rename one.
 */
export const errorCodes = [
  'bad-request',
  'unknown-channel',
  'tender-too-low',
  'quote-unknown',
  'quote-expired',
  'quote-changed',
  'paid-before',
  'bill-locked',
  'wrong-number',
  'already-paid',
  'no-bill',
  'provider-down',
  'cut-off',
  'deposit-low',
  'storage-failed',
  'reconcile',
  'not-signed-in',
  'locked',
  'not-allowed',
  'wrong-pin',
  'no-shift',
  /** Each sells into a drawer of their own, and the shift that is open is somebody else's. */
  'others-shift',
  'shift-open',
  'reason-needed',
  // Codes of our own, which outside programs may see but were not promised.
  'tender-too-high',
  'no-change',
  'transaction-unknown',
  'not-pending',
  /** Somebody has said what became of the payment since whoever decides now saw it. */
  'decided-meanwhile',
  'resend-refused',
  'no-receipt',
  'confirm-needed',
  'printer-missing',
  'printer-failed',
  /** The slip is not what it has to be: a mistake of the till's own, and nothing of it went out. */
  'slip-refused',
  'job-over',
  'paper-narrow',
  'file-exists',
  'file-failed',
  'place-gone',
  'place-full',
  /** The copy was not what it has to be, and was not kept. */
  'backup-bad',
  'no-screen',
  'slip-unread',
  'person-unknown',
  'name-taken',
  'pin-needed',
  'pin-easy',
  'new-pin-needed',
  'pins-lost',
  'owner-needed',
  'wrong-phrase',
  'no-phrase',
  'customer-unknown',
  'customer-owes',
  'customer-unsettled',
  'debt-changed',
  /** A correction would take what a payment that is not settled may have taken. */
  'deposit-unsettled',
  'nothing-owed',
  /** The same line by the same person, a moment ago. */
  'just-recorded',
  /** More would leave the drawer than the books have in it. */
  'drawer-short',
  'ask-unknown',
  'shift-unknown',
  'shift-over',
  'books-doubtful',
  'bad-setting',
  'settings-changed',
  'address-refused',
  'secret-needed',
  'sealed',
  'busy',
  /** The system lets no thread run now, for want of memory, handles or room: nothing was done. */
  'thread-failed',
  'forbidden',
  'closing',
  'internal',
] as const;

export type ErrorCode = (typeof errorCodes)[number];

/** An expected failure, as a value. Bugs throw instead. */
export interface Failure {
  readonly ok: false;
  readonly code: ErrorCode;
  /** With `quote-changed`: what the bill costs now. */
  readonly quote?: Quote;
  /** With `bill-locked`, and with an inquiry that fails for a locked number: the transactionId of the unsettled payment. */
  readonly lockedBy?: string;
  /** With `not-allowed`, and with `others-shift` where somebody else may approve: the right that is missing. */
  readonly right?: Right;
  /** With `wrong-pin` and `wrong-phrase`: how long until another one may be tried, in ms; 0 if at once. */
  readonly retryAfterMs?: number;
  /** With `shift-open`: the shift that is open. */
  readonly shiftId?: string;
  /** With `reason-needed`: counted less expected, in rupiah; absent for whoever has to count blind. */
  readonly difference?: Rupiah;
  /** With `reason-needed`: whether one more count may still close the shift by itself. If not, a right one takes a reason and a supervisor too. */
  readonly mayCountAgain?: boolean;
  /** With `customer-owes`, `debt-changed` and `nothing-owed`: what the customer owes, in rupiah. */
  readonly owed?: Rupiah;
  /**
   * With `bad-setting`, `address-refused` and `secret-needed`: the path of the key, as `fees.iak.pln-postpaid.policy`; empty if it is about
   * the whole. With `not-allowed` of `provider-host`: of the address that takes an owner's PIN.
   */
  readonly path?: string;
  /** With `sealed`: what is asked for before the till opens. */
  readonly unlocking?: Unlocking;
  /** With `decided-meanwhile`: what was said, by whom and when. */
  readonly decided?: { readonly as: 'paid' | 'refused'; readonly by: string; readonly at: string };
  /** With `paid-before`: this till's latest payment of the bill. */
  readonly paidBefore?: PaidBefore;
  /** With what a print fails with once it was a job: that job, and what became of it. One that is `queued` waits, one that is `doubtful` may be on paper. */
  readonly job?: { readonly jobId: string; readonly state: JobState };
  /** The provider's own words, to be shown as such. Hostile text; it never decides anything. */
  readonly providerMessage?: string;
  /** The same in English, from a provider that says both. */
  readonly providerMessageEn?: string;
}

export type Result<T> = { readonly ok: true; readonly value: T } | Failure;

/** What a call answers across IPC or a headless line: a result whose failure can be found in the log by `logId`. */
export type Reply<T> = { readonly ok: true; readonly value: T } | (Failure & { readonly logId: string });

export function ok<T>(value: T): Result<T> {
  return { ok: true, value };
}

export function fail(code: ErrorCode, more: Omit<Failure, 'ok' | 'code'> = {}): Failure {
  return { ok: false, code, ...more };
}

/** What a call had leave to do, and has no more as its records are made: thrown there, so that nothing is written, and answered as its `failure`. */
export class Refused extends Error {
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(`refused: ${failure.code}`);
    this.name = 'Refused';
    this.failure = failure;
  }
}

/** States what must hold. Stays on in production: going on with a wrong belief about money is worse than stopping. */
export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(`assertion failed: ${message}`);
}
