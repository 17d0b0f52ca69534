import { createCipheriv, createDecipheriv, hash, randomBytes } from 'node:crypto';
import type { SafeStorage } from 'electron';
import { strict } from './strict.ts';

type Backend = ReturnType<SafeStorage['getSelectedStorageBackend']>;

/** A keychain as `safeStorage` uses one, under a user's password. It can be told to be none, or to be locked. */
export function safeStorageOf(
  password: string,
  { backend = 'gnome_libsecret', locked = false }: { readonly backend?: Backend; readonly locked?: boolean } = {},
) {
  const key = hash('sha256', password, 'buffer');
  const open = (): void => {
    if (locked) throw new Error('the keychain is locked');
  };
  return {
    getSelectedStorageBackend: () => backend,
    isAsyncEncryptionAvailable: () => Promise.resolve(!locked),
    async encryptStringAsync(text) {
      open();
      const iv = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', key, iv);
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Buffer.concat([iv, cipher.getAuthTag(), body]);
    },
    async decryptStringAsync(bytes) {
      open();
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12));
      decipher.setAuthTag(bytes.subarray(12, 28));
      const result = Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8');
      return { result, shouldReEncrypt: false };
    },
  } satisfies Partial<SafeStorage>;
}

/** Of this user, whoever that is: where the host runs there is no keychain to ask. */
export const safeStorage = strict(
  'safeStorage',
  safeStorageOf('host', { backend: (process.env['LOKET_HOST_KEYCHAIN'] as Backend | undefined) ?? 'gnome_libsecret' }),
);
