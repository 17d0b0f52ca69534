import { computed, type ComputedRef } from 'vue';
import type { Transaction } from '../../../shared/transaction.ts';
import { useTillTime } from '../../till/useTillTime.ts';
import { useTrail } from '../../trail/useTrail.ts';

/** Whether a payment that is not settled is merely being processed, as the till says. Until it has said so, it is not called uncertain either. */
export function useInProcess(transaction: () => Transaction | null): ComputedRef<boolean> {
  const { trail, isAnswered } = useTrail(transaction);
  const now = useTillTime();
  return computed(() => {
    if (transaction()?.status !== 'pending') return false;
    if (!isAnswered.value) return true;
    const until = trail.value?.inProcessUntil ?? null;
    return until !== null && now.value < Date.parse(until);
  });
}
