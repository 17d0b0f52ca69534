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
  at: z.string(),
  /** The till's id in its shop, and its public key. */
  till: z.string(),
  publicKey: z.string(),
  /** The program that made it. */
  program: z.string(),
  /** Books of a till that practises. */
  training: z.boolean(),
  head: z.strictObject({ n: z.int().min(0), hash: z.string().regex(/^[\da-f]{64}$/) }),
  payments: z.int().min(0),
  /** Paths of the settings whose secrets have to be entered anew. */
  secrets: z.array(z.string()),
  files: z.array(z.strictObject({ name: fileName, bytes: z.int().min(0), sha256: z.string() })),
});

export type Manifest = z.output<typeof shape>;

export const manifestName = 'backup.json';
/** Thousands of segments fit. */
const manifestBytesMax = 16 * 1024 * 1024;

export function manifestBytes(manifest: Manifest): Buffer {
  return Buffer.from(`${JSON.stringify(manifest, null, 1)}\n`);
}

/** What a backup says of itself; null if the file is none, or cut off within that. Throws what the disk says. */
export function readManifest(file: string): Manifest | null {
  for (const { name, bytes, chunks } of readTar(file)) {
    if (name !== manifestName || bytes > manifestBytesMax) return null;
    try {
      return shape.parse(JSON.parse(Buffer.concat([...chunks()]).toString('utf8')));
    } catch (error) {
      if (error instanceof SyntaxError || error instanceof z.ZodError) return null;
      throw error;
    }
  }
  return null;
}
