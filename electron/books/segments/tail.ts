import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { assert } from '../../../shared/errors.ts';
import { isStorageError, StorageError } from '../../db/storage-error.ts';
import { openJournalFile, readJournalFile, syncFolder, type Journal, type JournalFile } from '../journal/file.ts';
import { Misfit, remedy } from '../journal/problem.ts';
import { findSegments, plainFile, sealedFile } from './names.ts';
import { unpack } from './packing.ts';

/** One segment, plain or sealed. */
interface Piece extends Pick<JournalFile, 'name' | 'chunks' | 'close'> {
  readonly number: number;
  readonly size: () => number;
  /** Null if it is sealed. */
  readonly plain: JournalFile | null;
}

/** Opens what stands behind the first `sealed` segments, and makes the folder and the first file if there are none. For its owner alone. */
export function openTail(folder: string, sealed: number): Journal {
  makeFolder(folder);
  const pieces = listNumbers(folder, sealed).map((number) => openPiece(folder, number));
  const open = (): Piece & { readonly plain: JournalFile } => {
    const last = pieces.at(-1);
    assert(last?.plain, 'the last segment is plain');
    return { ...last, plain: last.plain };
  };
  const begin = (number: number): void => void pieces.push(plainPiece(folder, number));
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
    hasLeftovers: () => leftovers.size > 0,
    clearLeftovers() {
      for (const number of leftovers) {
        removePlain(folder, number);
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
): Pick<Journal, 'name' | 'chunks' | 'nameAt' | 'open' | 'close'> {
  const pieces = listNumbers(folder, sealed).map((number) => readPiece(folder, number));
  return {
    name: folder,
    open: () => ({ number: pieces.at(-1)?.number ?? sealed, bytes: pieces.at(-1)?.size() ?? 0 }),
    nameAt: (byte) => nameAt(pieces, byte),
    *chunks() {
      for (const piece of pieces) yield* piece.chunks();
    },
    close: () => pieces.forEach((piece) => piece.close()),
  };
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

/** The numbers behind `sealed`, one after the other, from the first to the last that is there. */
function listNumbers(folder: string, sealed: number): readonly number[] {
  const { last } = attempt(() => findSegments(folder));
  return Array.from({ length: Math.max(0, last - sealed) }, (_, at) => sealed + 1 + at);
}

function openPiece(folder: string, number: number): Piece {
  if (existsSync(plainFile(folder, number))) return plainPiece(folder, number);
  return sealedPiece(folder, number);
}

function plainPiece(folder: string, number: number): Piece {
  const plain = openJournalFile(plainFile(folder, number));
  return { ...plain, number, plain };
}

/** Unpacked when it is read, and not kept: there may be a hundred of them. */
function sealedPiece(folder: string, number: number): Piece {
  const name = sealedFile(folder, number);
  if (!existsSync(name)) throw new Misfit(`The journal ${plainFile(folder, number)} is missing; ${remedy('journal')}.`);
  let size: number | null = null;
  const read = (): Buffer => {
    const bytes = readSealed(folder, number);
    size = bytes.length;
    return bytes;
  };
  return {
    ...{ number, name, plain: null, close: () => undefined },
    size: () => size ?? read().length,
    *chunks() {
      yield read();
    },
  };
}

/** The till beside us may seal it at any moment. */
function readPiece(folder: string, number: number): Piece {
  try {
    return { number, ...readJournalFile(plainFile(folder, number)), plain: null };
  } catch (error) {
    if (isStorageError(error) && error.code === 'ENOENT') return sealedPiece(folder, number);
    throw error;
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
