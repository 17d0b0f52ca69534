import { ref, shallowRef, type Ref, type ShallowRef } from 'vue';
import type { Transaction } from '../../shared/transaction.ts';
import { problemOf, type Problem } from '../words/codes/problem.ts';
import { call } from '../till/call.ts';

/** Asking the till where an unsettled payment stands. */
export interface Check {
  /** When the till last answered that it is still not certain, by this computer's clock. */
  readonly checkedAt: Ref<number | null>;
  readonly problem: ShallowRef<Problem | null>;
  check(): Promise<void>;
}

/** `done` gets the transaction as it stands. The till keeps the provider's pauses: it never asks early. */
export function useCheck(transactionId: () => string | undefined, done: (found: Transaction) => void): Check {
  const checkedAt = ref<number | null>(null);
  const problem = shallowRef<Problem | null>(null);
  const checking = ref(false);

  async function check(): Promise<void> {
    const asked = transactionId();
    if (!asked || checking.value) return;
    checking.value = true;
    const reply = await call('payment:check', { transactionId: asked });
    checking.value = false;
    problem.value = reply.ok ? null : problemOf('check', reply);
    if (!reply.ok) return;
    checkedAt.value = reply.value.status === 'pending' ? Date.now() : null;
    done(reply.value);
  }

  return { checkedAt, problem, check };
}
