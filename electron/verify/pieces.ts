import { existsSync, readFileSync } from 'node:fs';
import { zstdDecompressSync } from 'node:zlib';
import { readChunks } from './lines.ts';
import type { Tell } from './chain.ts';
import type { Extent, Piece } from './snapshot.ts';

/** Four times what a segment holds; more is no segment, and must not fill the memory. */
const unpackedMax = 1 << 26;

/** A little more than a segment holds, so that it is unpacked in one go. What is not used of it costs no memory. */
const chunkSize = (1 << 24) + (1 << 20);

/** What is in one whole zstd frame; null if it is none, or holds too much. */
export function unpack(bytes: Uint8Array): Buffer | null {
  try {
    const { buffer, engine } = zstdDecompressSync(bytes, {
      maxOutputLength: unpackedMax,
      chunkSize,
      info: true,
    }) as unknown as {
      readonly buffer: Buffer;
      readonly engine: { readonly bytesWritten: number };
    };
    return engine.bytesWritten === bytes.length ? buffer : null;
  } catch {
    return null;
  }
}

/** The bytes of a piece of the journal as they are unpacked. */
export function* chunksOf({ plain, sealed }: Piece, tell: Tell): Generator<Buffer> {
  const from = sealed ?? sealedSince(plain);
  const unpacked = from && unpack(readFileSync(from.path));
  if (from && !unpacked) tell(null, 'can not be unpacked whole');
  if (unpacked && plain && existsSync(plain.path) && !isSame(unpacked, plain))
    tell(null, 'is not the same as the plain file beside it');
  if (unpacked) yield unpacked;
  else if (plain) yield* readChunks(plain.path, plain.bytes);
}

/** A till that runs may have sealed a segment since it was looked for. */
function sealedSince(plain: Extent | null): Extent | null {
  if (!plain || existsSync(plain.path)) return null;
  const sealed = `${plain.path}.zst`;
  return existsSync(sealed) ? { path: sealed, bytes: plain.bytes } : null;
}

function isSame(bytes: Buffer, { path, bytes: size }: Extent): boolean {
  if (size !== bytes.length) return false;
  let at = 0;
  for (const chunk of readChunks(path, size)) {
    if (!chunk.equals(bytes.subarray(at, at + chunk.length))) return false;
    at += chunk.length;
  }
  return at === size;
}
