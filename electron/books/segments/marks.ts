import { assert } from '../../../shared/errors.ts';
import type { Db } from '../../db/open.ts';
import { findSegment, listMarked, setMark } from '../../db/segments.ts';
import { Misfit, remedy } from '../journal/problem.ts';
import { checkSegment } from './check.ts';
import { sealedFile } from './names.ts';
import { segmentFiles, type SegmentFiles } from './tail.ts';
import { headBefore } from './unpack-part.ts';

// A start does not read what is sealed. It looks whether the files are those that the till left, and reads only one that is not.

/**
 * Looks at the file of each sealed segment, and takes away plain files that a till left which died after sealing them. Answers the
 * numbers of those that were not as they were left, and are all the same whole. Throws a Misfit that names a file which is not.
 */
export function checkSealedFiles(
  db: Db,
  folder: string,
  at: number,
  files: SegmentFiles = segmentFiles(folder),
): readonly number[] {
  const packed = listMarked(db);
  if (packed.length === 0) return [];
  const { plain, sealed } = files.find();
  const read: number[] = [];
  for (const [index, { number, file: left }] of packed.entries()) {
    if (number !== index + 1)
      throw new Misfit(`The database ${db.name} is damaged: it lacks segment ${index + 1}; ${remedy('database')}.`);
    const name = sealedFile(folder, number);
    if (!sealed.has(number)) throw new Misfit(`The journal ${name} is missing; ${remedy('journal')}.`);
    const file = files.markOf(number);
    if (file !== left) {
      checkWhole(db, files, number);
      setMark(db, { number, file, readAt: at });
      read.push(number);
    }
    if (plain.has(number)) files.removePlain(number);
  }
  return read;
}

function checkWhole(db: Db, files: SegmentFiles, number: number): void {
  const seal = findSegment(db, number);
  assert(seal, 'what is packed is sealed');
  checkSegment(db, files, seal, headBefore(db, number));
}
