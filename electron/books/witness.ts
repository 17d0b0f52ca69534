import { createPublicKey, verify } from 'node:crypto';
import { toWib } from '../../shared/time.ts';
import { isStorageError } from '../db/storage-error.ts';
import type { Clock } from '../time/clock.ts';
import type { Books } from './books.ts';
import type { Identity } from './identity.ts';
import type { Head } from './journal/line.ts';
import type { RecordData } from './journal/record.ts';

// Whoever is not this PC and signs the end of the chain makes it known for good: later nobody can make other books and be believed.

/** Somebody outside the till: the stick that an export goes to; a chain's server, later. */
export interface Witness {
  /** Signs `witnessText`; null if nobody answers. */
  sign(till: string, head: Head): Promise<RecordData['witness'] | null>;
}

/** What a witness signs (Ed25519 over its UTF-8): `at` as records write times. */
export function witnessText(till: string, { n, hash }: Head, at: string): string {
  return `loket witness v1\n${till}\n${n}\n${hash}\n${at}`;
}

/** Asks each witness to sign the head as it is now, and records what fits; answers how many. What the disk refuses waits for the next time. */
export async function askWitnesses(
  books: Books,
  { till }: Pick<Identity, 'till'>,
  witnesses: readonly Witness[],
  { now }: Pick<Clock, 'now'>,
): Promise<number> {
  let recorded = 0;
  for (const witness of witnesses) {
    const head = books.head();
    const said = await witness.sign(till, head).catch(() => null);
    if (!said || said.n !== head.n || said.head !== head.hash || !isSigned(till, said)) continue;
    try {
      if (books.state() !== 'ready') continue;
      books.write([{ at: now(), kind: 'witness', transactionId: null, data: said }]);
      recorded++;
    } catch (error) {
      if (!isStorageError(error)) throw error;
    }
  }
  return recorded;
}

/** Whether a witness signed that, with the key that it names. */
export function isSigned(
  till: string,
  { publicKey, n, head, signature, at }: Omit<RecordData['witness'], 'by'>,
): boolean {
  try {
    const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: publicKey }, format: 'jwk' });
    const text = witnessText(till, { n, hash: head }, at);
    return toWib(Date.parse(at)) === at && verify(null, Buffer.from(text), key, Buffer.from(signature, 'base64url'));
  } catch {
    return false;
  }
}
