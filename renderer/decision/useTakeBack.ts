import { computed, type ComputedRef } from 'vue';
import type { Transaction, TransactionWithEvents } from '../../shared/transaction.ts';
import { otherDecision, type Decided } from './decision.ts';
import { useDecision, type Decision } from './useDecision.ts';
import { useTillTime } from '../till/useTillTime.ts';

/** Changing what a person decided, while the day lasts. */
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
  const now = useTillTime();
  const decision = useDecision(() => transaction().transactionId, done);
  const other = computed(() => {
    const read = trail();
    return read && otherDecision(read, now.value);
  });

  function ask(): void {
    if (!other.value) return;
    decision.as.value = other.value;
    decision.ask('resolve');
  }

  return { other, decision, ask };
}
