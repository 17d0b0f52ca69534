// Frozen once released: change the schema by a new migration. Imports nothing, for what it would import goes on changing.

export const version = 160;

/** Who moved cash in a drawer. Null where nobody did, as with a refund, and in lines from before it was kept. */
export function up(db: { exec(sql: string): unknown }): void {
  db.exec('ALTER TABLE shift_lines ADD COLUMN by_name TEXT');
}
