// Frozen once released: change the schema by a new migration. Imports nothing, for what it would import goes on changing.

export const version = 150;

/** Top-ups that somebody asked for. What arrived of them is a line of its own. */
export function up(db: { exec(sql: string): unknown }): void {
  db.exec(`
    CREATE TABLE top_up_asks (
      ask INTEGER PRIMARY KEY NOT NULL,
      ask_id TEXT UNIQUE NOT NULL,
      provider TEXT NOT NULL,
      amount INTEGER NOT NULL CHECK (amount > 0),
      note TEXT NOT NULL,
      by_name TEXT NOT NULL,
      at INTEGER NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('asked', 'arrived', 'cancelled'))
    ) STRICT;
    CREATE INDEX top_ups_on_their_way ON top_up_asks (provider, at) WHERE state = 'asked';
    CREATE TRIGGER top_up_asks_stay BEFORE DELETE ON top_up_asks
      BEGIN SELECT RAISE(ABORT, 'a top-up that was asked for is never deleted'); END;
    CREATE TRIGGER top_up_asks_keep BEFORE UPDATE ON top_up_asks WHEN OLD.state <> 'asked' OR NEW.ask_id <> OLD.ask_id
        OR NEW.provider <> OLD.provider OR NEW.amount <> OLD.amount OR NEW.note <> OLD.note OR NEW.by_name <> OLD.by_name OR NEW.at <> OLD.at
      BEGIN SELECT RAISE(ABORT, 'what was asked for is never changed, nor what became of it'); END;
  `);
}
