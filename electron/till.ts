import type { EventName, Events } from '../shared/api.ts';
import type { Reply } from '../shared/errors.ts';

export interface Till {
  /** Checks the channel and the input, runs the call, and answers the envelope. Never throws. */
  call(channel: string, input: unknown): Promise<Reply<unknown>>;
  /** Answers a function that stops listening. */
  onEvent(listener: <E extends EventName>(event: E, data: Events[E]) => void): () => void;
  /** Takes no more calls, leaves unfinished payments pending, closes everything. */
  close(): Promise<void>;
}
