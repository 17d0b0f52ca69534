import { gatherPostings } from './ledger.ts';
import type { Db } from './open.ts';
import { fillSearch } from './search-index.ts';

/**
 * Does `fill` in a database that holds nothing yet, as fast as it goes: nothing is safe until this returns, so the file must not
 * stand where a till would open it. Indexes and triggers are taken away and made again, text for text, behind the last row; what
 * triggers keep is filled then. So a
 * unique index judges the rows as they are in the end, and throws; the rules of the triggers are also those of the statements.
 */
export async function fillNew<T>(db: Db, fill: () => Promise<T>): Promise<T> {
  // The file is thrown away if this fails. (`journal_mode = OFF` is what this library refuses in silence.)
  db.pragma('journal_mode = MEMORY');
  db.pragma('synchronous = OFF');
  db.pragma('cache_size = -200000');
  // What the records say was checked when they were written; the next start looks at all of it.
  db.pragma('foreign_keys = OFF');
  db.pragma('ignore_check_constraints = ON');
  const extras = listExtras(db);
  for (const { type, name } of extras) db.exec(`DROP ${type} ${name}`);
  const filled = await gatherPostings(db, fill);
  for (const { sql } of extras) db.exec(sql);
  fillSearch(db);
  db.pragma('synchronous = FULL');
  // Writes the file's head, and so syncs all of it.
  db.pragma('journal_mode = WAL');
  return filled;
}

/** All but the indexes that belong to a table's own text. The schema itself knows how they are made. */
function listExtras(db: Db): readonly { readonly type: string; readonly name: string; readonly sql: string }[] {
  const sql = `SELECT type, name, sql FROM sqlite_schema
    WHERE type IN ('index', 'trigger') AND sql IS NOT NULL ORDER BY rowid`;
  return db.prepare(sql).all() as ReturnType<typeof listExtras>;
}
