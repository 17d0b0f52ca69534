import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { syncFolder } from '../journal/file.ts';
import type { Head } from '../journal/line.ts';
import { withoutHashes } from './lines.ts';
import { plainFile, sealedFile } from './names.ts';
import { pack, unpack } from './packing.ts';
import { readSealed } from './tail.ts';

/** A segment whose compressed file is on the disk, read back and the same. */
export interface Sealed {
  readonly number: number;
  /** Its last record. */
  readonly head: Head;
  /** Of its plain file. */
  readonly bytes: number;
  /** Its lines without their hashes, compressed: what the database keeps. */
  readonly part: Uint8Array;
}

/**
 * Seals a segment that nobody adds to any more: follows its chain from `from` on, and writes it compressed beside the plain file, which
 * stays. Throws what the disk says, or where the chain breaks.
 */
export function sealSegment(folder: string, number: number, from: Head): Sealed {
  const name = plainFile(folder, number);
  // Where the database was put back from before the sealing, only the sealed file is left.
  const plain = existsSync(name) ? readFileSync(name) : readSealed(folder, number);
  const stripped = withoutHashes(plain, from);
  if (typeof stripped === 'number') throw new Error(`record ${stripped} of ${name} does not follow`);
  writeSealed(folder, number, pack(plain), plain);
  syncFolder(folder);
  return { number, head: stripped.head, bytes: plain.length, part: pack(stripped.bytes) };
}

/** Writes a segment's lines as they were compressed. The file has its name when it is whole, on the disk and read back; the folder is not synced yet. */
export function writeSealed(folder: string, number: number, packed: Buffer, plain: Buffer): void {
  const name = sealedFile(folder, number);
  const fresh = `${name}.new`;
  write(fresh, packed);
  // What stands on the disk is what counts, not what was meant.
  if (!unpack(readFileSync(fresh))?.equals(plain)) throw new Error(`${fresh} is not what was written`);
  renameSync(fresh, name);
}

function write(file: string, bytes: Buffer): void {
  const fd = openSync(file, 'w', 0o600);
  try {
    for (let done = 0; done < bytes.length;) done += writeSync(fd, bytes, done, bytes.length - done, done);
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}
