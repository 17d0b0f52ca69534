// Frozen once released: change the schema by a new migration. Imports nothing, for what it would import goes on changing.

export const version = 40;

/** What is added to the PC's clock, in ms, since a provider told the time. */
export function up(db: { exec(sql: string): unknown }): void {
  db.exec('ALTER TABLE till_state ADD COLUMN correction_ms INTEGER NOT NULL DEFAULT 0');
}
