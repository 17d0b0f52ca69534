import type { Db } from '../../../electron/db/open.ts';
import { packedHead } from '../../../electron/db/segments.ts';
import { StorageError } from '../../../electron/db/storage-error.ts';
import type { Ballast } from '../../../electron/books/ballast.ts';
import type { Journal } from '../../../electron/books/journal/file.ts';
import type { Head } from '../../../electron/books/journal/line.ts';
import { Misfit, remedy } from '../../../electron/books/journal/problem.ts';
import { withoutHashes } from '../../../electron/books/segments/lines.ts';
import { checkSealedFiles } from '../../../electron/books/segments/marks.ts';
import { sealedFile, plainFile as plainName } from '../../../electron/books/segments/names.ts';
import { pack } from '../../../electron/books/segments/packing.ts';
import type { Sealed } from '../../../electron/books/segments/seal.ts';
import { openTail, type SegmentFiles } from '../../../electron/books/segments/tail.ts';
import { shiftWritings, type Writing } from '../script/script.ts';
import { bytesOf, losePower, openFile, plainFile, type PlainFile, type Saying } from './plain-file.ts';
import type { Seams } from './seams.ts';

export type Trouble = 'none' | 'full' | 'read-only' | 'broken';

/** The files of a journal's folder, by their numbers. */
export interface Files {
  readonly plain: ReadonlyMap<number, Buffer>;
  /** Not compressed: what a disk does with fewer bytes is no other. */
  readonly sealed: ReadonlyMap<number, Buffer>;
}

/** The journal's files on a disk that can be full, sick and without power. It outlives the till's processes. */
export interface Disk {
  trouble: Trouble;
  /** The journal as a process sees it, behind what its database has packed. Throws what a disk says. */
  openJournal(seams: Seams, db: Db, at: number): Journal;
  readonly ballast: Ballast;
  /** What was last written, or refused. */
  writing(): Writing;
  /** What is written until `work` is over belongs to the packing. */
  packing(work: () => void): void;
  /** Seals a segment, as a thread of the till does. */
  seal(seams: Seams, number: number, from: Head): Sealed;
  /** What no sync had confirmed is gone, or the last `part` of it. */
  losePower(part: number): void;
  files(): Files;
  /** Other files stand in the folder: a backup's, or none. */
  replace(files: Files): void;
}

export const noFiles: Files = { plain: new Map(), sealed: new Map() };

/** What is free on a full disk once the ballast is given up. */
const ballastBytes = 1024 * 1024;
const folder = 'journal';

export function createDisk(): Disk {
  let plain = new Map<number, PlainFile>();
  let sealed = new Map<number, Buffer>();
  let last: Buffer = Buffer.alloc(0);
  let isPacking = false;
  let isHeld = false;
  let room = 0;

  function refuse(code: string): never {
    throw new StorageError(`the simulated disk says ${code}`, code);
  }

  function take(bytes: number): void {
    if (disk.trouble === 'read-only') refuse('EROFS');
    if (disk.trouble === 'broken') refuse('EIO');
    if (disk.trouble !== 'full') return;
    if (isHeld || room < bytes) refuse('ENOSPC');
    room -= bytes;
  }

  const saying: Saying = { refuse, take, writes: (bytes) => void (last = bytes), writing: () => disk.writing() };

  /** What strikes at a point where a file is made or removed; `done` is what outlives a process that ends after it. */
  function passing(seams: Seams, point: 'roll-over' | 'seal' | 'remove', bytes: number, done: () => void): void {
    const armed = seams.pass(point);
    if (armed && /^E[A-Z]+$/.test(armed.strike)) refuse(armed.strike);
    take(bytes);
    done();
    seams.after(armed);
  }

  function filesOf(seams: Seams): SegmentFiles {
    return {
      folder,
      make: () => undefined,
      find: () => ({
        plain: new Set(plain.keys()),
        sealed: new Set(sealed.keys()),
        last: Math.max(0, ...plain.keys(), ...sealed.keys()),
      }),
      openPlain(number) {
        if (!plain.has(number)) passing(seams, 'roll-over', 0, () => void plain.set(number, plainFile()));
        return openFile(plainName(folder, number), plain.get(number) ?? plainFile(), seams, saying);
      },
      readSealed(number) {
        const bytes = sealed.get(number);
        if (!bytes) throw new Misfit(`The journal ${sealedFile(folder, number)} is missing; ${remedy('journal')}.`);
        return bytes;
      },
      markOf: (number) => String(sealed.get(number)?.length ?? ''),
      removePlain: (number) => passing(seams, 'remove', 0, () => void plain.delete(number)),
    };
  }

  const disk: Disk = {
    trouble: 'none',
    openJournal(seams, db, at) {
      const armed = seams.pass('open-journal');
      if (armed?.strike === 'EMFILE' || armed?.strike === 'EIO') refuse(armed.strike);
      if (disk.trouble === 'read-only') refuse('EROFS');
      if (disk.trouble === 'broken') refuse('EIO');
      const files = filesOf(seams);
      checkSealedFiles(db, folder, at, files);
      return openTail(folder, packedHead(db)?.segment ?? 0, files);
    },
    writing: () => (isPacking ? 'packing' : writingOf(last)),
    packing(work) {
      isPacking = true;
      try {
        work();
      } finally {
        isPacking = false;
      }
    },
    seal(seams, number, from) {
      const open = plain.get(number);
      const bytes = open ? Buffer.from(bytesOf(open)) : sealed.get(number);
      if (!bytes) throw new Error(`segment ${number} is nowhere`);
      const stripped = withoutHashes(bytes, from);
      if (typeof stripped === 'number') throw new Error(`record ${stripped} of segment ${number} does not follow`);
      passing(seams, 'seal', bytes.length, () => void sealed.set(number, bytes));
      return { number, head: stripped.head, bytes: bytes.length, part: pack(stripped.bytes) };
    },
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
      for (const file of plain.values()) losePower(file, part);
    },
    files: () => ({
      plain: new Map([...plain].map(([number, file]) => [number, Buffer.from(bytesOf(file))])),
      sealed: new Map(sealed),
    }),
    replace(files) {
      plain = new Map([...files.plain].map(([number, bytes]) => [number, plainFile(bytes)]));
      sealed = new Map(files.sealed);
    },
  };
  return disk;
}

const writingByKind: Readonly<Record<string, Writing>> = {
  ...{ intent: 'intent', sent: 'outcome', paid: 'outcome', refused: 'outcome', pending: 'outcome', alarm: 'outcome' },
  ...{ asked: 'question', looked: 'question', resent: 'resending', resolved: 'decision', printing: 'printing' },
  ...{ print: 'print', sealed: 'sealing' },
  ...Object.fromEntries(shiftWritings.map((kind) => [kind, kind])),
};

/** By the last record that is written together with others. */
function writingOf(lines: Buffer): Writing {
  const kinds = [...lines.toString('utf8').matchAll(/^\{[^{]*"kind":"([\w-]+)"/gm)];
  return writingByKind[kinds.at(-1)?.[1] ?? ''] ?? 'start';
}
