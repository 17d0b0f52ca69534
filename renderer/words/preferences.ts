import { defineStore } from 'pinia';
import { computed, ref, watchEffect } from 'vue';
import { en } from './en/en.ts';
import { id } from './id/id.ts';
import { languages, type Language, type Words } from './words.ts';

export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

const wordsOf: Record<Language, Words> = { id, en };

/** Language and theme of this till's screen, kept in the page's own storage. */
export const usePreferences = defineStore('preferences', () => {
  const language = ref<Language>(read('loket.language', languages, 'id'));
  const theme = ref<Theme>(read('loket.theme', themes, 'system'));
  const systemDark = window.matchMedia('(prefers-color-scheme: dark)');
  const systemIsDark = ref(systemDark.matches);
  systemDark.addEventListener('change', (event) => (systemIsDark.value = event.matches));
  const words = computed(() => wordsOf[language.value]);

  watchEffect(() => {
    const dark = theme.value === 'dark' || (theme.value === 'system' && systemIsDark.value);
    document.documentElement.dataset['theme'] = dark ? 'dark' : 'light';
    document.documentElement.lang = language.value;
    keep('loket.language', language.value);
    keep('loket.theme', theme.value);
  });

  function nextLanguage(): void {
    language.value = after(languages, language.value);
  }

  function nextTheme(): void {
    theme.value = after(themes, theme.value);
  }

  return { language, theme, words, nextLanguage, nextTheme };
});

function after<T>(values: readonly T[], value: T): T {
  return values[(values.indexOf(value) + 1) % values.length] ?? value;
}

function read<T extends string>(key: string, allowed: readonly T[], fallback: T): T {
  try {
    const kept = localStorage.getItem(key);
    return allowed.find((value) => value === kept) ?? fallback;
  } catch {
    return fallback; // Storage may be switched off; the screen works without it.
  }
}

function keep(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // As above: then the choice lasts until the page is closed.
  }
}
