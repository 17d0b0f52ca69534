import { computed, ref, type ComputedRef } from 'vue';
import type { Failure } from '../../shared/errors.ts';
import { useNow } from '../ui/time/useNow.ts';

/** How long nobody may try again, after too many wrong PINs. The till keeps it; this counts it down on the screen. */
export function usePause(): {
  /** Whole seconds that are left; 0 when one may try. */
  readonly seconds: ComputedRef<number>;
  /** Takes over what a failed try says. */
  readonly hear: (failure: Failure) => void;
} {
  const now = useNow(250);
  const until = ref(0);
  const seconds = computed(() => Math.max(0, Math.ceil((until.value - now.value) / 1000)));
  return { seconds, hear: ({ retryAfterMs = 0 }) => void (until.value = now.value + retryAfterMs) };
}
