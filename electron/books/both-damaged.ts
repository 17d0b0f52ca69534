import { existsSync, readFileSync } from 'node:fs';
import { findUnrecorded } from '../db/audit.ts';
import { eachRow } from '../db/journal-table.ts';
import { openToRead, type Db } from '../db/open.ts';
import { listPacked } from '../db/segments.ts';
import { newline } from './journal/file.ts';
import { emptyHead, toLine, type Head } from './journal/line.ts';
import { remedy } from './journal/problem.ts';
import { withHashes, withoutHashes } from './segments/lines.ts';
import { findSegments, plainFile, sealedFile } from './segments/names.ts';
import { unpack } from './segments/packing.ts';
import { unpackStripped } from './segments/unpack-part.ts';

// One of the two is to be made from the other, which is damaged. Only if the first is whole is it the one to make the other from; else
// who is told to do so would be sent round in a circle.

interface Believed {
  /** The last record up to which the chain holds. */
  readonly upTo: number;
  readonly isWhole: boolean;
}

/** What to do when `what` can't be made because of `problem` in the other one: sentences that name the files. */
export function tellDamage(
  what: 'database' | 'journal',
  files: { readonly database: string; readonly journal: string },
  problem: string,
): string {
  const source = what === 'database' ? 'journal' : 'database';
  const believed = { database: inDatabase(files.database), journal: inJournal(files.journal) };
  const bare = problem.replace(`; ${remedy(source)}`, '').replace(/\.$/, '');
  if (believed[what].isWhole) return `${bare}; ${remedy(source)}.`;
  const other = `the ${what} ${files[what]} is ${existsSync(files[what]) ? 'damaged too' : 'missing'}`;
  return (
    `${bare}, and ${other}: neither can be made from the other. ` +
    `The journal can be believed up to record ${believed.journal.upTo}, the database up to record ${believed.database.upTo}. ` +
    'Put a backup of the whole folder back, or keep everything as it is and ask for help. ' +
    'Who moves both away begins new books, which know of no unsettled payment: compare with the providers first.'
  );
}

/** Each record has its hash beside it, so the one that was changed is known. */
function inDatabase(file: string): Believed {
  let head: Head = emptyHead;
  let db: Db | undefined;
  try {
    db = openToRead(file);
    for (const { number, last, head: hash } of listPacked(db)) {
      const plain = withHashes(unpackStripped(db, number), head);
      if (typeof plain === 'number' || plain.head.n !== last || plain.head.hash !== hash)
        return { upTo: head.n, isWhole: false };
      head = plain.head;
    }
    for (const row of eachRow(db, head.n, Number.MAX_SAFE_INTEGER)) {
      const line = toLine(head, row);
      if (row.n !== line.n || row.hash !== line.hash) return { upTo: head.n, isWhole: false };
      head = line;
    }
    const isWell = db.pragma('quick_check(1)', { simple: true }) === 'ok' && findUnrecorded(db) === null;
    return { upTo: head.n, isWhole: isWell && head.n > 0 };
  } catch {
    return { upTo: head.n, isWhole: false };
  } finally {
    db?.close();
  }
}

/** A record is proven by the one behind it: where that does not follow, either of the two was changed. */
function inJournal(folder: string): Believed {
  let head: Head = emptyHead;
  try {
    const { sealed, last } = findSegments(folder);
    for (let number = 1; number <= last; number++) {
      const bytes = sealed.has(number)
        ? unpack(readFileSync(sealedFile(folder, number)))
        : readFileSync(plainFile(folder, number));
      // What of the last line was written when the till died is cut off at the next start.
      const lines = bytes && (number === last ? bytes.subarray(0, bytes.lastIndexOf(newline) + 1) : bytes);
      const read = lines && withoutHashes(lines, head);
      if (read === null) return { upTo: head.n, isWhole: false };
      if (typeof read === 'number') return { upTo: Math.max(0, read - 2), isWhole: false };
      head = read.head;
    }
    return { upTo: head.n, isWhole: head.n > 0 };
  } catch {
    return { upTo: head.n, isWhole: false };
  }
}
