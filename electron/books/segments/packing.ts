import { constants, zstdCompressSync, zstdDecompress, zstdDecompressSync } from 'node:zlib';

// Levels above take three times as long and save little, and level 9 saves nothing; a segment is packed in a thread once a day.
const options = { params: { [constants.ZSTD_c_compressionLevel]: 8 } } as const;

/** Compresses by zstd, as one frame. */
export function pack(bytes: Buffer): Buffer {
  return zstdCompressSync(bytes, options);
}

/** The same as `unpack`, while others go on. */
export function unpackLater(packed: Buffer): Promise<Buffer | null> {
  return new Promise((resolve) => zstdDecompress(packed, (error, bytes) => resolve(error ? null : bytes)));
}

/** What was packed; null if that is not one whole frame and nothing else. */
export function unpack(packed: Buffer): Buffer | null {
  try {
    const { buffer, engine } = zstdDecompressSync(packed, { info: true }) as unknown as {
      readonly buffer: Buffer;
      readonly engine: { readonly bytesWritten: number };
    };
    return engine.bytesWritten === packed.length ? buffer : null;
  } catch (error) {
    if (error instanceof Error && 'code' in error && /^(Z|ZSTD|ERR)_/.test(String(error.code))) return null;
    throw error;
  }
}
