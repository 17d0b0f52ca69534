import { hash } from 'node:crypto';
import type Database from 'better-sqlite3';
import { fillSearch } from './search-index.ts';

/**
 * Indexes, triggers and views by kind and name, each with its own text. They forbid what must not be, such as a second payment of one bill.
 * With them, the tables that are an index too: what payments are searched by.
 */
export type Guards = ReadonlyMap<string, string>;

export function readGuards(db: Database.Database): Guards {
  const sql = `SELECT type || ' ' || name AS name, sql FROM sqlite_schema
    WHERE type IN ('index', 'trigger', 'view') AND sql IS NOT NULL OR sql LIKE 'CREATE VIRTUAL TABLE%' OR name = 'set_backs'`;
  const rows = db.prepare(sql).all() as { readonly name: string; readonly sql: string }[];
  return new Map(rows.map((row) => [row.name, row.sql]));
}

/** SHA-256 of the guards of a database that this program made. Nearly every start finds those, and compares no more than that. */
export const guardsHash = 'fc36318a78274158e95ee052963b36d5753f769fa6ee8f8b5ee60df975fd488a';

/** What the guards are known by, in hex, whatever the order in which they were made. */
export function hashOfGuards(db: Database.Database): string {
  const sorted = [...readGuards(db)].sort(([one], [other]) => (one < other ? -1 : 1));
  return hash('sha256', JSON.stringify(sorted), 'hex');
}

/**
 * Puts back what another program took away or changed, and takes away what it added; answers the names of all that. Throws what
 * SQLite says, as it does where rows stand already that an index forbids; then nothing was changed.
 */
export function putBackGuards(db: Database.Database, ours: Guards): readonly string[] {
  const found = readGuards(db);
  const wrong = [...found].filter(([name, sql]) => ours.get(name) !== sql).map(([name]) => name);
  const missing = [...ours].filter(([name, sql]) => found.get(name) !== sql);
  const changed = [...new Set([...wrong, ...missing.map(([name]) => name)])];
  if (changed.length === 0) return [];
  db.transaction(() => {
    for (const name of wrong) db.exec(dropping(name));
    for (const [, sql] of missing) db.exec(sql);
    // What was not kept while they were gone.
    if (changed.some((name) => /search|set_backs/.test(name))) fillSearch(db);
  })();
  return changed;
}

/** `index x` -> `DROP index "x"`, whatever a stranger called it. */
function dropping(name: string): string {
  const at = name.indexOf(' ');
  return `DROP ${name.slice(0, at)} "${name.slice(at + 1).replaceAll('"', '""')}"`;
}
