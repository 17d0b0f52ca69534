import { ref } from 'vue';
import type { Channel, EventName, Events, Input, LoketBridge, Outputs } from '../../shared/api.ts';
import type { Reply } from '../../shared/errors.ts';
import type { Approval } from '../../shared/person.ts';
import { aboutOf, useApproval, type About } from './approval.ts';

declare global {
  interface Window {
    /** Put there by the preload script; missing when the page was opened without the till. */
    readonly loket?: LoketBridge;
  }
}

/** Counts the calls that the till did not let in: the screen is locked, or nobody is signed in. */
export const turnedAway = ref(0);

/** What a screen shows; it still needs the answer when it comes in sight again. */
const waitBehindLock: readonly Channel[] = [
  'payment:find',
  'payment:unsettled',
  'transaction:list',
  'transaction:get',
  'receipt:preview',
  'shift:x',
  'shift:list',
  'shift:get',
  'deposit:book',
];
let waiting: (() => void)[] = [];

/** The screen is open: what waited behind the lock is asked again. */
export function letIn(): void {
  const asked = waiting;
  waiting = [];
  for (const again of asked) again();
}

/**
 * Calls the till. Never rejects: a broken connection is answered as `internal`, so every caller handles one kind of failure.
 * After a `payment:pay` that means "not known", see `sale/store/sale-payment.ts`. What a screen reads waits while it is locked. What the person
 * who is signed in may not do is asked of a second one, and answered once they approved or declined; `about` is told to them over the input's own.
 */
export async function call<C extends Channel>(
  channel: C,
  input: Input<C>,
  about: Partial<About> = {},
): Promise<Reply<Outputs[C]>> {
  for (;;) {
    const reply = await send(channel, input);
    if (reply.ok) return reply;
    // With `others-shift` too, where a second person may approve.
    if (reply.right) {
      const wanted = { right: reply.right, about: { ...aboutOf(input), ...about } };
      return useApproval().ask(wanted, reply, (approval) => send(channel, input, approval));
    }
    if (reply.code !== 'locked' && reply.code !== 'not-signed-in') return reply;
    turnedAway.value++;
    if (!waitBehindLock.includes(channel)) return reply;
    await new Promise<void>((again) => waiting.push(again));
  }
}

async function send<C extends Channel>(channel: C, input: Input<C>, approval?: Approval): Promise<Reply<Outputs[C]>> {
  try {
    if (!window.loket) return { ok: false, code: 'internal', logId: '' };
    return await window.loket.call(channel, input, approval);
  } catch {
    return { ok: false, code: 'internal', logId: '' };
  }
}

/** Listens to an event of the till. Answers a function that stops listening. */
export function listen<E extends EventName>(event: E, listener: (data: Events[E]) => void): () => void {
  return window.loket ? window.loket.on(event, listener) : () => undefined;
}
