import { computed, type ComputedRef } from 'vue';
import { useStatus } from './status.ts';
import { useNow } from '../ui/time/useNow.ts';

/** Now by the till's clock, in milliseconds; the screen and the slips show the same time. */
export function useTillTime(): ComputedRef<number> {
  const status = useStatus();
  const now = useNow();
  return computed(() => now.value + status.clockOffsetMs);
}
