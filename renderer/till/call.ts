import type { Channel, EventName, Events, Input, LoketBridge, Outputs } from '../../shared/api.ts';
import type { Reply } from '../../shared/errors.ts';

declare global {
  interface Window {
    /** Put there by the preload script; missing when the page was opened without the till. */
    readonly loket?: LoketBridge;
  }
}

/**
 * Calls the till. Never rejects: a broken connection is answered as `internal`, so every caller handles one kind of failure.
 * After a `payment:pay` that means "not known", see `sale/store/sale-payment.ts`.
 */
export async function call<C extends Channel>(channel: C, input: Input<C>): Promise<Reply<Outputs[C]>> {
  try {
    if (!window.loket) return { ok: false, code: 'internal', logId: '' };
    return await window.loket.call(channel, input);
  } catch {
    return { ok: false, code: 'internal', logId: '' };
  }
}

/** Listens to an event of the till. Answers a function that stops listening. */
export function listen<E extends EventName>(event: E, listener: (data: Events[E]) => void): () => void {
  return window.loket ? window.loket.on(event, listener) : () => undefined;
}
