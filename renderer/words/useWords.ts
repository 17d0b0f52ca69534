import { storeToRefs } from 'pinia';
import type { Ref } from 'vue';
import { useLanguage } from './language.ts';
import type { Words } from './words.ts';

/** The words of the chosen language; they change with it. */
export function useWords(): Readonly<Ref<Words>> {
  return storeToRefs(useLanguage()).words;
}
