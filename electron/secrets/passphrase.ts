import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto';
import type { Keychain } from './keychain.ts';

// Where the system has no keychain, the till's secrets lie under a key from the owner's passphrase.

/** How the key is made of the passphrase; stored beside what it sealed. `salt` is 16 bytes in base64url. */
export interface KeyDerivation {
  readonly salt: string;
  readonly n: number;
  readonly r: number;
  readonly p: number;
}

/** 128 MiB and half a second a try: who copies the file pays that for each. */
const cost = { n: 2 ** 17, r: 8, p: 1 } as const;
/** A file may ask for no more memory, in bytes. */
const memoryMax = 512 * 1024 * 1024;
const [keyBytes, nonceBytes, tagBytes] = [32, 12, 16];

/** Letters and signs a passphrase has at least and at most. */
export const passphraseChars = { min: 12, max: 200 } as const;

/** For a passphrase that is new. */
export function newDerivation(): KeyDerivation {
  return { salt: randomBytes(16).toString('base64url'), ...cost };
}

/**
 * What seals under the passphrase, as a keychain does under the user's session: AES-256-GCM, a nonce for each time, the parameters
 * authenticated with it. Only the key is kept in memory. Rejects if the parameters ask for too much.
 */
export async function passphraseKeychain(passphrase: string, derivation: KeyDerivation): Promise<Keychain> {
  const key = await keyOf(passphrase, derivation);
  const about = Buffer.from(
    JSON.stringify(['loket.secrets', derivation.salt, derivation.n, derivation.r, derivation.p]),
  );
  return {
    derivation,
    problem: () => Promise.resolve(null),
    encrypt(text) {
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(about);
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Promise.resolve(Buffer.concat([nonce, cipher.getAuthTag(), body]));
    },
    // Async, so that it rejects where it fails.
    async decrypt(bytes) {
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, nonceBytes), { authTagLength: tagBytes });
      decipher.setAAD(about).setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes));
      return Buffer.concat([decipher.update(bytes.subarray(nonceBytes + tagBytes)), decipher.final()]).toString('utf8');
    },
  };
}

/** The same letters make the same key, however a keyboard puts accents together. */
function keyOf(passphrase: string, { salt, n, r, p }: KeyDerivation): Promise<Buffer> {
  const options = { N: n, r, p, maxmem: memoryMax };
  return new Promise((resolve, reject) => {
    scrypt(passphrase.normalize('NFKC'), Buffer.from(salt, 'base64url'), keyBytes, options, (error, key) => {
      if (error) reject(error);
      else resolve(key);
    });
  });
}
