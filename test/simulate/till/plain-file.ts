import type { JournalFile } from '../../../electron/books/journal/file.ts';
import type { Seams } from './seams.ts';

/** A plain file's bytes, as every process sees them; those behind `synced` may not outlive a power cut. */
export interface PlainFile {
  data: Buffer;
  size: number;
  synced: number;
  /** Bytes that a failed sync threw away: seen until the power goes. */
  lost: { readonly from: number; readonly to: number }[];
}

/** What the disk says to a process that writes. */
export interface Saying {
  readonly refuse: (code: string) => never;
  /** Throws what the disk says to somebody who wants to write so many bytes. */
  readonly take: (bytes: number) => void;
  /** Hears what is about to be written. */
  readonly writes: (bytes: Buffer) => void;
  readonly writing: Parameters<Seams['pass']>[1];
}

const firstBytes = 64 * 1024;

export function plainFile(bytes: Buffer = Buffer.alloc(0)): PlainFile {
  const file = { data: Buffer.alloc(firstBytes), size: 0, synced: 0, lost: [] };
  put(file, 0, bytes);
  file.synced = file.size;
  return file;
}

export function bytesOf({ data, size }: PlainFile): Buffer {
  return data.subarray(0, size);
}

function put(file: PlainFile, at: number, bytes: Buffer): void {
  while (at + bytes.length > file.data.length) file.data = Buffer.concat([file.data, Buffer.alloc(file.data.length)]);
  bytes.copy(file.data, at);
  file.size = Math.max(file.size, at + bytes.length);
  file.lost = file.lost.filter(({ from }) => from < at);
}

/** The file as a process of the till has it open. */
export function openFile(name: string, file: PlainFile, seams: Seams, disk: Saying): JournalFile {
  let end = file.size;
  return {
    name,
    size: () => end,
    *chunks() {
      const struck = seams.pass('read');
      if (struck?.strike === 'EIO') disk.refuse('EIO');
      if (file.size > 0) yield Buffer.from(bytesOf(file));
    },
    append(bytes) {
      append(file, seams, disk, end, bytes);
      end += bytes.length;
    },
    untouched: () => file.size === end,
    cut(to) {
      const armed = seams.pass('cut');
      if (armed?.strike === 'EIO') disk.refuse('EIO');
      disk.take(0);
      file.size = file.synced = to;
      file.lost = file.lost.filter(({ from }) => from < to);
      seams.after(armed);
      end = to;
    },
    close: () => undefined,
  };
}

function append(file: PlainFile, seams: Seams, disk: Saying, end: number, bytes: Buffer): void {
  disk.writes(bytes);
  const armed = seams.pass('append', disk.writing);
  const written = armed ? bytes.subarray(0, Math.floor(armed.part * (bytes.length + 1))) : bytes;
  if (armed?.strike === 'kill' || armed?.strike === 'power') {
    put(file, end, written);
    return seams.die(armed);
  }
  if (armed?.strike === 'ENOSPC' || armed?.strike === 'EIO') {
    put(file, end, written);
    return disk.refuse(armed.strike);
  }
  if (armed?.strike === 'EIO-sync' || armed?.strike === 'EIO-lost') {
    put(file, end, bytes);
    if (armed.strike === 'EIO-lost') file.lost.push({ from: end, to: end + bytes.length });
    return disk.refuse('EIO');
  }
  disk.take(bytes.length);
  put(file, end, bytes);
  file.synced = file.size;
  seams.after(armed);
}

/** What no sync had confirmed is gone, or the last `part` of it. */
export function losePower(file: PlainFile, part: number): void {
  const end = file.synced + Math.floor(part * (file.size - file.synced));
  // Blocks reach a disk in any order: the first ones may be missing.
  if (part > 0.8 && end > file.synced)
    file.data.fill(0, file.synced, file.synced + Math.floor((end - file.synced) / 2));
  file.size = end;
  for (const { from, to } of file.lost.toReversed()) {
    if (to >= file.size) file.size = Math.min(file.size, from);
    else file.data.fill(0, from, to);
  }
  file.lost = [];
  file.synced = file.size;
}
