import { constants, zstdCompressSync, zstdDecompress, zstdDecompressSync } from 'node:zlib';

const { ZSTD_c_compressionLevel: level, ZSTD_c_minMatch: minMatch, ZSTD_c_searchLog: searchLog } = constants;
// Records are much alike, so short matches are not worth their price: a tenth of the time that the slow strategies take, for 2 % more.
const params = { [level]: 8, [minMatch]: 6, [searchLog]: 5 };

/** No segment is nearly as long, in bytes: what would become longer was made to fill the memory. */
const maxOutputLength = 64 * 1024 * 1024;

/** Compresses by zstd, as one frame. */
export function pack(bytes: Buffer): Buffer {
  return zstdCompressSync(bytes, { params });
}

/** The same as `unpack`, while others go on. */
export function unpackLater(packed: Buffer): Promise<Buffer | null> {
  return new Promise((resolve) =>
    zstdDecompress(packed, { maxOutputLength }, (error, bytes) => resolve(error ? null : bytes)),
  );
}

/** What was packed; null if that is not one whole frame and nothing else. */
export function unpack(packed: Buffer): Buffer | null {
  try {
    const { buffer, engine } = zstdDecompressSync(packed, { info: true, maxOutputLength }) as unknown as {
      readonly buffer: Buffer;
      readonly engine: { readonly bytesWritten: number };
    };
    return engine.bytesWritten === packed.length ? buffer : null;
  } catch (error) {
    if (error instanceof Error && 'code' in error && /^(Z|ZSTD|ERR)_/.test(String(error.code))) return null;
    throw error;
  }
}
