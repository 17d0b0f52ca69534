import { createPrivateKey, generateKeyPairSync, sign } from 'node:crypto';
import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { toWib } from '../../shared/time.ts';
import type { Books } from '../books/books.ts';
import type { FindSlips } from '../books/check-slip.ts';
import type { Identity } from '../books/identity.ts';
import { shortHead } from '../books/journal/line.ts';
import { askWitnesses, isSigned, witnessText, type Witness } from '../books/witness.ts';
import { putFile } from './put-file.ts';

// A stick, or a folder that a person chose, is a witness: it keeps the end of the books outside this PC, with a key of its own that signs
// it, and sees at the next export whether the books still are those. Worth as much as the place where the owner keeps it.

/**
 * `signed`: the place knows the end of the books now. `differs`: it knows other books of this till. `unreadable`: what it knew can't be
 * read, or something else has the file's name. Null: it could not be asked.
 */
export type PlaceWitness = 'signed' | 'differs' | 'unreadable' | null;

interface Parts {
  readonly books: Books;
  readonly identity: Pick<Identity, 'till' | 'publicKey'>;
  readonly clock: { readonly now: () => number };
  readonly findSlips: FindSlips;
  readonly newId: () => string;
  /** What was only practised needs no witness. */
  readonly config: { readonly training: boolean };
}

const text = z.string().max(200);
/** What a place keeps of a till. Times as records write them. */
const shape = z.strictObject({
  loketWitness: z.literal(1),
  till: text,
  /** The till's. */
  publicKey: text,
  /** The record that was the last one, and the hash of its line; for a person the same as on slips. */
  n: z.int().min(1),
  head: text,
  short: text,
  at: text,
  /** The place's signature over `witnessText`. */
  signature: text,
  /** The place's own Ed25519 key: public and private half in base64url. */
  key: z.strictObject({ x: text, d: text }),
});
type Kept = z.output<typeof shape>;

/** How each such file begins, and nothing else that is ever replaced. */
const start = '{"loketWitness":1,';
const bytesMax = 4_096;

/** Has a folder sign the end of the books, unless it knows other ones; records what it signed. */
export async function askPlace(folder: string, parts: Parts): Promise<PlaceWitness> {
  const { books, identity, clock, newId } = parts;
  if (parts.config.training) return null;
  const file = path.join(folder, `loket-saksi-${identity.till}.json`);
  const kept = await read(file);
  if (kept === 'unreadable') return kept;
  const isSame = kept === null || (await isContinued(kept, parts));
  // What it knows stays there as it is: it is the proof.
  if (!isSame) return isSame === null ? null : 'differs';
  const key = kept?.key ?? newKey();
  let isPut = false;
  const witness: Witness = {
    async sign(till, head) {
      const at = toWib(clock.now());
      const privateKey = createPrivateKey({ key: { kty: 'OKP', crv: 'Ed25519', ...key }, format: 'jwk' });
      const signature = sign(null, Buffer.from(witnessText(till, head, at)), privateKey).toString('base64url');
      const short = shortHead(head);
      const said = { till, publicKey: identity.publicKey, n: head.n, head: head.hash, short, at, signature, key };
      const chunks = [`${JSON.stringify({ loketWitness: 1, ...said } satisfies Kept)}\n`];
      const partial = path.join(folder, `loket-${newId()}.part`);
      isPut = await putFile({ file, partial, start, chunks });
      return isPut ? { by: 'export', publicKey: key.x, n: head.n, head: head.hash, signature, at } : null;
    },
  };
  const recorded = await askWitnesses(books, identity, [witness], clock);
  return isPut && recorded > 0 ? 'signed' : null;
}

/** Whether the books are those that the place knows, grown longer; null if that can't be told now. */
async function isContinued(kept: Kept, { identity, findSlips }: Parts): Promise<boolean | null> {
  // What it keeps it signed itself; else somebody put it there.
  const isItsOwn = kept.till === identity.till && isSigned(kept.till, { ...kept, publicKey: kept.key.x });
  if (kept.publicKey !== identity.publicKey || !isItsOwn) return false;
  const answer = await findSlips({ n: kept.n, word: shortHead({ n: kept.n, hash: kept.head }) });
  if (!answer || answer.found === 'damaged') return null;
  return answer.hash === kept.head;
}

function newKey(): Kept['key'] {
  const { x = '', d = '' } = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' });
  return { x, d };
}

/** Null if nothing is there; `unreadable` for one that is cut short, and for what is no such file. */
async function read(file: string): Promise<Kept | 'unreadable' | null> {
  try {
    const handle = await open(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    try {
      const stat = await handle.stat();
      if (!stat.isFile() || stat.size > bytesMax) return 'unreadable';
      return shape.parse(JSON.parse(await handle.readFile('utf8')));
    } finally {
      await handle.close();
    }
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? null : 'unreadable';
  }
}
