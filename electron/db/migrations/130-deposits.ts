// Frozen once released: change the schema by a new migration. Imports nothing, for what it would import goes on changing.

export const version = 130;

/** What persons recorded of the providers' deposits. What payments took from them is in the ledger. */
export function up(db: { exec(sql: string): unknown }): void {
  db.exec(`
    CREATE TABLE deposit_lines (
      line INTEGER PRIMARY KEY NOT NULL,
      provider TEXT NOT NULL,
      kind TEXT NOT NULL CHECK (kind IN ('top-up', 'correction')),
      amount INTEGER NOT NULL CHECK (amount <> 0 AND (amount > 0 OR kind = 'correction')),
      note TEXT NOT NULL,
      by_name TEXT NOT NULL,
      at INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX deposit_lines_by_time ON deposit_lines (provider, at);
    CREATE TRIGGER deposit_lines_stay BEFORE DELETE ON deposit_lines
      BEGIN SELECT RAISE(ABORT, 'a line of a deposit is never deleted'); END;
    CREATE TRIGGER deposit_lines_keep BEFORE UPDATE ON deposit_lines
      BEGIN SELECT RAISE(ABORT, 'a line of a deposit is never changed'); END;
  `);
}
