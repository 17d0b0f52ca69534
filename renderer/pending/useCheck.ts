import { ref, shallowRef, watch, type Ref, type ShallowRef } from 'vue';
import type { Transaction } from '../../shared/transaction.ts';
import { problemOf, type Problem } from '../words/codes/problem.ts';
import { call } from '../till/call.ts';

/** An answer that changed nothing. */
export interface StillPending {
  /** When it came, by this computer's clock, in ms. */
  readonly at: number;
  /** Whether the provider was asked: the till keeps its pauses, and a question that comes too early is not sent. */
  readonly wasAsked: boolean;
  /** When the till asks next; null if it never does by itself. */
  readonly nextAskAt: string | null;
}

/** Asking the till where an unsettled payment stands. */
export interface Check {
  /** What the till last answered of this payment, where it is still not certain; null if that is over, or another one is shown. */
  readonly stillPending: Ref<StillPending | null>;
  readonly problem: ShallowRef<Problem | null>;
  check(): Promise<void>;
}

/** `done` gets the transaction as it stands. The till keeps the provider's pauses: it never asks early. */
export function useCheck(transaction: () => Transaction | null, done: (found: Transaction) => void): Check {
  const stillPending = ref<StillPending | null>(null);
  const problem = shallowRef<Problem | null>(null);
  const checking = ref(false);

  async function check(): Promise<void> {
    const before = transaction();
    if (!before || checking.value) return;
    const { transactionId, nextAskAt } = before;
    checking.value = true;
    const reply = await call('payment:check', { transactionId });
    checking.value = false;
    if (transaction()?.transactionId !== transactionId) return;
    problem.value = reply.ok ? null : problemOf('check', reply);
    if (!reply.ok) return;
    // Each question moves the next one.
    const wasAsked = reply.value.nextAskAt !== nextAskAt;
    stillPending.value =
      reply.value.status === 'pending' ? { at: Date.now(), wasAsked, nextAskAt: reply.value.nextAskAt } : null;
    done(reply.value);
  }

  watch([() => transaction()?.transactionId, () => transaction()?.status], () => (stillPending.value = null));
  return { stillPending, problem, check };
}
