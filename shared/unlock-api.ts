import { z } from 'zod';

// What the app asks before the till opens, where the till's secrets lie under the owner's passphrase. The rest is in api.ts.

export const unlockInputs = {
  'secrets:unlock': z.strictObject({ passphrase: z.string().min(1).max(400) }),
  /** Goes on without a passphrase, where that may be. */
  'secrets:skip': z.strictObject({}),
} as const;

/** What is asked for. */
export interface Unlocking {
  /** There is none yet: what is typed becomes the passphrase. */
  readonly isNew: boolean;
  readonly maySkip: boolean;
  /** Characters that a new one has at least. */
  readonly minChars: number;
}

/** `wait`: not looked at, a wrong one was typed too shortly before. `retryAfterMs`: how long until the next one is. */
export interface Unlocked {
  readonly result: 'open' | 'wrong' | 'too-short' | 'wait';
  readonly retryAfterMs: number;
}

export interface UnlockOutputs {
  'secrets:unlock': Unlocked;
  'secrets:skip': Unlocked;
}
