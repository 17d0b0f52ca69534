import { closeSync, fsyncSync, openSync, readSync, writeSync } from 'node:fs';

// A backup is a plain tar archive (ustar), so that any program can open it. Files only, and none larger than its header can say.

/** What goes into an archive: a name, and bytes or the file that they are read from. */
export interface Entry {
  readonly name: string;
  readonly bytes: number;
  readonly from: string | Buffer;
}

/** What stands in an archive, in its order. */
export interface Found {
  readonly name: string;
  readonly bytes: number;
  /** Its bytes, to be read before the next one is asked for, or not at all. Ends early where the archive is cut short. */
  readonly chunks: () => Generator<Buffer>;
}

const blockBytes = 512;
const chunkBytes = 1024 * 1024;
const nameBytesMax = 100;
/** Octal, 11 digits: 8 GiB. */
const bytesMax = 8 ** 11 - 1;

/** Bytes up to the next block. */
const padding = (bytes: number): number => (blockBytes - (bytes % blockBytes)) % blockBytes;

/** Writes a new archive, synced. `look` is called between pieces and may throw. Throws what the disk says. */
export function writeTar(file: string, entries: readonly Entry[], atMs: number, look: () => void): void {
  const fd = openSync(file, 'wx', 0o600);
  try {
    for (const { name, bytes, from } of entries) {
      writeAll(fd, header(name, bytes, atMs));
      let written = 0;
      for (const chunk of typeof from === 'string' ? piecesOf(from) : [from]) {
        look();
        // What grew meanwhile is not what was measured.
        const piece = chunk.subarray(0, bytes - written);
        writeAll(fd, piece);
        written += piece.length;
      }
      if (written !== bytes) throw new Error(`${name} is shorter than it was`);
      writeAll(fd, Buffer.alloc(padding(bytes)));
    }
    writeAll(fd, Buffer.alloc(2 * blockBytes));
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}

/** A file's bytes, a MiB at a time. Throws what the disk says. */
export function* piecesOf(file: string): Generator<Buffer> {
  const fd = openSync(file, 'r');
  try {
    for (;;) {
      const chunk = Buffer.allocUnsafe(chunkBytes);
      const read = readSync(fd, chunk, 0, chunk.length, null);
      if (read === 0) return;
      yield chunk.subarray(0, read);
    }
  } finally {
    closeSync(fd);
  }
}

/** What stands in an archive, up to its end or to where it is none any more. Throws what the disk says. */
export function* readTar(file: string): Generator<Found> {
  const fd = openSync(file, 'r');
  try {
    for (let at = 0; ;) {
      const read = readHeader(bytesAt(fd, at, blockBytes));
      if (!read) return;
      const begin = at + blockBytes;
      yield { ...read, chunks: () => chunksAt(fd, begin, read.bytes) };
      at = begin + read.bytes + padding(read.bytes);
    }
  } finally {
    closeSync(fd);
  }
}

function* chunksAt(fd: number, begin: number, bytes: number): Generator<Buffer> {
  for (let at = begin; at < begin + bytes;) {
    const chunk = bytesAt(fd, at, Math.min(chunkBytes, begin + bytes - at));
    if (chunk.length === 0) return;
    yield chunk;
    at += chunk.length;
  }
}

function bytesAt(fd: number, at: number, most: number): Buffer {
  const buffer = Buffer.alloc(most);
  let size = 0;
  for (let read = -1; read !== 0 && size < most; size += read)
    read = readSync(fd, buffer, size, most - size, at + size);
  return buffer.subarray(0, size);
}

function writeAll(fd: number, bytes: Buffer): void {
  for (let at = 0; at < bytes.length;) at += writeSync(fd, bytes, at);
}

function header(name: string, bytes: number, atMs: number): Buffer {
  if (Buffer.byteLength(name) > nameBytesMax || bytes > bytesMax) throw new Error(`${name} does not fit a tar archive`);
  const block = Buffer.alloc(blockBytes);
  block.write(name, 0);
  block.write('0000600\0' + '0000000\0' + '0000000\0', nameBytesMax);
  block.write(`${octal(bytes)} ${octal(Math.floor(atMs / 1000))} `, 124);
  block.write('0', 156);
  block.write('ustar\x0000', 257);
  block.write(`${sumOf(block).toString(8).padStart(6, '0')}\0 `, 148);
  return block;
}

const octal = (value: number): string => value.toString(8).padStart(11, '0');

/** Of a header's bytes, with blanks where the sum itself stands. */
function sumOf(block: Buffer): number {
  return block.reduce((sum, byte, at) => sum + (at >= 148 && at < 156 ? 32 : byte), 0);
}

/** Null if the block is no header of a plain file. */
function readHeader(block: Buffer): { readonly name: string; readonly bytes: number } | null {
  if (block.length < blockBytes) return null;
  const text = (from: number, to: number): string => block.toString('latin1', from, to).split('\0', 1)[0]?.trim() ?? '';
  const [name, size, sum] = [text(0, nameBytesMax), text(124, 136), text(148, 156)];
  if (name === '' || !/^[0-7]{1,11}$/.test(size) || parseInt(sum, 8) !== sumOf(block)) return null;
  return { name, bytes: parseInt(size, 8) };
}
