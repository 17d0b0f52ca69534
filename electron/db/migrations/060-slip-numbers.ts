// Frozen once released: change the schema by a new migration. Imports nothing, for what it would import goes on changing.

export const version = 60;

/** Slip numbers, `LKT01-2611-000123`, and claim codes. Payments of older tills have none. */
export function up(db: { exec(sql: string): unknown }): void {
  db.exec(`
    ALTER TABLE transactions ADD COLUMN claim_code TEXT;
    -- It stays when a person takes the word that it is paid back, so it may stand with what is refused.
    ALTER TABLE transactions ADD COLUMN slip_number TEXT CHECK (slip_number IS NULL
      OR (settled_at IS NOT NULL AND slip_number GLOB '?*-[0-9][0-9][0-9][0-9]-[0-9][0-9][0-9][0-9][0-9][0-9]'));

    CREATE UNIQUE INDEX one_claim_code ON transactions (claim_code) WHERE claim_code IS NOT NULL;
    CREATE UNIQUE INDEX one_slip_number ON transactions (slip_number) WHERE slip_number IS NOT NULL;

    CREATE TRIGGER claim_codes_stay BEFORE UPDATE OF claim_code ON transactions
      BEGIN SELECT RAISE(ABORT, 'a claim code is never changed'); END;
    CREATE TRIGGER slip_numbers_stay BEFORE UPDATE OF slip_number ON transactions
      WHEN OLD.slip_number IS NOT NULL AND NEW.slip_number IS NOT OLD.slip_number
      BEGIN SELECT RAISE(ABORT, 'a slip number is never changed'); END;

    CREATE TRIGGER slip_numbers_follow_each_other BEFORE UPDATE OF slip_number ON transactions
      WHEN OLD.slip_number IS NULL AND NEW.slip_number IS NOT NULL AND NOT (
        NEW.status = 'paid' AND (NEW.slip_number GLOB '*-000001' OR EXISTS (
          SELECT 1 FROM transactions WHERE slip_number = substr(NEW.slip_number, 1, length(NEW.slip_number) - 6)
            || printf('%06d', CAST(substr(NEW.slip_number, -6) AS INTEGER) - 1)))
      )
      BEGIN SELECT RAISE(ABORT, 'slip numbers are given one after another, to what is paid'); END;
    CREATE TRIGGER what_is_paid_is_numbered BEFORE UPDATE OF status ON transactions
      WHEN NEW.status = 'paid' AND OLD.status <> 'paid' AND NEW.slip_number IS NULL
        AND EXISTS (SELECT 1 FROM transactions WHERE slip_number IS NOT NULL)
      BEGIN SELECT RAISE(ABORT, 'since there are slip numbers, nothing is paid without one'); END;
  `);
}
