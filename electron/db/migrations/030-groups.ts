// Frozen once released: change the schema by a new migration. Imports nothing, for what it would import goes on changing.

export const version = 30;

/**
 * What was written together is known as such, so that either of journal and database can be made again from the other. And what
 * the till itself never does to quotes and print jobs, nobody does: until now only payments and records were guarded.
 */
export function up(db: { exec(sql: string): unknown }): void {
  db.exec(`
    -- How many records follow this one that were written together with it.
    ALTER TABLE journal ADD COLUMN more INTEGER NOT NULL DEFAULT 0;

    CREATE TRIGGER quotes_are_final BEFORE UPDATE ON quotes
      BEGIN SELECT RAISE(ABORT, 'a quote is never changed'); END;
    CREATE TRIGGER quotes_stay BEFORE DELETE ON quotes
      BEGIN SELECT RAISE(ABORT, 'a quote is never deleted'); END;

    CREATE TRIGGER print_jobs_start_as_sending BEFORE INSERT ON print_jobs
      WHEN NEW.state <> 'sending'
      BEGIN SELECT RAISE(ABORT, 'a print job starts as sending'); END;
    CREATE TRIGGER print_jobs_end_once BEFORE UPDATE OF state ON print_jobs
      WHEN NOT (OLD.state = 'sending' AND NEW.state IN ('sent', 'failed', 'doubtful'))
      BEGIN SELECT RAISE(ABORT, 'a print job can not move that way'); END;
    CREATE TRIGGER print_jobs_keep_their_slip
      BEFORE UPDATE OF job_id, transaction_id, copy, printer, head, created_at ON print_jobs
      BEGIN SELECT RAISE(ABORT, 'what was printed is never changed'); END;
    CREATE TRIGGER print_jobs_stay BEFORE DELETE ON print_jobs
      BEGIN SELECT RAISE(ABORT, 'a print job is never deleted'); END;
  `);
}
