import { DatabaseSync } from 'node:sqlite';
import type { JournalRow } from './rows.ts';
import { clean, type Report } from './report.ts';

export function openDatabase(address: string): DatabaseSync {
  return new DatabaseSync(new URL(address), { readOnly: address.endsWith('?immutable=1') });
}

const batchRows = 1_000;

/** The rows in their order as lists of values, the row's own number first. A batch at a time, which is faster than one by one. */
export function* rowsOf(db: DatabaseSync, table: string, columns: string): Generator<readonly unknown[]> {
  const statement = db.prepare(`SELECT rowid, ${columns} FROM ${table} WHERE rowid >= ? ORDER BY rowid LIMIT ?`);
  statement.setReturnArrays(true);
  for (let from: number | bigint = -(2n ** 63n); ;) {
    const rows = statement.all(from, batchRows) as unknown as readonly (readonly unknown[])[];
    yield* rows;
    if (rows.length < batchRows) return;
    const next: number = Number(rows.at(-1)?.[0]) + 1;
    // A damaged file may lead back to where we were.
    if (next <= from) throw new Error(`the rows of ${table} are in no order`);
    from = next;
  }
}

/** The records as the database has them, in order. What SQLite says against that is a problem, and their end. */
export function* journalRows(db: DatabaseSync, report: Report): Generator<JournalRow> {
  try {
    const columns = `at, kind, transaction_id, data, lower(hex(hash)), ${hasColumn(db, 'journal', 'more') ? 'more' : '0'}`;
    yield* rowsOf(db, 'journal', columns) as Iterable<unknown> as Iterable<JournalRow>;
  } catch (error) {
    report('loket.db', null, `journal: ${clean(error)}`);
  }
}

export function hasTable(db: DatabaseSync, table: string): boolean {
  return db.prepare(`SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?`).get(table) !== undefined;
}

export function hasColumn(db: DatabaseSync, table: string, column: string): boolean {
  return db.prepare('SELECT 1 FROM pragma_table_info(?) WHERE name = ?').get(table, column) !== undefined;
}

/** Number of the last record that the database has. */
export function lastRow(db: DatabaseSync, report: Report): number {
  return (
    attempt('journal', report, () => {
      const parts = hasTable(db, 'journal_parts') ? 'UNION ALL SELECT max(last_n) FROM journal_parts' : '';
      return Number(db.prepare(`SELECT max(n) AS n FROM (SELECT max(n) AS n FROM journal ${parts})`).get()?.n);
    }) ?? 0
  );
}

/** What SQLite itself finds wrong. */
export function checkDatabase(db: DatabaseSync, report: Report): void {
  attempt('integrity', report, () => {
    for (const { integrity_check: said } of db.prepare('PRAGMA integrity_check').iterate())
      if (said !== 'ok') report('loket.db', null, `integrity: ${clean(said)}`);
    for (const { table, rowid, parent } of db.prepare('PRAGMA foreign_key_check').iterate())
      report('loket.db', null, `${clean(table)}: row ${clean(rowid)} belongs to no row of ${clean(parent)}`);
  });
}

/** What is only shown of payments stands in tables of its own, by the rowids of their rows: once each, and of no other payment. */
export function checkTexts(db: DatabaseSync, report: Report): void {
  attempt('packed_texts', report, () => {
    if (!hasTable(db, 'packed_texts')) return;
    for (const table of ['payment_texts', 'packed_texts'])
      for (const { payment } of db
        .prepare(`SELECT payment FROM ${table} WHERE payment NOT IN (SELECT rowid FROM transactions)`)
        .iterate())
        report('loket.db', null, `${table}: row ${clean(payment)} belongs to no payment`);
    const both = 'SELECT payment FROM payment_texts WHERE payment IN (SELECT payment FROM packed_texts)';
    for (const { payment } of db.prepare(both).iterate())
      report('loket.db', null, `payment_texts: row ${clean(payment)} is packed too`);
  });
}

/** What SQLite says against reading is a problem like any other. */
export function attempt<T>(what: string, report: Report, read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    report('loket.db', null, `${what}: ${clean(error)}`);
    return null;
  }
}
