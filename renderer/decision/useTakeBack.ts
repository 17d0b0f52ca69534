import { computed, watch, type ComputedRef } from 'vue';
import type { Decided, Transaction, TransactionWithEvents } from '../../shared/transaction.ts';
import { overtaken } from './overtaken.ts';
import { useDecision, type Decision } from './useDecision.ts';

/** Changing what a person decided, as long as the till lets one. */
export interface TakeBack {
  /** What the decision may be changed to now; null if there is none to change. */
  readonly other: ComputedRef<Decided | null>;
  readonly decision: Decision;
  ask(): void;
}

/** So long a word that was not recorded waits for its payment to be on the screen again. */
const takenUpWithinMs = 60_000;

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

  /** What was not recorded is asked for once more, on purpose, beside what somebody else said. */
  function takeUp(): void {
    const word = overtaken.value;
    if (!word || word.transactionId !== transaction().transactionId || word.as !== other.value) return;
    overtaken.value = null;
    // Whoever comes to the payment later has not said it.
    if (Date.now() - word.since > takenUpWithinMs) return;
    ask();
    decision.reason.value = word.reason;
    decision.problem.value = { kind: 'decided', decided: word.decided };
  }
  watch([overtaken, other], takeUp, { immediate: true });

  return { other, decision, ask };
}
