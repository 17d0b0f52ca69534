// Frozen once released: change the schema by a new migration. Imports nothing, for what it would import goes on changing.

export const version = 200;

/** What the cash was rounded by that ended a debt, or gave back what was paid too much of it. */
export function up(db: { exec(sql: string): unknown }): void {
  db.exec('ALTER TABLE debt_payments ADD COLUMN rounding INTEGER NOT NULL DEFAULT 0;');
}
