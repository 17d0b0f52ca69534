import { existsSync, mkdirSync, renameSync, rmdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { StorageError } from '../../db/storage-error.ts';
import { linesOf, readJournalFile, syncFolder } from '../journal/file.ts';
import { Misfit } from '../journal/problem.ts';
import { findSegments, plainFile } from './names.ts';
import { readTail } from './tail.ts';

// An older till had its journal in one file. It becomes the first segment, or the first ones if it is long. Its lines stay as they are,
// so that a slip which names one of them still proves it.

/** The largest segment that a till makes, in bytes. */
export const segmentBytesMax = 16 * 1024 * 1024;

/** Takes an older till's file over, if there is one. May be cut off at any moment and done again. Throws a storage error or a Misfit. */
export function takeOver(old: string, folder: string, bytesMax = segmentBytesMax): void {
  if (!existsSync(old)) return;
  try {
    if (existsSync(folder) && findSegments(folder).last > 0) return endTakeOver(old, folder);
    if (statSync(old).size <= bytesMax) {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      renameSync(old, plainFile(folder, 1));
      syncFolder(folder);
    } else {
      const fresh = `${folder}.new`;
      rmSync(fresh, { recursive: true, force: true });
      split(old, fresh, bytesMax);
      if (existsSync(folder)) rmdirSync(folder);
      renameSync(fresh, folder);
      syncFolder(path.dirname(folder));
      rmSync(old);
    }
    syncFolder(path.dirname(old));
  } catch (error) {
    throw StorageError.from(error);
  }
}

/** A till that died when all was split left the old file. One that says something else is none of its. */
function endTakeOver(old: string, folder: string): void {
  const [file, tail] = [readJournalFile(old), readTail(folder, 0)];
  try {
    const lines = linesOf(tail);
    for (const line of linesOf(file)) {
      const beside = lines.next();
      if (beside.done || !beside.value.equals(line))
        throw new Misfit(`The journal ${old} stands beside ${folder} and says something else; one of the two must go.`);
    }
  } finally {
    file.close();
    tail.close();
  }
  rmSync(old);
}

/** Copies the lines into segments of at most about `bytesMax`. What was written together stays together. */
function split(old: string, fresh: string, bytesMax: number): void {
  mkdirSync(fresh, { mode: 0o700 });
  const file = readJournalFile(old);
  let pieces: Buffer[] = [];
  let bytes = 0;
  let number = 0;
  const end = (): void => {
    writeFileSync(plainFile(fresh, ++number), Buffer.concat(pieces), { mode: 0o600, flush: true });
    [pieces, bytes] = [[], 0];
  };
  try {
    for (const line of linesOf(file)) {
      pieces.push(line);
      bytes += line.length;
      if (bytes >= bytesMax && !isFollowed(line)) end();
    }
  } finally {
    file.close();
  }
  if (bytes > 0) end();
  syncFolder(fresh);
}

function isFollowed(line: Buffer): boolean {
  return /^\{"n":\d+,"prev":"[\da-f]{64}","more":/.test(line.toString('latin1', 0, 110));
}
