// Frozen once released: change the schema by a new migration. Imports nothing, for what it would import goes on changing.

export const version = 180;

/** Whether an owner came in by the recovery phrase: then it is worth nothing any more. */
export function up(db: { exec(sql: string): unknown }): void {
  db.exec('ALTER TABLE recovery ADD COLUMN used INTEGER NOT NULL DEFAULT 0 CHECK (used IN (0, 1));');
}
