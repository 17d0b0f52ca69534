import { statSync } from 'node:fs';
import { assert } from '../../../shared/errors.ts';
import { StorageError } from '../../db/storage-error.ts';
import type { Db } from '../../db/open.ts';
import { findSegment, listMarked, setMark } from '../../db/segments.ts';
import { emptyHead } from '../journal/line.ts';
import { Misfit, remedy } from '../journal/problem.ts';
import { checkSegment } from './check.ts';
import { findSegments, sealedFile } from './names.ts';
import { removePlain } from './tail.ts';

// A start does not read what is sealed. It looks whether the files are those that the till left, and reads only one that is not.

/** Which file it is, how long, and when it was last written to: what a copy, an exchange or a change does not keep. Empty if it is not there. */
export function fileMark(file: string): string {
  try {
    const stat = statSync(file, { bigint: true, throwIfNoEntry: false });
    return stat ? `${stat.ino} ${stat.size} ${stat.mtimeNs}` : '';
  } catch (error) {
    throw StorageError.from(error);
  }
}

/**
 * Looks at the file of each sealed segment, and takes away plain files that a till left which died after sealing them. Answers the
 * numbers of those that were not as they were left, and are all the same whole. Throws a Misfit that names a file which is not.
 */
export function checkSealedFiles(db: Db, folder: string, at: number): readonly number[] {
  const packed = listMarked(db);
  if (packed.length === 0) return [];
  const { plain, sealed } = findSegments(folder);
  const read: number[] = [];
  for (const [index, { number, file: left }] of packed.entries()) {
    if (number !== index + 1)
      throw new Misfit(`The database ${db.name} is damaged: it lacks segment ${index + 1}; ${remedy('database')}.`);
    const name = sealedFile(folder, number);
    if (!sealed.has(number)) throw new Misfit(`The journal ${name} is missing; ${remedy('journal')}.`);
    const file = fileMark(name);
    if (file !== left) {
      checkWhole(db, folder, number);
      setMark(db, { number, file, readAt: at });
      read.push(number);
    }
    if (plain.has(number)) removePlain(folder, number);
  }
  return read;
}

function checkWhole(db: Db, folder: string, number: number): void {
  const [seal, before] = [findSegment(db, number), findSegment(db, number - 1)];
  assert(seal, 'what is packed is sealed');
  checkSegment(db, folder, seal, before ? { n: before.last, hash: before.head } : emptyHead);
}
