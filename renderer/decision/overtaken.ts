import { shallowRef } from 'vue';
import type { Failure } from '../../shared/errors.ts';
import type { Decided } from '../../shared/transaction.ts';

/** A word that was not recorded, for somebody had said otherwise since the person saw the payment. */
export interface Overtaken {
  readonly transactionId: string;
  readonly as: Decided;
  readonly reason: string;
  readonly decided: NonNullable<Failure['decided']>;
  /** By this computer's clock. */
  readonly since: number;
}

/** The dialog in which it was said may be gone with the screen that it belongs to: the one that changes a decision takes it up. */
export const overtaken = shallowRef<Overtaken | null>(null);
