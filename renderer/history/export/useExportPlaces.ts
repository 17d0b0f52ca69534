import { onBeforeUnmount, onMounted, readonly, shallowRef, type ShallowRef } from 'vue';
import type { ExportPlace } from '../../../shared/api.ts';
import { call } from '../../till/call.ts';

/** How often it is looked for sticks, in ms: one that is plugged in or pulled shows soon. */
const everyMs = 2_000;

/** Where an export may go, kept up to date while the component is mounted; null until known. */
export function useExportPlaces(): {
  readonly places: Readonly<ShallowRef<readonly ExportPlace[] | null>>;
  readonly look: () => Promise<void>;
} {
  const places = shallowRef<readonly ExportPlace[] | null>(null);
  let timer = 0;
  let isMounted = true;

  async function look(): Promise<void> {
    const reply = await call('export:places', {});
    if (reply.ok) places.value = reply.value.items;
  }

  /** Never asks again before it was answered. */
  async function keepLooking(): Promise<void> {
    await look();
    if (isMounted) timer = window.setTimeout(() => void keepLooking(), everyMs);
  }

  onMounted(() => void keepLooking());
  onBeforeUnmount(() => {
    isMounted = false;
    window.clearTimeout(timer);
  });
  return { places: readonly(places), look };
}
