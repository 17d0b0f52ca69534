// Frozen once released: change the schema by a new migration. Imports nothing, for what it would import goes on changing.

export const version = 70;

/**
 * The journal's segments. What the records of a sealed one say is kept once more, compressed; the rows of old payments go then, and the
 * payments know in which segments their records are.
 */
export function up(db: { exec(sql: string): unknown }): void {
  db.exec(`
    -- Made by the records of kind sealed.
    CREATE TABLE segments (
      number INTEGER PRIMARY KEY NOT NULL,
      last_n INTEGER NOT NULL UNIQUE,
      -- SHA-256 of the last line.
      head BLOB NOT NULL CHECK (length(head) = 32),
      bytes INTEGER NOT NULL CHECK (bytes > 0),
      signature TEXT
    ) STRICT;

    CREATE TABLE journal_parts (
      segment INTEGER PRIMARY KEY NOT NULL,
      first_n INTEGER NOT NULL UNIQUE,
      last_n INTEGER NOT NULL UNIQUE,
      -- Its lines without what the chain gives, by zstd.
      data BLOB NOT NULL
    ) STRICT;

    CREATE TABLE payment_segments (
      -- The payment's rowid.
      payment INTEGER NOT NULL,
      segment INTEGER NOT NULL,
      PRIMARY KEY (payment, segment)
    ) STRICT, WITHOUT ROWID;

    -- How the till left the files of sealed segments, and when it last read them whole. About this disk, and in no record.
    CREATE TABLE segment_marks (
      number INTEGER PRIMARY KEY NOT NULL,
      file TEXT NOT NULL,
      read_at INTEGER NOT NULL
    ) STRICT;

    DROP TRIGGER journal_stays;
    CREATE TRIGGER journal_stays BEFORE DELETE ON journal
      WHEN NOT EXISTS (SELECT 1 FROM journal_parts WHERE OLD.n BETWEEN first_n AND last_n)
      BEGIN SELECT RAISE(ABORT, 'a record is never deleted'); END;
    CREATE TRIGGER segments_are_final BEFORE UPDATE ON segments
      BEGIN SELECT RAISE(ABORT, 'a seal is never changed'); END;
    CREATE TRIGGER segments_stay BEFORE DELETE ON segments
      BEGIN SELECT RAISE(ABORT, 'a seal is never deleted'); END;
    CREATE TRIGGER journal_parts_are_final BEFORE UPDATE ON journal_parts
      BEGIN SELECT RAISE(ABORT, 'a record is never changed'); END;
    CREATE TRIGGER journal_parts_stay BEFORE DELETE ON journal_parts
      BEGIN SELECT RAISE(ABORT, 'a record is never deleted'); END;
  `);
}
