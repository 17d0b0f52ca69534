import type { Till } from '../till.ts';

/** A till as the window has it: the one that is open now, another one once it was opened again. */
export interface Served {
  readonly till: Pick<Till, 'call' | 'onEvent'>;
  /** Whoever listened hears the new one. */
  readonly replace: (next: Served['till']) => void;
}

export function serveInTurn(first: Served['till']): Served {
  let now = first;
  const listeners: Parameters<Till['onEvent']>[0][] = [];
  return {
    till: {
      call: (...args) => now.call(...args),
      onEvent(listener) {
        listeners.push(listener);
        return now.onEvent(listener);
      },
    },
    replace(next) {
      now = next;
      for (const listener of listeners) next.onEvent(listener);
    },
  };
}
