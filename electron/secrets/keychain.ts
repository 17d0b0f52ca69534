import type { KeyDerivation } from './passphrase.ts';

/** What encrypts for this user of this PC alone, or for who knows the owner's passphrase. */
export interface Keychain {
  /** Of a passphrase only: how its key is made, which the file has to say. */
  readonly derivation?: KeyDerivation;
  /** Why it can't be used now, as the end of a sentence; null if it can. */
  problem(): Promise<string | null>;
  /** Rejects if it fails. */
  encrypt(text: string): Promise<Buffer>;
  /** Rejects if these bytes were encrypted for somebody else, or are damaged. */
  decrypt(bytes: Buffer): Promise<string>;
}

/** Of Electron's `safeStorage` what the till uses; the backend is only known on Linux. */
export interface SystemStorage {
  getSelectedStorageBackend(): string;
  isAsyncEncryptionAvailable(): Promise<boolean>;
  encryptStringAsync(text: string): Promise<Buffer>;
  decryptStringAsync(bytes: Buffer): Promise<{ readonly result: string }>;
}

/**
 * The system's keychain. Electron's `basic_text`, which encrypts under a password that stands in its source, is none. To be asked
 * once the app is ready.
 */
export function systemKeychain(storage: SystemStorage, platform: NodeJS.Platform): Keychain {
  return {
    async problem() {
      const backend = platform === 'linux' ? storage.getSelectedStorageBackend() : null;
      // Asked first: to ask `basic_text` whether it can encrypt would begin to use it.
      if (backend === 'basic_text' || backend === 'unknown')
        return `this desktop has no keychain that protects them (${backend}); install GNOME Keyring or KWallet`;
      return (await storage.isAsyncEncryptionAvailable()) ? null : 'the keychain of this user is locked or not there';
    },
    encrypt: (text) => storage.encryptStringAsync(text),
    decrypt: async (bytes) => (await storage.decryptStringAsync(bytes)).result,
  };
}
