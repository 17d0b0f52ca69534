import {
  closeSync,
  constants,
  fchmodSync,
  fdatasyncSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readSync,
  statSync,
  writeSync,
} from 'node:fs';
import path from 'node:path';
import { StorageError } from '../../db/storage-error.ts';
import type { Head } from './line.ts';

/** The journal's bytes. Every failure of the disk is a StorageError. */
export interface JournalFile {
  /** For sentences that name it. */
  readonly name: string;
  /** Bytes that are surely in it. */
  size(): number;
  /** Everything in it, from the start. */
  chunks(): Iterable<Buffer>;
  /** Adds to its end; on the disk once it returns. If it throws, `cut` must put the end right before anything else is added. */
  append(bytes: Buffer): void;
  /** Whether it is still there under its name, and nobody else has written to it, not even in place. */
  untouched(): boolean;
  /** Throws away what is behind the first `size` bytes. */
  cut(size: number): void;
  close(): void;
}

/** A sealed segment that was read whole: its lines follow each other. Whether each of them is a record, whoever takes it looks. */
export interface Prepared {
  /** The record that its first line says it follows; whether that is so, whoever takes it looks. */
  readonly from: Head;
  /** Its last record. */
  readonly head: Head;
  /** Of its plain file. */
  readonly bytes: number;
  /** Its lines without their hashes. */
  readonly stripped: Uint8Array;
  /** The hashes, 32 bytes each. */
  readonly hashes: Uint8Array;
  /** The lines compressed: what the database keeps. */
  readonly part: Uint8Array;
}

export interface JournalSegment extends Pick<JournalFile, 'name' | 'chunks'> {
  readonly number: number;
  readonly isSealed: boolean;
  /** Reads it in a thread, where it is sealed and somebody has threads. Null if something is wrong with it. */
  readonly prepare?: () => Promise<Prepared | null>;
}

/** The journal behind its sealed segments: plain files, the last of which is added to. */
export interface Journal extends JournalFile {
  /** Its segments, oldest first. */
  segments(): Iterable<JournalSegment>;
  /** The segment that is added to. */
  open(): { readonly number: number; readonly bytes: number };
  /** The file in which the byte with that number stands. */
  nameAt(byte: number): string;
  /** Begins the next segment: what is added from now on stands there. */
  rollOver(): void;
  /** Its first segment is sealed, and the database has it packed: it begins with the next one, and the plain file is to go. */
  letGo(): void;
  /** A sealed segment's lines. Throws a Misfit that names the file. */
  readSealed(number: number): Buffer;
  /** Whether there are plain files that are to go. */
  hasLeftovers(): boolean;
  /** Takes them away. Throws what the disk says; then they are still to go. */
  clearLeftovers(): void;
}

const chunkBytes = 1024 * 1024;
export const newline = 0x0a;

/** Opens the file, and makes it if it is not there. For its owner alone. */
export function openJournalFile(name: string): JournalFile {
  const fd = attempt(() => {
    const opened = openSync(name, constants.O_RDWR | constants.O_CREAT, 0o600);
    try {
      fchmodSync(opened, 0o600);
      syncFolder(path.dirname(name));
    } catch (error) {
      closeSync(opened);
      throw error;
    }
    return opened;
  });
  let end = attempt(() => fstatSync(fd).size);
  let left = attempt(() => changeOf(fd));

  return {
    name,
    size: () => end,
    chunks: () => chunksOf(fd),
    append(bytes) {
      attempt(() => {
        for (let done = 0; done < bytes.length;) done += writeSync(fd, bytes, done, bytes.length - done, end + done);
        fdatasyncSync(fd);
        left = changeOf(fd);
      });
      end += bytes.length;
    },
    untouched: () => changeOf(fd) === left && changeOf(name) === left,
    cut(size) {
      attempt(() => {
        ftruncateSync(fd, size);
        fdatasyncSync(fd);
        left = changeOf(fd);
      });
      end = size;
    },
    close: () => closeSync(fd),
  };
}

/** Which file it is and how long, and when it was last written to; empty if it is not there. */
function changeOf(file: number | string): string {
  const options = { bigint: true, throwIfNoEntry: false } as const;
  const stat = typeof file === 'number' ? fstatSync(file, { bigint: true }) : statSync(file, options);
  return stat ? `${stat.ino} ${stat.size} ${stat.mtimeNs}` : '';
}

/** Opens the file for reading alone, beside a till that writes to it. */
export function readJournalFile(name: string): Pick<JournalFile, 'name' | 'size' | 'chunks' | 'close'> {
  const fd = attempt(() => openSync(name, 'r'));
  return {
    name,
    size: () => attempt(() => fstatSync(fd).size),
    chunks: () => chunksOf(fd),
    close: () => closeSync(fd),
  };
}

function* chunksOf(fd: number): Generator<Buffer> {
  for (let at = 0; ;) {
    const chunk = Buffer.allocUnsafe(chunkBytes);
    const read = attempt(() => readSync(fd, chunk, 0, chunkBytes, at));
    if (read === 0) return;
    at += read;
    yield chunk.subarray(0, read);
  }
}

/** The file's lines, each with its newline; the last one may have none. */
export function* linesOf(file: Pick<JournalFile, 'chunks'>): Generator<Buffer> {
  let rest: Buffer[] = [];
  for (const chunk of file.chunks()) {
    let start = 0;
    for (let end = chunk.indexOf(newline); end >= 0; end = chunk.indexOf(newline, start)) {
      const piece = chunk.subarray(start, end + 1);
      yield rest.length > 0 ? Buffer.concat([...rest, piece]) : piece;
      rest = [];
      start = end + 1;
    }
    if (start < chunk.length) rest.push(chunk.subarray(start));
  }
  if (rest.length > 0) yield Buffer.concat(rest);
}

/** So that a new file's name outlives a power cut. Windows has no such call and needs none. */
export function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const fd = openSync(folder, 'r');
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}

function attempt<T>(action: () => T): T {
  try {
    return action();
  } catch (error) {
    throw StorageError.from(error);
  }
}
