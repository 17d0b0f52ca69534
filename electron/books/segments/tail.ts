import { existsSync, mkdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { assert } from '../../../shared/errors.ts';
import { isStorageError, StorageError } from '../../db/storage-error.ts';
import {
  openJournalFile,
  readJournalFile,
  syncFolder,
  type Journal,
  type JournalFile,
  type Prepared,
} from '../journal/file.ts';
import { Misfit, remedy } from '../journal/problem.ts';
import { findSegments, plainFile, sealedFile, type FoundSegments } from './names.ts';
import { unpack } from './packing.ts';
import type { Threads } from './threads.ts';

/** One segment, plain or sealed. */
interface Piece extends Pick<JournalFile, 'name' | 'chunks' | 'close'> {
  readonly number: number;
  readonly size: () => number;
  /** Null if it is sealed. */
  readonly plain: JournalFile | null;
  readonly prepare?: () => Promise<Prepared | null>;
}

/** The files of a journal's folder, one by one. */
export interface SegmentFiles {
  /** For sentences. */
  readonly folder: string;
  /** Makes the folder if it is not there. */
  make(): void;
  find(): FoundSegments;
  /** Opens a plain file, and makes it if it is not there. */
  openPlain(number: number): JournalFile;
  /** A sealed segment's lines. Throws a Misfit that names the file. */
  readSealed(number: number): Buffer;
  /** Reads it in a thread, and those up to `last` ahead; absent where nobody has threads. Null if something is wrong with it. */
  readonly prepare?: (number: number, last: number) => Promise<Prepared | null>;
  /** See `fileMark`. */
  markOf(number: number): string;
  removePlain(number: number): void;
}

/** Those on the disk, for their owner alone. */
export function segmentFiles(folder: string, threads?: Pick<Threads, 'prepare'>): SegmentFiles {
  return {
    ...(threads && { prepare: (number, last) => threads.prepare(folder, number, last) }),
    folder,
    make: () => makeFolder(folder),
    find: () => attempt(() => findSegments(folder)),
    openPlain: (number) => openJournalFile(plainFile(folder, number)),
    readSealed: (number) => readSealed(folder, number),
    markOf: (number) => fileMark(sealedFile(folder, number)),
    removePlain: (number) => removePlain(folder, number),
  };
}

/** Opens what stands behind the first `sealed` segments, and makes the folder and the first file if there are none. */
export function openTail(
  folder: string,
  sealed: number,
  files: SegmentFiles = segmentFiles(folder),
  found?: FoundSegments,
): Journal {
  files.make();
  const there = found ?? files.find();
  const plainPiece = (number: number): Piece => {
    const opened = files.openPlain(number);
    return { ...opened, number, plain: opened };
  };
  const pieces = Array.from(numbersBehind(sealed, there.last), (number) =>
    there.plain.has(number) ? plainPiece(number) : sealedPiece(files, there, number),
  );
  const open = (): Piece & { readonly plain: JournalFile } => {
    const last = pieces.at(-1);
    assert(last?.plain, 'the last segment is plain');
    return { ...last, plain: last.plain };
  };
  const begin = (number: number): void => void pieces.push(plainPiece(number));
  const leftovers = new Set<number>();
  const last = pieces.at(-1);
  if (!last?.plain) begin((last?.number ?? sealed) + 1);
  return {
    name: folder,
    *segments() {
      for (const piece of pieces) yield { ...piece, isSealed: piece.plain === null };
    },
    open: () => ({ number: open().number, bytes: open().size() }),
    nameAt: (byte) => nameAt(pieces, byte),
    size: () => sizeOf(pieces),
    *chunks() {
      for (const piece of pieces) yield* piece.chunks();
    },
    append: (bytes) => open().plain.append(bytes),
    untouched: () => pieces.every(({ plain }) => plain?.untouched() ?? true),
    cut: (size) => cutPieces(pieces, size),
    rollOver: () => begin(open().number + 1),
    letGo() {
      assert(pieces.length > 1, 'what is written to is not sealed');
      const gone = pieces.shift();
      gone?.close();
      if (gone) leftovers.add(gone.number);
    },
    readSealed: (number) => files.readSealed(number),
    hasLeftovers: () => leftovers.size > 0,
    clearLeftovers() {
      for (const number of leftovers) {
        files.removePlain(number);
        leftovers.delete(number);
      }
    },
    close: () => pieces.forEach((piece) => piece.close()),
  };
}

/** Opens the same for reading alone, beside a till that writes to it. */
export function readTail(
  folder: string,
  sealed: number,
): Pick<Journal, 'name' | 'chunks' | 'nameAt' | 'open' | 'readSealed' | 'close'> {
  const { last } = attempt(() => findSegments(folder));
  const pieces = Array.from(numbersBehind(sealed, last), (number) => readPiece(folder, number));
  return {
    name: folder,
    readSealed: (number) => readSealed(folder, number),
    open: () => ({ number: pieces.at(-1)?.number ?? sealed, bytes: pieces.at(-1)?.size() ?? 0 }),
    nameAt: (byte) => nameAt(pieces, byte),
    *chunks() {
      for (const piece of pieces) yield* piece.chunks();
    },
    close: () => pieces.forEach((piece) => piece.close()),
  };
}

/** Which file it is, how long, and when it was last written to: what a copy, an exchange or a change does not keep. Empty if it is not there. */
export function fileMark(file: string): string {
  try {
    const stat = statSync(file, { bigint: true, throwIfNoEntry: false });
    return stat ? `${stat.ino} ${stat.size} ${stat.mtimeNs}` : '';
  } catch (error) {
    throw StorageError.from(error);
  }
}

/** Takes the plain file of a sealed segment away. */
export function removePlain(folder: string, number: number): void {
  attempt(() => {
    rmSync(plainFile(folder, number), { force: true });
    syncFolder(folder);
  });
}

function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  attempt(() => {
    mkdirSync(folder, { mode: 0o700 });
    syncFolder(path.dirname(folder));
  });
}

/** The numbers behind `sealed` up to the last that is there: one by one, for a file of any number can lie in the folder. */
function* numbersBehind(sealed: number, last: number): Generator<number> {
  for (let number = sealed + 1; number <= last; number++) yield number;
}

/** Unpacked when it is read, and not kept: there may be a hundred of them. */
function sealedPiece(files: SegmentFiles, there: FoundSegments, number: number): Piece {
  const { sealed, last } = there;
  const { folder, prepare } = files;
  const name = sealedFile(folder, number);
  if (!sealed.has(number)) throw new Misfit(gapSentence(folder, there, number));
  let size: number | null = null;
  const read = (): Buffer => {
    const bytes = files.readSealed(number);
    size = bytes.length;
    return bytes;
  };
  return {
    ...{ number, name, plain: null, close: () => undefined },
    ...(prepare && {
      async prepare() {
        const prepared = await prepare(number, last);
        if (prepared) size = prepared.bytes;
        return prepared;
      },
    }),
    size: () => size ?? read().length,
    *chunks() {
      yield read();
    },
  };
}

/** Either something was taken away, or a file that is behind the gap is none of these books. */
function gapSentence(folder: string, { plain, sealed }: FoundSegments, number: number): string {
  const name = plainFile(folder, number);
  const next = Math.min(...[...plain, ...sealed].filter((other) => other > number));
  if (!Number.isFinite(next)) return `The journal ${name} is missing; ${remedy('journal')}.`;
  const behind = sealed.has(next) ? sealedFile(folder, next) : plainFile(folder, next);
  return `The journal ${name} is missing, and ${behind} is there: if that is none of this till's files, move it away; else ${remedy('journal')}.`;
}

/** The till beside us may seal it at any moment. */
function readPiece(folder: string, number: number): Piece {
  try {
    return { number, ...readJournalFile(plainFile(folder, number)), plain: null };
  } catch (error) {
    if (!isStorageError(error) || error.code !== 'ENOENT') throw error;
    // Looked for anew: it may just have been sealed.
    const files = segmentFiles(folder);
    return sealedPiece(files, files.find(), number);
  }
}

/** A sealed segment's bytes, unpacked. Throws a Misfit that names the file. */
export function readSealed(folder: string, number: number): Buffer {
  const name = sealedFile(folder, number);
  const bytes = unpack(attempt(() => readFileSync(name)));
  if (!bytes) throw new Misfit(`The journal ${name} is damaged: it can't be unpacked; ${remedy('journal')}.`);
  return bytes;
}

function sizeOf(pieces: readonly Piece[]): number {
  return pieces.reduce((sum, piece) => sum + piece.size(), 0);
}

function nameAt(pieces: readonly Piece[], byte: number): string {
  let end = 0;
  const found = pieces.find((piece) => byte < (end += piece.size()));
  return (found ?? pieces.at(-1))?.name ?? '';
}

function cutPieces(pieces: readonly Piece[], size: number): void {
  let begin = sizeOf(pieces);
  for (const [nth, piece] of pieces.toReversed().entries()) {
    begin -= piece.size();
    const left = Math.max(0, size - begin);
    // The last is always cut: what an append that failed left behind its end counts to no size.
    if (nth > 0 && left >= piece.size()) return;
    if (!piece.plain) throw new Misfit(`The journal ${piece.name} is damaged; ${remedy('journal')}.`);
    piece.plain.cut(left);
  }
}

function attempt<T>(action: () => T): T {
  try {
    return action();
  } catch (error) {
    throw StorageError.from(error);
  }
}
