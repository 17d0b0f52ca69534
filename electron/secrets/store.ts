import { existsSync, renameSync } from 'node:fs';
import path from 'node:path';
import { assert } from '../../shared/errors.ts';
import { oneByOne } from '../time/one-by-one.ts';
import type { Keychain } from './keychain.ts';
import { readSecrets, secretName, writeSecrets } from './secret-file.ts';

/** The till's own secrets, by name. */
export interface SecretStore {
  get(name: string): string | null;
  /** On the disk once it resolves. Rejects with what the disk or the keychain says; then the secrets are as before. */
  set(added: Readonly<Record<string, string>>, removed?: readonly string[]): Promise<void>;
  names(): readonly string[];
  /** Every secret there is, for the log to take out. */
  all(): readonly string[];
}

export type OpenedSecrets =
  | {
      readonly ok: true;
      readonly store: SecretStore;
      /** Why there is nothing in it, in a sentence, where something had been; what was there is kept under another name. */
      readonly lost: string | null;
      /** Why the keychain that should keep them does not, as the end of a sentence. */
      readonly unprotected: string | null;
    }
  | { readonly ok: false; readonly problem: string };

/** The file of a data folder. */
export function secretsFile(folder: string): string {
  return path.join(folder, 'loket.secrets');
}

/**
 * Opens a data folder's store. `keychain` is null where there is none to ask: the headless till. Where there should be one and it can't
 * be used, a till that has no books yet and `isReal` does not begin; any other goes on with an open file. `at` in ms.
 */
export async function openSecrets(
  folder: string,
  options: {
    readonly keychain: Keychain | null;
    readonly isReal: boolean;
    readonly hasBooks: boolean;
    readonly at: number;
  },
): Promise<OpenedSecrets> {
  const file = secretsFile(folder);
  const why = options.keychain ? await options.keychain.problem() : null;
  const keychain = why === null ? options.keychain : null;
  const read = await readSecrets(file, options.keychain);
  if (!read.ok && !read.isLost) return read;
  if (options.keychain && why !== null && options.isReal && !options.hasBooks)
    return { ok: false, problem: `The till's secrets can't be kept: ${why}.` };
  if (!read.ok) setAside(file, options.at);
  let secrets = read.ok ? read.secrets : new Map<string, string>();
  // A till that ran without the keychain, or from before it had one. What the disk refuses now, it is asked for at the next start.
  const isOpen = read.ok && read.found === 'plain';
  if (isOpen && keychain) await writeSecrets(file, secrets, keychain).catch(() => undefined);
  const inTurn = oneByOne();
  const store: SecretStore = {
    get: (name) => secrets.get(name) ?? null,
    // The file is written whole: what is set next has to know what this one made of it.
    set: (added, removed = []) =>
      inTurn(async () => {
        for (const name of Object.keys(added)) assert(secretName.test(name), 'a secret has a plain name');
        const all = new Map([...secrets, ...Object.entries(added)]);
        for (const name of removed) all.delete(name);
        await writeSecrets(file, all, keychain);
        secrets = all;
      }),
    names: () => [...secrets.keys()],
    all: () => [...secrets.values()],
  };
  return { ok: true, store, lost: read.ok ? null : read.problem, unprotected: why };
}

/** Nobody can read it, but a person may know what it was. */
function setAside(file: string, at: number): void {
  const aside = `${file}.damaged-${new Date(at).toISOString().replace(/[-:]|\.\d+/g, '')}`;
  let free = aside;
  for (let nth = 2; existsSync(free); nth++) free = `${aside}-${nth}`;
  renameSync(file, free);
}
