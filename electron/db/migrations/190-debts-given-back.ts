// Frozen once released: change the schema by a new migration. Imports nothing, for what it would import goes on changing.

export const version = 190;

/** What changes the text of a table in place. */
interface Changing {
  exec(sql: string): unknown;
  unsafeMode(on: boolean): unknown;
}

/** What a customer paid of a debt may be below 0: what was paid too much, given back. */
export function up(db: Changing): void {
  db.unsafeMode(true);
  db.exec(`
    PRAGMA writable_schema = ON;
    UPDATE sqlite_schema SET sql = replace(sql, 'CHECK (amount > 0)', 'CHECK (amount <> 0)')
      WHERE type = 'table' AND name = 'debt_payments';
    PRAGMA writable_schema = RESET;
  `);
  db.unsafeMode(false);
}
