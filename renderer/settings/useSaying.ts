import { computed, type ComputedRef } from 'vue';
import { useInLanguage } from '../words/useInLanguage.ts';
import { useWords } from '../words/useWords.ts';
import { sayingOf, type Saying } from './say.ts';

/** Settings in words of the chosen language. */
export function useSaying(): ComputedRef<Saying> {
  const words = useWords();
  const inLanguage = useInLanguage();
  return computed(() => sayingOf(words.value, inLanguage));
}
