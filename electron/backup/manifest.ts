import { statSync } from 'node:fs';
import { hash } from 'node:crypto';
import { z } from 'zod';
import { readTar } from './tar.ts';

// What stands first in a backup: whose books it has, up to which record, and each file with its hash.

/** The names that a backup may have in it, and no other: nothing else is ever unpacked. */
const fileName = z
  .string()
  .regex(/^(books\/loket\.db|books\/journal\/\d{6,9}\.jsonl(\.zst)?|loket\.settings)$|^config-without-secrets\.json$/);

const shape = z.strictObject({
  format: z.literal('loket-backup'),
  version: z.literal(1),
  /** ISO 8601, WIB. */
  at: z.iso.datetime({ offset: true }),
  /** The till's id in its shop, and its public key. */
  till: z.string(),
  publicKey: z.string(),
  /** The program that made it. */
  program: z.string(),
  /** Books of a till that practises. */
  training: z.boolean(),
  head: z.strictObject({ n: z.int().min(0), hash: z.string().regex(/^[\da-f]{64}$/) }),
  payments: z.int().min(0),
  /** Whether people sign in at that till, and what became of its recovery phrase, by which alone anybody can sign in at another PC. */
  people: z.boolean(),
  phrase: z.enum(['none', 'kept', 'used']),
  /** Paths of the settings whose secrets have to be entered anew. */
  secrets: z.array(z.string()),
  files: z.array(z.strictObject({ name: fileName, bytes: z.int().min(0), sha256: z.string() })),
});

export type Manifest = z.output<typeof shape>;

export const manifestName = 'backup.json';
/** Thousands of segments fit. */
const manifestBytesMax = 16 * 1024 * 1024;

/** With its own hash at its end, so that no bit of it changes unseen. */
export function manifestBytes(manifest: Manifest): Buffer {
  return Buffer.from(`${JSON.stringify({ ...manifest, sha256: hashOf(manifest) }, null, 1)}\n`);
}

const hashOf = (manifest: object): string => hash('sha256', JSON.stringify(manifest));

/** What a backup says of itself; null if the file is none, or cut off or changed within that. Throws what the disk says. */
export function readManifest(file: string): Manifest | null {
  // A pipe or a device would be read for ever.
  if (!statSync(file).isFile()) return null;
  for (const { name, bytes, chunks } of readTar(file)) {
    if (name !== manifestName || bytes > manifestBytesMax) return null;
    try {
      const { sha256, ...said } = JSON.parse(Buffer.concat([...chunks()]).toString('utf8')) as { sha256?: unknown };
      return sha256 === hashOf(said) ? shape.parse(said) : null;
    } catch (error) {
      if (error instanceof SyntaxError || error instanceof z.ZodError) return null;
      throw error;
    }
  }
  return null;
}
