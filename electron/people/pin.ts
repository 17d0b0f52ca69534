import { scrypt, timingSafeEqual } from 'node:crypto';
import { oneByOne } from '../time/one-by-one.ts';

// What is stored of a PIN: from it nobody finds the PIN again who does not also have the till's own secret.

/** In base64url; before the salt, up to a dot, by which secret of the till's it is stored, where it is by one. */
export interface StoredPin {
  readonly salt: string;
  readonly hash: string;
}

/** Makes of a text what is stored of it; heavy on purpose, and away from the main thread. */
export type HashPin = (text: string, salt: string) => Promise<Buffer>;

export interface Hashes {
  readonly pin: HashPin;
  /** Of the recovery phrase: long enough to need no secret of the till, so that it helps also where those were lost. */
  readonly phrase: HashPin;
  /** The name of the secret that PINs are stored by: another PC has another one. Nobody finds the secret by it. */
  readonly pepper?: string;
}

/** 2^17 blocks of 1 KiB: 128 MiB for a moment, and some tenths of a second on a counter's PC. */
const cost = { N: 2 ** 17, r: 8, p: 1, maxmem: 256 * 1024 * 1024 } as const;

/**
 * scrypt over the PIN's MAC under a key that lies apart from the books (the pepper): a copy of the books alone does not help to guess a
 * PIN of four digits. One at a time, for each takes its 128 MiB.
 */
export function createHashes(mac: (text: string) => string): Hashes {
  const inTurn = oneByOne();
  const hashOf =
    (prepare: (text: string, salt: string) => string): HashPin =>
    (text, salt) =>
      inTurn(() => derive(prepare(text, salt), salt));
  const pepper = mac('the name of the secret of PINs').slice(0, 8);
  return { pin: hashOf((text, salt) => mac(`pin ${salt} ${text}`)), phrase: hashOf((text) => text), pepper };
}

function derive(text: string, salt: string): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(text, Buffer.from(salt, 'base64url'), 32, cost, (error, key) => (error ? reject(error) : resolve(key)));
  });
}

export async function storedPin(
  hashPin: HashPin,
  text: string,
  randomBytes: (size: number) => Buffer,
  pepper?: string,
): Promise<StoredPin> {
  const random = randomBytes(16).toString('base64url');
  const salt = pepper === undefined ? random : `${pepper}.${random}`;
  return { salt, hash: (await hashPin(text, salt)).toString('base64url') };
}

/** Whether it was stored by a secret that is not here, so that no PIN would be found right. One of an older till does not say. */
export function isOfAnotherSecret({ salt }: Pick<StoredPin, 'salt'>, pepper: string | undefined): boolean {
  return salt.includes('.') && !isOfThisSecret({ salt }, pepper);
}

/** Whether it was stored by the secret that is here; one of an older till does not say. */
export function isOfThisSecret({ salt }: Pick<StoredPin, 'salt'>, pepper: string | undefined): boolean {
  return salt.includes('.') && salt.startsWith(`${pepper}.`);
}

/** Whether it is that PIN, in a time that says nothing of how near it came. */
export async function isPin(hashPin: HashPin, text: string, { salt, hash }: StoredPin): Promise<boolean> {
  const expected = Buffer.from(hash, 'base64url');
  const found = await hashPin(text, salt);
  return expected.length === found.length && timingSafeEqual(expected, found);
}
