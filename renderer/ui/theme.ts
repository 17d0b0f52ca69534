import { defineStore } from 'pinia';
import { ref, watchEffect } from 'vue';
import { keptChoice } from '../words/kept-choice.ts';

const themes = ['system', 'light', 'dark'] as const;

/** Light or dark: as chosen, or as the computer has it. */
export const useTheme = defineStore('theme', () => {
  const { choice: theme, next } = keptChoice('loket.theme', themes, 'system');
  const system = window.matchMedia('(prefers-color-scheme: dark)');
  const systemIsDark = ref(system.matches);
  system.addEventListener('change', (event) => (systemIsDark.value = event.matches));

  watchEffect(() => {
    const dark = theme.value === 'dark' || (theme.value === 'system' && systemIsDark.value);
    document.documentElement.dataset['theme'] = dark ? 'dark' : 'light';
  });

  return { theme, next };
});
