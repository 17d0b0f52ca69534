// Frozen once released: change the schema by a new migration. Imports nothing, for what it would import goes on changing.

export const version = 110;

/**
 * People who work at the till, with what is stored of their PINs, and of the one recovery phrase. `tries` are the wrong ones since the
 * last right one. Nobody is taken out: what they did stays theirs.
 */
export function up(db: { exec(sql: string): unknown }): void {
  db.exec(`
    CREATE TABLE people (
      person_id TEXT PRIMARY KEY NOT NULL,
      name TEXT NOT NULL CHECK (length(name) > 0),
      role TEXT NOT NULL CHECK (role IN ('cashier', 'supervisor', 'owner')),
      active INTEGER NOT NULL CHECK (active IN (0, 1)),
      pin_salt TEXT NOT NULL,
      pin_hash TEXT NOT NULL,
      tries INTEGER NOT NULL CHECK (tries >= 0)
    ) STRICT;
    CREATE UNIQUE INDEX people_by_name ON people (name COLLATE NOCASE);
    CREATE TRIGGER people_stay BEFORE DELETE ON people BEGIN SELECT RAISE(ABORT, 'people are never deleted'); END;
    CREATE TABLE recovery (
      one INTEGER PRIMARY KEY NOT NULL CHECK (one = 1),
      salt TEXT NOT NULL,
      hash TEXT NOT NULL,
      tries INTEGER NOT NULL CHECK (tries >= 0)
    ) STRICT;
  `);
}
