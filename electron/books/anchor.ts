import { hash as digest } from 'node:crypto';
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import type { Identity } from './identity.ts';
import type { Head } from './journal/line.ts';

// What is known of a data folder's books outside that folder: whoever deletes the folder, or puts another in its place, leaves this
// behind. One small file for each data folder, by its real path.

const shape = z.strictObject({
  folder: z.string(),
  till: z.string(),
  publicKey: z.string(),
  n: z.int().min(0),
  hash: z.string(),
  /** ms. */
  at: z.int(),
  /** The till's own MAC over all that. */
  mac: z.string(),
});

export type Anchored = z.output<typeof shape>;

export interface Anchor {
  /** Where it is. */
  readonly files: readonly string[];
  readonly folders: readonly string[];
  /** What was known last; null if nothing is. */
  read(): Anchored | null;
  /** Keeps what is known now; `at` in ms. False if that can't be: it stops no till. */
  write(identity: Identity, head: Head, at: number): boolean;
}

/** Data folders that are remembered in one place: far more than a PC has tills. */
const anchorsMax = 200;

/** What is known in `place` of the books in `folder`. Nothing here throws. */
export function openAnchor(place: string, folder: string): Anchor {
  const real = realPath(folder);
  const file = path.join(place, `${digest('sha256', real, 'hex').slice(0, 32)}.json`);
  return {
    ...{ files: [file, `${file}.new`], folders: [place] },
    read() {
      try {
        return shape.parse(JSON.parse(readFileSync(file, 'utf8')));
      } catch {
        return null;
      }
    },
    write(identity, { n, hash }, at) {
      try {
        const { till, publicKey } = identity;
        mkdirSync(place, { recursive: true, mode: 0o700 });
        const said = { folder: real, till, publicKey, n, hash, at };
        writeFileSync(`${file}.new`, JSON.stringify({ ...said, mac: identity.mac(textOf(said)) }), {
          mode: 0o600,
          flush: true,
        });
        renameSync(`${file}.new`, file);
        forgetOldest(place);
        return true;
      } catch {
        return false;
      }
    },
  };
}

/** What the MAC is made of. */
function textOf({ folder, till, publicKey, n, hash, at }: Omit<Anchored, 'mac'>): string {
  return `loket anchor v1\n${folder}\n${till}\n${publicKey}\n${n}\n${hash}\n${at}`;
}

/** Why books are not those that were known outside their folder, as the end of a sentence; null if they are, or nothing was known. */
export function whyNotAnchored(
  anchored: Anchored | null,
  books: { readonly head: Head; readonly publicKey: string | null; readonly hashOf: (n: number) => string | null },
  identity: Identity,
): string | null {
  if (!anchored) return null;
  const { publicKey, n, hash, mac } = anchored;
  if (publicKey !== books.publicKey) return "another till's books were in this folder";
  if (identity.leftMac && mac !== identity.mac(textOf(anchored)))
    return 'what is known of them outside this folder was not left by this till';
  if (n > books.head.n) return 'they are older than what was known outside this folder';
  return n > 0 && books.hashOf(n) !== hash ? 'they are not what was known outside this folder' : null;
}

function realPath(folder: string): string {
  try {
    return realpathSync(folder);
  } catch {
    return path.resolve(folder);
  }
}

/** A program that opens tills in ever new folders fills no disk. */
function forgetOldest(place: string): void {
  const names = readdirSync(place).filter((name) => name.endsWith('.json'));
  if (names.length <= anchorsMax) return;
  const aged = names
    .map((name) => ({ name, at: statSync(path.join(place, name)).mtimeMs }))
    .sort((a, b) => a.at - b.at);
  for (const { name } of aged.slice(0, names.length - anchorsMax)) rmSync(path.join(place, name));
}
