import { computed, type ComputedRef } from 'vue';
import { useNow } from './useNow.ts';

/** Whole seconds since an instant of this computer's clock. */
export function useElapsed(since: () => number): ComputedRef<number> {
  const now = useNow(250);
  return computed(() => Math.max(0, Math.floor((now.value - since()) / 1000)));
}
