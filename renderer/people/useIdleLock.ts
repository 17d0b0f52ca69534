import { onBeforeUnmount, onMounted } from 'vue';
import { useSession } from '../till/session.ts';

/**
 * Nobody pressed or touched anything for so long, in ms: whoever is signed in has left the counter. A customer who looks for a bill or for cash
 * takes less, and a counter without anybody should not stand open for longer. Every till's, until a shop can set it.
 */
const idleMs = 5 * 60_000;
const lookEveryMs = 1_000;

/** Locks the screen when nobody is at it. What is on it goes on. */
export function useIdleLock(): void {
  const session = useSession();
  // Not the time of day, which can be set.
  let usedAt = performance.now();
  let timer = 0;
  const used = (): void => void (usedAt = performance.now());

  function look(): void {
    if (!session.isOpen) used();
    else if (performance.now() - usedAt >= idleMs) void session.lock();
  }

  onMounted(() => {
    for (const name of ['keydown', 'pointerdown'] as const) window.addEventListener(name, used, { capture: true });
    timer = window.setInterval(look, lookEveryMs);
  });
  onBeforeUnmount(() => {
    for (const name of ['keydown', 'pointerdown'] as const) window.removeEventListener(name, used, { capture: true });
    window.clearInterval(timer);
  });
}
