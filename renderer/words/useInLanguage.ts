import { storeToRefs } from 'pinia';
import type { InBoth } from '../../shared/product-spec.ts';
import { useLanguage } from './language.ts';

/** Says a text that stands in both languages in the chosen one. A product brings its words along. */
export function useInLanguage(): (text: InBoth) => string {
  const { language } = storeToRefs(useLanguage());
  return (text) => text[language.value];
}
