import { ref, watchEffect, type Ref } from 'vue';

/** A choice of this till's screen. */
export interface KeptChoice<T> {
  readonly choice: Ref<T>;
  /** Goes on to the next value, after the last one to the first. */
  readonly next: () => void;
}

/** A choice that the page's own storage keeps under `key`; `fallback` until one was made. */
export function keptChoice<T extends string>(key: string, values: readonly T[], fallback: T): KeptChoice<T> {
  const choice = ref(read(key, values) ?? fallback) as Ref<T>;
  watchEffect(() => keep(key, choice.value));

  function next(): void {
    choice.value = values[(values.indexOf(choice.value) + 1) % values.length] ?? fallback;
  }

  return { choice, next };
}

function read<T extends string>(key: string, values: readonly T[]): T | undefined {
  try {
    const kept = localStorage.getItem(key);
    return values.find((value) => value === kept);
  } catch {
    return undefined; // Storage may be switched off; the screen works without it.
  }
}

function keep(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // As above: then the choice lasts until the page is closed.
  }
}
