import { computed, type ComputedRef } from 'vue';
import { lightsOf, type Light } from '../lib/lights.ts';
import { useStatus } from '../stores/status.ts';
import { useWords } from './useWords.ts';

/** The status lights as they stand, in words. */
export function useLights(): ComputedRef<readonly Light[]> {
  const store = useStatus();
  const words = useWords();
  return computed(() => (store.status ? lightsOf(store.status, words.value) : []));
}
