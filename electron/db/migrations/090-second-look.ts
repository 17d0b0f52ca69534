// Frozen once released: change the schema by a new migration. Imports nothing, for what it would import goes on changing.

export const version = 90;

/**
 * A payment that its provider refused is looked at once more, and may turn out paid after all. What was never sent can't, and a
 * person's word stands.
 */
export function up(db: { exec(sql: string): unknown }): void {
  db.exec(`
    -- When the provider is asked whether its refusal stands; null if nobody asks.
    ALTER TABLE transactions ADD COLUMN look_at INTEGER CHECK (look_at IS NULL OR status = 'refused');
    CREATE INDEX transactions_to_look_at ON transactions (look_at) WHERE look_at IS NOT NULL;
    -- Few, and somebody must look at each.
    CREATE INDEX transactions_turned ON transactions (settled_at) WHERE warning = 'refused-then-paid';

    DROP TRIGGER transactions_move_forward;
    CREATE TRIGGER transactions_move_forward BEFORE UPDATE OF status ON transactions
      WHEN NOT (
        (OLD.status = 'sending' AND NEW.status IN ('paid', 'refused', 'pending'))
        OR (OLD.status = 'pending' AND NEW.status IN ('paid', 'refused'))
        OR (OLD.settled_by = 'person' AND NEW.settled_by = 'person'
          AND (OLD.status, NEW.status) IN (VALUES ('paid', 'refused'), ('refused', 'paid')))
        OR (OLD.status = 'refused' AND NEW.status = 'paid' AND OLD.settled_by = 'provider' AND NEW.settled_by = 'provider'
          AND OLD.refusal_code <> 'not-sent' AND NEW.warning = 'refused-then-paid')
      )
      BEGIN SELECT RAISE(ABORT, 'a payment can not move that way'); END;
  `);
}
