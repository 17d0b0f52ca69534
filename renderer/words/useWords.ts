import { storeToRefs } from 'pinia';
import type { Ref } from 'vue';
import { usePreferences } from './preferences.ts';
import type { Words } from './words.ts';

/** The words of the chosen language; they change with it. */
export function useWords(): Readonly<Ref<Words>> {
  return storeToRefs(usePreferences()).words;
}
