import path from 'node:path';
import { expect, test } from 'vitest';
import { openDatabase, type Db } from '../../electron/db/open.ts';
import { rowidsOf } from '../../electron/db/search-windows.ts';
import { createChance } from '../harness/chance.ts';
import { tempFolder } from '../harness/temp-folder.ts';

// The index's own pages are read, so that FTS5 itself says what must be found in them: in one page and in many, in one piece of the
// index and in many that were merged half, with what was taken out of it.

const rows = 150_000;

test('what is read in the pages of the index is what FTS5 finds in it, newest first, however it was written', () => {
  const opened = openDatabase(path.join(tempFolder(), 'loket.db'));
  if (!opened.ok) throw new Error(opened.problem);
  const { db } = opened;
  const chance = createChance(7);
  const numberOf = (rowid: number): string => String(100_000 + ((rowid * 7_919) % 3_000));
  const insert = db.prepare('INSERT INTO search (rowid, number, name) VALUES (?, ?, ?)');
  const insertLater = db.prepare('INSERT INTO search (rowid, reference) VALUES (?, ?)');
  const remove = db.prepare(`INSERT INTO search (search, rowid, reference) VALUES ('delete', ?, ?)`);
  const gone = new Set<number>();
  const pieces = new Set<number>();
  for (let last = 0; last < rows;) {
    const from = last + 1;
    // A till writes one at a time; a database that is filled, all.
    last = Math.min(rows, last + (chance.happens(0.5) ? 1 : 1 + chance.int(chance.happens(0.1) ? 60_000 : 2_000)));
    db.transaction(() => {
      for (let rowid = from; rowid <= last; rowid++)
        insert.run(BigInt(rowid), numberOf(rowid), rowid % 2 === 0 ? 'ALWAYS' : `ALWAYS ${rowid % 700}`);
    })();
    db.transaction(() => {
      for (let rowid = from; rowid <= last; rowid += 1 + chance.int(400)) {
        insertLater.run(BigInt(rowid), `REF${numberOf(rowid + 1)}`);
        if (!chance.happens(0.1)) continue;
        remove.run(BigInt(rowid), `REF${numberOf(rowid + 1)}`);
        gone.add(rowid);
      }
    })();
    pieces.add(Number(db.prepare('SELECT count(DISTINCT segid) FROM search_idx').pluck().get()));
    if (!chance.happens(0.2) && last < rows) continue;
    for (const trigrams of [['ALW'], ['REF'], ['XYZ'], [numberOf(chance.int(3_000)).slice(2, 5)], ['ALW', 'REF']])
      compare(db, trigrams, 1, last);
    const low = 1 + chance.int(last);
    const some = numberOf(chance.int(3_000));
    compare(db, [some.slice(0, 3), some.slice(1, 4), some.slice(3)], low, low + chance.int(last - low + 1));
  }
  expect(Math.max(...pieces)).toBeGreaterThan(5);
  expect(gone.size).toBeGreaterThan(5);
  db.close();

  function compare(db: Db, trigrams: readonly string[], low: number, high: number): void {
    const read = [...rowidsOf(db, trigrams, low, high)].flatMap((rowids) => [...rowids]);
    const sql = `SELECT rowid FROM search WHERE search MATCH ? AND rowid BETWEEN ${low} AND ${high} ORDER BY rowid DESC`;
    const found = db
      .prepare(sql)
      .pluck()
      .all(trigrams.map((one) => `"${one}"`).join(' AND ')) as number[];
    const isFound = new Set(found);
    // More may be read, for whoever reads looks at the payments; nothing may be missing.
    const extra = trigrams.length > 1 ? () => true : (rowid: number) => gone.has(rowid);
    expect(read.filter((rowid) => isFound.has(rowid) || !extra(rowid))).toEqual(found);
  }
});
