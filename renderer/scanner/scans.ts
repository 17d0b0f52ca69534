import { defineStore } from 'pinia';
import { ref } from 'vue';
import { scanKind } from './scan.ts';

/** Scans that came while the screen was busy with something else. They do nothing by themselves. */
export const useScans = defineStore('scans', () => {
  /** The next customer's number, until somebody starts it or drops it; a newer one takes its place. */
  const held = ref<string | null>(null);
  /** The number that gave its place to it, so that somebody looks after that customer. */
  const replaced = ref<string | null>(null);
  /** What was scanned last, if it is no customer number; until the next key. Hostile text. */
  const stranger = ref<string | null>(null);

  function keep(text: string): void {
    const isNumber = scanKind(text) === 'number';
    stranger.value = isNumber ? null : text;
    if (!isNumber || held.value === text) return;
    replaced.value = held.value;
    held.value = text;
  }

  function forgetStranger(): void {
    stranger.value = null;
  }

  function drop(): void {
    held.value = null;
    replaced.value = null;
    stranger.value = null;
  }

  return { held, replaced, stranger, keep, forgetStranger, drop };
});
