// Frozen once released: change the schema by a new migration. Imports nothing, for what it would import goes on changing.

export const version = 95;

/** The till's id in its shop, and the public half of its key in base64url; null until an `opened` record says them. */
export function up(db: { exec(sql: string): unknown }): void {
  db.exec('ALTER TABLE till_state ADD COLUMN till TEXT; ALTER TABLE till_state ADD COLUMN public_key TEXT');
}
