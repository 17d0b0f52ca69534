// Frozen once released: change the schema by a new migration. Imports nothing, for what it would import goes on changing.

export const version = 170;

/** Of what moved in a drawer only the shift may change, and only from the shift that has not begun to one that is open. */
export function up(db: { exec(sql: string): unknown }): void {
  db.exec(`
    DROP TRIGGER shift_lines_keep;
    CREATE TRIGGER shift_lines_keep BEFORE UPDATE OF line, kind, amount, reason, at, by_name ON shift_lines
      BEGIN SELECT RAISE(ABORT, 'a line is never changed'); END;
    CREATE TRIGGER shift_lines_move_to_an_open_shift BEFORE UPDATE OF shift ON shift_lines
      WHEN EXISTS (SELECT 1 FROM shifts WHERE shift = OLD.shift)
        OR NOT EXISTS (SELECT 1 FROM shifts WHERE shift = NEW.shift AND closed_at IS NULL)
      BEGIN SELECT RAISE(ABORT, 'a line is moved only as its shift is opened again'); END;
  `);
}
