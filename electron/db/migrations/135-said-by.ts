// Frozen once released: change the schema by a new migration. Imports nothing, for what it would import goes on changing.

export const version = 135;

/** Whose word it is that a payment was paid. Of payments whose records are packed already nobody looks it up any more. */
export function up(db: { exec(sql: string): unknown }): void {
  db.exec(`
    ALTER TABLE transactions ADD COLUMN said_by TEXT;
    UPDATE transactions SET said_by = (SELECT data ->> '$.by' FROM journal j
        WHERE j.transaction_id = transactions.transaction_id AND j.kind = 'resolved' ORDER BY n DESC LIMIT 1)
      WHERE settled_by = 'person' AND status = 'paid';
  `);
}
