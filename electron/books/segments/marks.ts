import { assert } from '../../../shared/errors.ts';
import type { Db } from '../../db/open.ts';
import { findSegment, listMarked, setMark, type SegmentMark } from '../../db/segments.ts';
import { Misfit, remedy } from '../journal/problem.ts';
import { checkSegment } from './check.ts';
import { sealedFile, type FoundSegments } from './names.ts';
import { segmentFiles, type SegmentFiles } from './tail.ts';
import { headBefore } from './unpack-part.ts';

// A start does not read what is sealed. It looks whether the files are those that the till left, and reads only one that is not.

/** Files of a moved folder that are read before it is noted: each noting waits for the disk, and who ends the till loses no more. */
const markedAtOnce = 100;

/**
 * Looks at the file of each sealed segment, and takes away plain files that a till left which died after sealing them. Answers the
 * numbers of those that were not as they were left, and are all the same whole. Throws a Misfit that names a file which is not.
 */
export function checkSealedFiles(
  db: Db,
  folder: string,
  at: number,
  files: SegmentFiles = segmentFiles(folder),
  found?: FoundSegments,
): readonly number[] {
  const packed = listMarked(db);
  if (packed.length === 0) return [];
  const { plain, sealed } = found ?? files.find();
  const read: number[] = [];
  let unmarked: SegmentMark[] = [];
  for (const [index, { number, file: left }] of packed.entries()) {
    if (number !== index + 1)
      throw new Misfit(`The database ${db.name} is damaged: it lacks segment ${index + 1}; ${remedy('database')}.`);
    const name = sealedFile(folder, number);
    if (!sealed.has(number)) throw new Misfit(`The journal ${name} is missing; ${remedy('journal')}.`);
    const file = files.markOf(number);
    if (file !== left) {
      checkWhole(db, files, number);
      read.push(number);
      unmarked.push({ number, file, readAt: at });
      if (unmarked.length === markedAtOnce) unmarked = setMarks(db, unmarked);
    }
    if (plain.has(number)) files.removePlain(number);
  }
  setMarks(db, unmarked);
  return read;
}

/** Notes how files were left. None is left to note. */
function setMarks(db: Db, marks: readonly SegmentMark[]): [] {
  if (marks.length > 0) db.transaction(() => marks.forEach((mark) => setMark(db, mark)))();
  return [];
}

function checkWhole(db: Db, files: SegmentFiles, number: number): void {
  const seal = findSegment(db, number);
  assert(seal, 'what is packed is sealed');
  checkSegment(db, files, seal, headBefore(db, number));
}
