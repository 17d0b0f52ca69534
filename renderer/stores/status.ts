import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import type { TillStatus } from '../../shared/api.ts';
import { call } from '../till.ts';

/** One lost answer may be chance; the screen gives up selling at the second. */
const missesMax = 2;

/** What the till says about itself. */
export const useStatus = defineStore('status', () => {
  const status = shallowRef<TillStatus | null>(null);
  const misses = ref(0);
  /** The till's clock minus this computer's: the screen shows the till's time. */
  const clockOffsetMs = ref(0);
  const lost = computed(() => misses.value >= missesMax || (misses.value > 0 && status.value === null));

  async function refresh(): Promise<void> {
    const reply = await call('till:status', {});
    if (!reply.ok) {
      misses.value += 1;
      return;
    }
    misses.value = 0;
    status.value = reply.value;
    const now = Date.parse(reply.value.now);
    if (Number.isFinite(now)) clockOffsetMs.value = now - Date.now();
  }

  return { status, lost, clockOffsetMs, refresh };
});
