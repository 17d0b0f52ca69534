import { computed, type ComputedRef } from 'vue';
import { lightsOf, type Light } from './lights.ts';
import { useStatus } from '../till/status.ts';
import { useWords } from '../words/useWords.ts';

/** The status lights as they stand, in words. */
export function useLights(): ComputedRef<readonly Light[]> {
  const store = useStatus();
  const words = useWords();
  return computed(() => (store.status ? lightsOf(store.status, words.value) : []));
}
