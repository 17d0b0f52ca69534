// Frozen once released: change the schema by a new migration. Imports nothing, for what it would import goes on changing.

export const version = 80;

/**
 * What payments are looked for by: the trigrams of their texts, and a mark for each thing that they are filtered by. `searched` and
 * `marked` are the program's own functions (`search-text.ts`). A payment that was already there is filled in by `fillSearch`.
 */
export function up(db: { exec(sql: string): unknown }): void {
  db.exec(`
    -- Only which payment (its rowid) has which trigram; the texts stay where they are.
    CREATE VIRTUAL TABLE search USING fts5 (number, name, reference, slip, id, status, provider, product, cashier,
      content = '', columnsize = 0, detail = none, tokenize = 'trigram case_sensitive 1');

    -- Rowids of the payments that are older than the one stored before them: the clock was set back. Between two of them rowids
    -- rise with the time.
    CREATE TABLE set_backs (first INTEGER PRIMARY KEY NOT NULL) STRICT;

    -- What a start looks for that died while it printed.
    CREATE INDEX print_jobs_under_way ON print_jobs (created_at, job_id) WHERE state = 'sending';

    CREATE TRIGGER search_new AFTER INSERT ON transactions
      BEGIN
        INSERT INTO search (rowid, number, name, id, provider, product, cashier)
          VALUES (NEW.rowid, searched(NEW.customer_number), searched(NEW.customer_name), searched(NEW.transaction_id),
            marked('provider', NEW.provider), marked('product', NEW.product), marked('cashier', NEW.cashier));
        INSERT INTO set_backs SELECT NEW.rowid WHERE NEW.created_at < (
          SELECT created_at FROM transactions WHERE rowid < NEW.rowid ORDER BY rowid DESC LIMIT 1);
      END;

    -- What is not settled has an index of its own, for it changes and is little.
    CREATE TRIGGER search_settled AFTER UPDATE OF status ON transactions
      WHEN NEW.status IN ('paid', 'refused') AND OLD.status NOT IN ('paid', 'refused')
      BEGIN
        INSERT INTO search (rowid, reference, slip, status)
          VALUES (NEW.rowid, searched(NEW.reference), searched(NEW.slip_number), marked('status', NEW.status));
      END;

    CREATE TRIGGER search_taken_back AFTER UPDATE OF status ON transactions WHEN OLD.status IN ('paid', 'refused')
      BEGIN
        INSERT INTO search (search, rowid, reference, slip, status)
          VALUES ('delete', OLD.rowid, searched(OLD.reference), searched(OLD.slip_number), marked('status', OLD.status));
        INSERT INTO search (rowid, reference, slip, status)
          VALUES (NEW.rowid, searched(NEW.reference), searched(NEW.slip_number), marked('status', NEW.status));
      END;
  `);
}
