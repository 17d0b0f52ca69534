import { isUnsealed, listRows, sealRow } from '../db/journal-table.ts';
import type { Db } from '../db/open.ts';
import { storedHead } from './apply-record.ts';
import type { JournalFile } from './journal/file.ts';
import { emptyHead, toLine } from './journal/line.ts';
import { Misfit, remedy } from './journal/problem.ts';

/**
 * Gives the records of a till that had no journal their place in the chain; the file first, so that a crash repeats it. A file
 * that holds more than them is a newer journal beside an older database: it stays as it is.
 */
export function sealOldRecords(db: Db, file: JournalFile): void {
  if (!isUnsealed(db)) return;
  db.transaction(() => {
    const texts: string[] = [];
    let head = emptyHead;
    for (const row of listRows(db, 1, storedHead(db).n)) {
      const line = toLine(head, row);
      sealRow(db, line);
      texts.push(`${line.text}\n`);
      head = line;
    }
    const lines = Buffer.from(texts.join(''));
    const found = Buffer.concat([...file.chunks()]);
    if (found.subarray(0, lines.length).equals(lines)) return;
    if (!lines.subarray(0, found.length).equals(found))
      throw new Misfit(`The database ${db.name} is older than the journal ${file.name}; ${remedy('database')}.`);
    file.cut(0);
    file.append(lines);
  })();
}
