import { onBeforeUnmount, onMounted, ref, watch, type Ref } from 'vue';
import { isUnderDialog } from './useKeys.ts';

/** Nobody reads a sentence about money faster, in ms. */
export const armingMs = 700;

/** Keeps a key that was meant for the screen before from answering this one unread. */
export interface Arming {
  /** For the look of it; what counts is when a press began. */
  readonly armed: Ref<boolean>;
  /** Whether a press that began then, on the clock of events, is one of somebody who has seen what is there. */
  accepts(pressedAt: number): boolean;
}

/** Arms once what is mounted has stood in sight for `armingMs`. What `covers` it starts that again. */
export function useArming(covers: () => boolean = () => false): Arming {
  const armed = ref(false);
  let since = Number.POSITIVE_INFINITY;
  let timer = 0;

  function start(): void {
    window.clearTimeout(timer);
    armed.value = false;
    since = performance.now();
    timer = window.setTimeout(() => (armed.value = true), armingMs);
  }

  onMounted(start);
  watch(covers, (covered) => covered || start());
  onBeforeUnmount(() => window.clearTimeout(timer));
  return { armed, accepts: (pressedAt) => pressedAt >= since + armingMs };
}

/** As `useArming`, for an outcome on its screen: a dialog over it hides it. */
export function useOutcomeArming(): Arming {
  return useArming(isUnderDialog);
}

/** When the press of a button began, which its click does not tell. Bind `onPointerdown` and `onKeydown`. */
export function usePressTime(): {
  readonly begins: (event: Event) => void;
  /** Answers it once; a click without a press, as a screen reader makes it, began when it came. */
  readonly of: (click: Event) => number;
} {
  let began: number | null = null;
  return {
    begins(event) {
      if (!(event instanceof KeyboardEvent && event.repeat)) began = event.timeStamp;
    },
    of(click) {
      const pressedAt = began ?? click.timeStamp;
      began = null;
      return pressedAt;
    },
  };
}
