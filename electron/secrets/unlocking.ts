import type { Unlocked, Unlocking } from '../../shared/unlock-api.ts';
import type { Keychain } from './keychain.ts';
import { newDerivation, passphraseChars, passphraseKeychain } from './passphrase.ts';
import { derivationIn, readSecrets } from './secret-file.ts';
import { secretsFile } from './store.ts';

// The owner's passphrase, asked for before the till opens. Nothing of it is stored.

/** Pause after the n-th wrong passphrase in a row, in ms: 1 s, doubled up to 5 min. */
const [pauseMs, pauseMaxMs] = [1_000, 300_000];

export interface Unlocker {
  readonly wanted: Unlocking;
  /** Tries a passphrase, or sets it where there is none yet. One at a time. */
  readonly tryWith: (passphrase: string) => Promise<Unlocked>;
  /** Goes on without one, where that may be. */
  readonly skip: () => boolean;
  /** What the secrets are opened by; null if it was skipped. */
  readonly done: Promise<Keychain | null>;
}

/** How the names begin of what an owner entered: see `electron/settings/secret-keys.ts`. */
const enteredPrefix = 'settings.';

/**
 * Null where no passphrase is to be asked for: the file lies under none, and the system's keychain can be used or there is nothing to keep yet.
 * A till without books that `isReal` does not begin without one; one that sells already may go on with an open file. `elapsed` in ms, only
 * forward.
 */
export async function createUnlocker(
  folder: string,
  {
    keychain,
    isReal,
    hasBooks,
    elapsed,
  }: {
    readonly keychain: Keychain;
    readonly isReal: () => boolean;
    readonly hasBooks: boolean;
    readonly elapsed: () => number;
  },
): Promise<Unlocker | null> {
  const file = secretsFile(folder);
  const derivation = derivationIn(file);
  if (!derivation) {
    if ((await keychain.problem()) === null) return null;
    const read = await readSecrets(file, keychain);
    // What a keychain sealed and doesn't open now is no passphrase's: the start says so.
    if (!read.ok && !read.isLost) return null;
    const names = read.ok ? [...read.secrets.keys()] : [];
    if (!isReal() && !names.some((name) => name.startsWith(enteredPrefix))) return null;
  }
  const wanted: Unlocking = { isNew: !derivation, maySkip: !derivation && hasBooks, minChars: passphraseChars.min };
  const { promise: done, resolve: open } = Promise.withResolvers<Keychain | null>();
  let [wrong, waitUntil] = [0, 0];
  let turn: Promise<unknown> = Promise.resolve();

  async function attempt(passphrase: string): Promise<Unlocked> {
    const left = Math.ceil(waitUntil - elapsed());
    if (left > 0) return { result: 'wait', retryAfterMs: left };
    const { length } = [...passphrase.normalize('NFKC')];
    if (!derivation && (length < passphraseChars.min || length > passphraseChars.max))
      return { result: 'too-short', retryAfterMs: 0 };
    const made = await passphraseKeychain(passphrase, derivation ?? newDerivation());
    const isRight = derivation ? (await readSecrets(file, made)).ok : true;
    if (!isRight) {
      const pause = Math.min(pauseMs * 2 ** wrong++, pauseMaxMs);
      waitUntil = elapsed() + pause;
      return { result: 'wrong', retryAfterMs: pause };
    }
    open(made);
    return { result: 'open', retryAfterMs: 0 };
  }

  return {
    wanted,
    done,
    tryWith(passphrase) {
      // One after the other: many at once would all be before the pause.
      const tried = turn.then(() => attempt(passphrase));
      turn = tried.catch(() => undefined);
      return tried;
    },
    skip() {
      if (wanted.maySkip) open(null);
      return wanted.maySkip;
    },
  };
}
