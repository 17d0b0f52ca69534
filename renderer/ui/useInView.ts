import { nextTick, watch, type ShallowRef, type WatchSource } from 'vue';

/** Scrolls an element into sight whenever what it tells changes: an answer below the edge is no answer. */
export function useInView(what: WatchSource, element: Readonly<ShallowRef<HTMLElement | null>>): void {
  watch(what, async () => {
    await nextTick();
    element.value?.scrollIntoView({ block: 'nearest' });
  });
}
