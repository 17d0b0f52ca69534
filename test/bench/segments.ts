import { hash } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { booksFiles } from '../../electron/books/start-books.ts';
import { emptyHead, type Head } from '../../electron/books/journal/line.ts';
import { auditSegment, checkSegment } from '../../electron/books/segments/check.ts';
import { plainFile } from '../../electron/books/segments/names.ts';
import { sealSegment } from '../../electron/books/segments/seal.ts';
import { readSealed, segmentFiles } from '../../electron/books/segments/tail.ts';
import { openToRead, type Db } from '../../electron/db/open.ts';
import { listPacked } from '../../electron/db/segments.ts';
import { rowOf, timesOf, type Row } from './row.ts';

/** Segments that are looked at, spread over all of them. */
const looks = 100;

/** What sealing a day of the journal costs, and reading it again. */
export async function benchSegments(
  db: Db,
  folder: string,
  name: (what: string) => string,
  tell: (row: Row) => void,
): Promise<void> {
  const journal = booksFiles.journal(folder);
  const packed = listPacked(db);
  const every = Math.max(1, Math.floor(packed.length / looks));
  const some = packed
    .map((seal, at) => ({ seal, from: headBefore(packed[at - 1]) }))
    .filter((_one, at) => at % every === 0);
  if (some.length === 0) return;
  const scratch = path.join(folder, '..', 'sealing');
  mkdirSync(scratch);
  for (const { seal } of some) writeFileSync(plainFile(scratch, seal.number), readSealed(journal, seal.number));
  const at =
    <T>(use: (one: (typeof some)[number]) => T) =>
    (round: number) =>
      some[round] && use(some[round]);
  const hashing = await timesOf(
    some.length,
    at(({ seal }) => hash('sha256', readSealed(journal, seal.number))),
  );
  const anchor = { name: 'ms to unpack and hash it', value: hashing.p50 };
  const sealing = await timesOf(
    some.length,
    at(({ seal, from }) => sealSegment(scratch, seal.number, from)),
  );
  rmSync(scratch, { recursive: true });
  tell(rowOf({ name: name('sealing a day of the journal'), unit: 'ms' }, sealing, anchor));
  const checking = await timesOf(
    some.length,
    at(({ seal, from }) => {
      // As the thread does it: what is compared is put into tables of the connection.
      const own = openToRead(booksFiles.database(folder));
      auditSegment(own, seal.number, checkSegment(own, segmentFiles(journal), seal, from));
      own.close();
    }),
  );
  tell(rowOf({ name: name('reading a sealed day again, with its payments'), unit: 'ms' }, checking, anchor));
}

/** The chain's end before a segment. */
function headBefore(seal: { readonly last: number; readonly head: string } | undefined): Head {
  return seal ? { n: seal.last, hash: seal.head } : emptyHead;
}
