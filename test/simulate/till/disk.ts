import { StorageError } from '../../../electron/db/storage-error.ts';
import type { Ballast } from '../../../electron/books/ballast.ts';
import type { Journal } from '../../../electron/books/journal/file.ts';
import type { Writing } from '../script/script.ts';
import type { Seams } from './seams.ts';

export type Trouble = 'none' | 'full' | 'read-only' | 'broken';

/** The journal's bytes on a disk that can be full, sick and without power. It outlives the till's processes. */
export interface Disk {
  trouble: Trouble;
  /** The journal as a process sees it. Throws what a disk says. */
  openJournal(seams: Seams): Journal;
  readonly ballast: Ballast;
  /** What was last written, or refused. */
  writing(): Writing;
  /** What no sync had confirmed is gone, or the last `part` of it. */
  losePower(part: number): void;
  copy(): Buffer;
  /** Other bytes stand in the file: a backup's, or none. */
  replace(bytes: Buffer): void;
}

/** What is free on a full disk once the ballast is given up. */
const ballastBytes = 1024 * 1024;

export function createDisk(): Disk {
  let data = Buffer.alloc(256 * 1024);
  /** Bytes as every process sees them, and how many of them outlive a power cut. */
  let size = 0;
  let synced = 0;
  /** Bytes that a failed sync threw away: seen until the power goes. */
  let lost: { readonly from: number; readonly to: number }[] = [];
  let last: Buffer = Buffer.alloc(0);
  let isHeld = false;
  let room = 0;

  function put(at: number, bytes: Buffer): void {
    while (at + bytes.length > data.length) data = Buffer.concat([data, Buffer.alloc(data.length)]);
    bytes.copy(data, at);
    size = Math.max(size, at + bytes.length);
    lost = lost.filter(({ from }) => from < at);
  }

  function refuse(code: string): never {
    throw new StorageError(`the simulated disk says ${code}`, code);
  }

  /** Throws what the disk says to somebody who wants to write so many bytes. */
  function take(bytes: number): void {
    if (disk.trouble === 'read-only') refuse('EROFS');
    if (disk.trouble === 'broken') refuse('EIO');
    if (disk.trouble !== 'full') return;
    if (isHeld || room < bytes) refuse('ENOSPC');
    room -= bytes;
  }

  function append(seams: Seams, end: number, bytes: Buffer): void {
    last = bytes;
    const armed = seams.pass('append', disk.writing);
    const written = armed ? bytes.subarray(0, Math.floor(armed.part * (bytes.length + 1))) : bytes;
    if (armed?.strike === 'kill' || armed?.strike === 'power') {
      put(end, written);
      return seams.die(armed);
    }
    if (armed?.strike === 'ENOSPC' || armed?.strike === 'EIO') {
      put(end, written);
      return refuse(armed.strike);
    }
    if (armed?.strike === 'EIO-sync' || armed?.strike === 'EIO-lost') {
      put(end, bytes);
      if (armed.strike === 'EIO-lost') lost.push({ from: end, to: end + bytes.length });
      return refuse('EIO');
    }
    take(bytes.length);
    put(end, bytes);
    synced = size;
    seams.after(armed);
  }

  function cut(seams: Seams, to: number): void {
    const armed = seams.pass('cut');
    if (armed?.strike === 'EIO') refuse('EIO');
    take(0);
    size = synced = to;
    lost = lost.filter(({ from }) => from < to);
    seams.after(armed);
  }

  const disk: Disk = {
    trouble: 'none',
    openJournal(seams) {
      const armed = seams.pass('open-journal');
      if (armed?.strike === 'EMFILE' || armed?.strike === 'EIO') refuse(armed.strike);
      if (disk.trouble === 'read-only') refuse('EROFS');
      if (disk.trouble === 'broken') refuse('EIO');
      let end = size;
      const name = 'journal/000001.jsonl';
      function* chunks(): Generator<Buffer> {
        const struck = seams.pass('read');
        if (struck?.strike === 'EIO') refuse('EIO');
        if (size > 0) yield data.subarray(0, size);
      }
      const only = (): never => {
        throw new Error('the simulated journal has one segment');
      };
      return {
        ...{
          name,
          chunks,
          nameAt: () => name,
          rollOver: only,
          letGo: only,
          hasLeftovers: () => false,
          clearLeftovers: () => undefined,
        },
        segments: () => [{ name, chunks, number: 1, isSealed: false }],
        open: () => ({ number: 1, bytes: end }),
        size: () => end,
        append(bytes) {
          append(seams, end, bytes);
          end += bytes.length;
        },
        untouched: () => size === end,
        cut(to) {
          cut(seams, to);
          end = to;
        },
        close: () => undefined,
      };
    },
    writing: () => writingOf(last),
    ballast: {
      held: () => isHeld,
      drop() {
        isHeld = false;
        room = ballastBytes;
      },
      hold() {
        isHeld ||= disk.trouble === 'none';
        return isHeld;
      },
    },
    losePower(part) {
      const end = synced + Math.floor(part * (size - synced));
      // Blocks reach a disk in any order: the first ones may be missing.
      if (part > 0.8 && end > synced) data.fill(0, synced, synced + Math.floor((end - synced) / 2));
      size = end;
      for (const { from, to } of lost.toReversed()) {
        if (to >= size) size = Math.min(size, from);
        else data.fill(0, from, to);
      }
      lost = [];
      synced = size;
    },
    copy: () => Buffer.from(data.subarray(0, size)),
    replace(bytes) {
      lost = [];
      size = 0;
      put(0, bytes);
      synced = size;
    },
  };
  return disk;
}

const writingByKind: Readonly<Record<string, Writing>> = {
  ...{ intent: 'intent', sent: 'outcome', paid: 'outcome', refused: 'outcome', pending: 'outcome', alarm: 'outcome' },
  ...{
    asked: 'question',
    looked: 'question',
    resent: 'resending',
    resolved: 'decision',
    printing: 'printing',
    print: 'print',
  },
};

/** By the last record that is written together with others. */
function writingOf(lines: Buffer): Writing {
  const kinds = [...lines.toString('utf8').matchAll(/^\{[^{]*"kind":"(\w+)"/gm)];
  return writingByKind[kinds.at(-1)?.[1] ?? ''] ?? 'start';
}
