import { defineStore } from 'pinia';
import { computed, watchEffect } from 'vue';
import { en } from './en/en.ts';
import { id } from './id/id.ts';
import { keptChoice } from './kept-choice.ts';
import type { Words } from './words.ts';

const languages = ['id', 'en'] as const;
type Language = (typeof languages)[number];

const wordsOf: Record<Language, Words> = { id, en };

/** The language of this till's screen, and its words. */
export const useLanguage = defineStore('language', () => {
  const { choice: language, next } = keptChoice('loket.language', languages, 'id');
  const words = computed(() => wordsOf[language.value]);

  watchEffect(() => {
    document.documentElement.lang = language.value;
  });

  return { language, words, next };
});
