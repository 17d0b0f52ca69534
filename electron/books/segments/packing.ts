import { constants, zstdCompressSync, zstdDecompress, zstdDecompressSync } from 'node:zlib';

const { ZSTD_c_compressionLevel: level, ZSTD_c_strategy: strategy, ZSTD_c_searchLog: searchLog } = constants;
// Levels above take three times as long and save little, and level 9 saves nothing.
const fast = { params: { [level]: 8 } };
// Seven times as long for 6 % less: 0.1 s of a thread for a day's segment.
const small = {
  params: {
    [level]: 9,
    [strategy]: constants.ZSTD_btopt,
    [searchLog]: 3,
    [constants.ZSTD_c_minMatch]: 5,
    [constants.ZSTD_c_targetLength]: 64,
  },
};

/** Compresses by zstd, as one frame. */
export function pack(bytes: Buffer): Buffer {
  return zstdCompressSync(bytes, fast);
}

/** The same, smaller and slower: for what is compressed once. A database that is made again would take minutes longer. */
export function packSmall(bytes: Buffer): Buffer {
  return zstdCompressSync(bytes, small);
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
