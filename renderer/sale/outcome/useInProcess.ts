import { computed, type ComputedRef } from 'vue';
import type { Transaction } from '../../../shared/transaction.ts';
import { reasonOf } from '../../trail/trail.ts';
import { useTillTime } from '../../till/useTillTime.ts';
import { useTrail } from '../../trail/useTrail.ts';

/** A provider that takes an order first and answers for it seconds later is in order for so long, in ms. */
const calmMs = 15_000;

/**
 * Whether a payment that is not settled is merely being processed, as its provider said, and has not been for long. Until
 * its reason was read it is not called uncertain either.
 */
export function useInProcess(transaction: () => Transaction | null): ComputedRef<boolean> {
  const trail = useTrail(transaction);
  const now = useTillTime();
  return computed(() => {
    const subject = transaction();
    if (subject?.status !== 'pending' || Math.abs(now.value - Date.parse(subject.createdAt)) >= calmMs) return false;
    return trail.value === null || reasonOf(trail.value) === 'in-process';
  });
}
