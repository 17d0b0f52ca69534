import { fail, ok, type Result } from '../shared/errors.ts';
import { unlockInputs, type Unlocked } from '../shared/unlock-api.ts';
import { isForReal, readConfig } from './config.ts';
import { hasBooks } from './books/start-books.ts';
import type { Keychain } from './secrets/keychain.ts';
import { createUnlocker, type Unlocker } from './secrets/unlocking.ts';
import type { Till } from './till.ts';

// What stands before the till while its secrets are locked: the page is there already, and asks for the owner's passphrase.

type Door = Pick<Till, 'call' | 'onEvent'>;

export interface Gate {
  /** What the page speaks to, before the till is open and after. */
  readonly door: Door;
  /** What the secrets are opened by; null if nobody gave a passphrase. */
  readonly opened: Promise<Keychain | null>;
  /** The till is open: what waited goes on. */
  pass(till: Door): void;
}

/** Null where nothing has to be asked. `elapsed` in ms, only forward. */
export async function createGate(options: {
  readonly dataDir: string;
  readonly configFile: string | null;
  readonly keychain: Keychain;
  readonly elapsed: () => number;
}): Promise<Gate | null> {
  const { dataDir, configFile, keychain, elapsed } = options;
  const isReal = (): boolean => {
    const read = configFile === null ? null : readConfig(configFile, dataDir);
    return (read?.ok ?? false) && read !== null && read.ok && isForReal(read.config);
  };
  const unlocker = await createUnlocker(dataDir, { keychain, isReal, hasBooks: hasBooks(dataDir), elapsed });
  return unlocker && createGateOf(unlocker);
}

function createGateOf(unlocker: Unlocker): Gate {
  const { promise: passed, resolve: pass } = Promise.withResolvers<Door>();
  let isAsking = true;
  const opened = unlocker.done.finally(() => (isAsking = false));

  async function answer(channel: string, input: unknown): Promise<Result<Unlocked> | null> {
    if (channel === 'secrets:unlock') {
      const parsed = unlockInputs[channel].safeParse(input);
      return parsed.success ? ok(await unlocker.tryWith(parsed.data.passphrase)) : fail('bad-request');
    }
    if (channel === 'secrets:skip')
      return unlocker.skip() ? ok({ result: 'open', retryAfterMs: 0 }) : fail('forbidden');
    return channel === 'till:status' ? fail('sealed', { unlocking: unlocker.wanted }) : null;
  }

  return {
    opened,
    pass,
    door: {
      async call(...asked) {
        const [channel, input] = asked;
        const answered = isAsking ? await answer(channel, input) : null;
        if (answered) return answered.ok ? answered : { ...answered, logId: '' };
        // Everything else waits for the till.
        return (await passed).call(...asked);
      },
      // Nothing happens before the till is open; who serves the page listens to that then.
      onEvent: () => () => undefined,
    },
  };
}
