import { StorageError } from './db/storage-error.ts';
import { connectProvider, documentedHosts, officialAddresses } from './providers/index.ts';
import type { Send } from './providers/wire/http.ts';
import type { Keychain } from './secrets/keychain.ts';
import { openSecrets, type SecretStore } from './secrets/store.ts';
import { createSettingsDesk } from './settings/settings.ts';
import { mayPrintTo } from './start-folders.ts';
import type { TillParts } from './till-parts.ts';

/** Where the till is, and whether it is set up at the screen alone. */
interface SettingsAround {
  readonly folder: string;
  readonly keychain: Keychain | null;
  readonly isBare: boolean;
}

/** What changes the settings, and asks a provider as they are saved. `own` is the till's store. */
export function settingsParts(
  { folder, keychain, isBare }: SettingsAround,
  parts: Pick<Parameters<typeof createSettingsDesk>[0], 'started' | 'live' | 'books' | 'clock' | 'log'>,
  own: SecretStore,
  send: Send,
): Required<Pick<TillParts, 'settings' | 'savedProvider'>> {
  const { dataDir } = parts.started;
  const settings = createSettingsDesk({
    ...parts,
    // Training has a store of its own; what is set is the shop's.
    store: () => (folder === dataDir ? Promise.resolve(own) : shopStore(dataDir, keychain, parts.clock.now())),
    mayPrintTo: (transport, door) => mayPrintTo(transport, door, [dataDir, folder]),
    documentedHosts,
    officialAddresses: officialAddresses(),
    isBare,
  });
  return { settings, savedProvider: (id) => connectProvider(id, settings.providers(), send) };
}

/** Where the keys of a shop are kept that practises still. Rejects if they can't be. */
async function shopStore(dataDir: string, keychain: Keychain | null, at: number): Promise<SecretStore> {
  // Without a keychain the file is open until the next start, which asks for a passphrase.
  const opened = await openSecrets(dataDir, { keychain, isReal: true, hasBooks: true, at });
  if (!opened.ok) throw new StorageError(opened.problem, 'EKEYS');
  return opened.store;
}
