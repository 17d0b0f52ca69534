// Frozen once released: change the schema by a new migration. Imports nothing, for what it would import goes on changing.

export const version = 50;

/** The bills of a payment month by month. Of an older payment only the months are known; they stand oldest first. */
export function up(db: { exec(sql: string): unknown }): void {
  db.exec(`
    ALTER TABLE transactions ADD COLUMN bills TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(bills));
    UPDATE transactions SET bills = (SELECT json_group_array(json_object('period', value, 'amount', NULL, 'penalty', NULL,
        'admin', NULL, 'standStart', NULL, 'standEnd', NULL, 'dueDate', NULL, 'usage', NULL)) FROM json_each(periods));
  `);
}
