import { onBeforeUnmount, onMounted, readonly, ref, type Ref } from 'vue';

/** Milliseconds of this computer's clock, moving on every `everyMs`. */
export function useNow(everyMs = 1000): Readonly<Ref<number>> {
  const now = ref(Date.now());
  let timer = 0;
  onMounted(() => (timer = window.setInterval(() => (now.value = Date.now()), everyMs)));
  onBeforeUnmount(() => window.clearInterval(timer));
  return readonly(now);
}
