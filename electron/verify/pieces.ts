import { existsSync, readFileSync } from 'node:fs';
import { zstdDecompressSync } from 'node:zlib';
import { readChunks } from './lines.ts';
import type { Tell } from './chain.ts';
import type { Extent, Piece } from './snapshot.ts';

/** Four times what a segment holds; more is no segment, and must not fill the memory. */
const unpackedMax = 1 << 26;

/** What a frame is unpacked in at one go where it does not say how much it holds. */
const chunkSize = 1 << 20;

/**
 * How much a zstd frame says it holds (RFC 8878, 3.1.1.1); null if it does not say. Memory is taken for just so much: a whole segment's
 * for each frame has the memory tidied up all the time.
 */
function sizeSaid(bytes: Uint8Array): number | null {
  const descriptor = bytes[4] ?? 0;
  const isSingle = (descriptor & 0x20) !== 0;
  const from = 5 + (isSingle ? 0 : 1) + ([0, 1, 2, 4][descriptor & 3] ?? 0);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const said = descriptor >> 6;
  if (bytes.length < from + 8) return null;
  if (said === 1) return view.getUint16(from, true) + 256;
  if (said === 2) return view.getUint32(from, true);
  if (said === 3) return Number(view.getBigUint64(from, true));
  return isSingle ? view.getUint8(from) : null;
}

/** What is in one whole zstd frame; null if it is none, or holds too much. */
export function unpack(bytes: Uint8Array): Buffer | null {
  try {
    const { buffer, engine } = zstdDecompressSync(bytes, {
      maxOutputLength: unpackedMax,
      // One byte more, or it would look for more in as much again.
      chunkSize: Math.max(64, Math.min((sizeSaid(bytes) ?? chunkSize) + 1, unpackedMax)),
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
