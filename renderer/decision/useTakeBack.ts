import { computed, type ComputedRef } from 'vue';
import type { Decided, Transaction, TransactionWithEvents } from '../../shared/transaction.ts';
import { useDecision, type Decision } from './useDecision.ts';

/** Changing what a person decided, as long as the till lets one. */
export interface TakeBack {
  /** What the decision may be changed to now; null if there is none to change. */
  readonly other: ComputedRef<Decided | null>;
  readonly decision: Decision;
  ask(): void;
}

/** `done` gets the payment as it stands after a decision. */
export function useTakeBack(
  transaction: () => Transaction,
  trail: () => TransactionWithEvents | null,
  done: (found: Transaction) => void,
): TakeBack {
  const decision = useDecision(transaction, done);
  const other = computed(() => {
    const read = trail();
    if (!read?.mayTakeBack) return null;
    return read.status === 'paid' ? 'refused' : 'paid';
  });

  function ask(): void {
    if (!other.value) return;
    decision.as.value = other.value;
    decision.ask('resolve');
  }

  return { other, decision, ask };
}
