import { closeSync, openSync, readSync } from 'node:fs';

const chunkBytes = 1 << 20;
/** No record is this long; what is gets cut up, so that a file without newlines can't fill the memory. */
const lineBytesMax = 1 << 25;
const newline = 10;

/** The first `size` bytes of a file, piece by piece. */
export function* readChunks(file: string, size: number): Generator<Buffer> {
  if (size === 0) return;
  const descriptor = openSync(file, 'r');
  try {
    for (let done = 0; done < size;) {
      const chunk = Buffer.allocUnsafe(Math.min(chunkBytes, size - done));
      const got = readSync(descriptor, chunk, 0, chunk.length, done);
      if (got === 0) return;
      yield chunk.subarray(0, got);
      done += got;
    }
  } finally {
    closeSync(descriptor);
  }
}

/** The lines in them, without their newlines. What follows the last newline is no line; `torn` hears that there is some. */
export function* linesOf(chunks: Iterable<Buffer>, torn: () => void = () => undefined): Generator<Buffer> {
  let rest: Buffer = Buffer.alloc(0);
  for (const chunk of chunks) {
    const bytes = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
    let start = 0;
    for (let end = bytes.indexOf(newline); end >= 0; end = bytes.indexOf(newline, start)) {
      yield bytes.subarray(start, end);
      start = end + 1;
    }
    rest = bytes.subarray(start);
    if (rest.length <= lineBytesMax) continue;
    yield rest;
    rest = Buffer.alloc(0);
  }
  if (rest.length > 0) torn();
}
