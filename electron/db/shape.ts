import { hash } from 'node:crypto';
import type Database from 'better-sqlite3';

// What SQLite's own check does not find: a bit of the schema's text that changed, and then a column is called otherwise.

const tables = [
  ...[
    'customers',
    'debt_payments',
    'debts',
    'deposit_lines',
    'journal',
    'journal_parts',
    'ledger',
    'packed_texts',
    'payment_segments',
    'payment_texts',
  ],
  ...['people', 'print_jobs', 'quotes', 'recovery', 'segment_marks', 'segments', 'set_backs', 'shift_lines', 'shifts'],
  ...['till_state', 'top_up_asks', 'transactions', 'zs'],
];

/** SHA-256 of the columns of a database that this program made. */
export const columnsHash = '89ed423909a0c3b5d4707d7a394d709135438cdee271a36f2ce026019e668703';

/** What our tables' columns are known by, in hex. */
export function hashOfColumns(db: Database.Database): string {
  const sql = `SELECT t.value, c.cid, c.name, c.type FROM json_each(?) t JOIN pragma_table_info(t.value) c ORDER BY t.value, c.cid`;
  return hash('sha256', JSON.stringify(db.prepare(sql).raw().all(JSON.stringify(tables))), 'hex');
}

/** Whether the tables are those that this program makes, and what is searched by can be read. */
export function isWellShaped(db: Database.Database): boolean {
  if (hashOfColumns(db) !== columnsHash) return false;
  try {
    db.prepare(`SELECT rowid FROM search WHERE search MATCH '"000"' LIMIT 1`).get();
    return true;
  } catch (error) {
    // FTS5 says of its damaged tables no more than that it can't.
    if (error instanceof Error && 'code' in error && error.code === 'SQLITE_ERROR') return false;
    throw error;
  }
}
