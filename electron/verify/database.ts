import { copyFileSync, existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { digest } from './follow-payment.ts';
import type { Books, Made } from './work.ts';
import type { JournalRow } from './chain.ts';
import { clean, type Report } from './report.ts';

/** The files as they were at one moment. Plain data, so that it can be handed to a thread. */
export interface Snapshot {
  readonly journal: string;
  /** Bytes of the journal; a till that runs may add to it meanwhile. */
  readonly bytes: number;
  /** The database as an address for SQLite; null if there is none. */
  readonly database: string | null;
  /** Where a copy is, to be removed. */
  readonly temporary: string | null;
}

/**
 * Finds the files and changes none of them. A database with a log beside it, of a till that runs or was killed, can't be
 * opened without writing there, so it is copied; one without is opened as a file that nobody changes. Null if there is
 * neither journal nor database.
 */
export function takeSnapshot(folder: string): Snapshot | null {
  const journal = path.join(folder, 'loket.journal');
  const database = path.join(folder, 'loket.db');
  const logs = [`${database}-wal`, `${database}-journal`];
  if (!existsSync(journal) && !existsSync(database)) return null;
  for (;;) {
    const before = lookAt([journal, database, ...logs]);
    const bytes = before[0]?.size ?? 0;
    if (!before[1]) return { journal, bytes, database: null, temporary: null };
    if (!before[2]?.size && !before[3]?.size)
      return { journal, bytes, database: `${pathToFileURL(database).href}?immutable=1`, temporary: null };
    const temporary = mkdtempSync(path.join(tmpdir(), 'loket-verify-'));
    for (const file of [database, ...logs].filter((file) => existsSync(file)))
      copyFileSync(file, path.join(temporary, path.basename(file)));
    const copy = pathToFileURL(path.join(temporary, 'loket.db')).href;
    // While a till is at work the copies may not fit together.
    const isStill = JSON.stringify(lookAt([journal, database, ...logs])) === JSON.stringify(before);
    if (isStill) return { journal, bytes, database: copy, temporary };
    rmSync(temporary, { recursive: true });
  }
}

function lookAt(files: readonly string[]): readonly ({ readonly size: number; readonly changedAt: number } | null)[] {
  return files.map((file) => {
    const stat = statSync(file, { throwIfNoEntry: false });
    return stat ? { size: stat.size, changedAt: stat.mtimeMs } : null;
  });
}

export function removeSnapshot({ temporary }: Snapshot): void {
  if (temporary) rmSync(temporary, { recursive: true, force: true });
}

export function openDatabase(address: string): DatabaseSync {
  return new DatabaseSync(new URL(address), { readOnly: address.endsWith('?immutable=1') });
}

const batchRows = 1_000;

/** The rows in their order as lists of values, the row's own number first. A batch at a time, which is faster than one by one. */
function* rowsOf(db: DatabaseSync, table: string, columns: string): Generator<readonly unknown[]> {
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

function hasColumn(db: DatabaseSync, table: string, column: string): boolean {
  return db.prepare('SELECT 1 FROM pragma_table_info(?) WHERE name = ?').get(table, column) !== undefined;
}

/** Number of the last record that the database has. */
export function lastRow(db: DatabaseSync, report: Report): number {
  return attempt('journal', report, () => Number(db.prepare('SELECT max(n) AS n FROM journal').get()?.n)) ?? 0;
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

/** Compares the tables that are made from the records with what the records make. */
export function compareTables(db: DatabaseSync, books: Books, report: Report): void {
  const compare = (table: string, key: string, made: ReadonlyMap<string, Made>): unknown =>
    attempt(table, report, () => compareTable(db, table, key, made, report));
  compare('quotes', 'transaction_id', books.quotes);
  compare('transactions', 'transaction_id', books.payments);
  compare('print_jobs', 'job_id', books.jobs);
  compare('till_state', 'one', books.till);
}

/** What a table from before it had a column says all the same: clocks were not corrected, and of bills only months were known. */
const inOlderTables: Readonly<Record<string, string>> = {
  correction_ms: '0',
  bills: `(SELECT json_group_array(json_object('period', value, 'amount', NULL, 'penalty', NULL, 'admin', NULL,
    'standStart', NULL, 'standEnd', NULL, 'dueDate', NULL, 'usage', NULL)) FROM json_each(periods))`,
};

function compareTable(
  db: DatabaseSync,
  table: string,
  key: string,
  made: ReadonlyMap<string, Made>,
  report: Report,
): void {
  const missing = new Set(made.keys());
  const names = Object.keys(made.values().next().value?.row ?? { [key]: null });
  const keyAt = names.indexOf(key) + 1;
  const columns = names.map((name) => (hasColumn(db, table, name) ? name : (inOlderTables[name] ?? name)));
  for (const row of rowsOf(db, table, columns.join())) {
    const id = String(row[keyAt]);
    const wanted = made.get(id);
    if (!wanted || !missing.delete(id)) {
      report('loket.db', null, `${table}: ${clean(id)}: no record makes it`);
      continue;
    }
    for (let at = 0; at < names.length; at++) {
      const name = names[at] ?? '';
      const there = name === 'quote' ? digest(row[at + 1]) : row[at + 1];
      if (there !== wanted.row[name])
        report('loket.db', wanted.n, `${table}: ${clean(id)}: its ${name} is not what the records make it`);
    }
  }
  for (const id of missing) report('loket.db', made.get(id)?.n ?? null, `${table}: ${clean(id)}: is missing`);
}

/** What SQLite says against reading is a problem like any other. */
function attempt<T>(what: string, report: Report, read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    report('loket.db', null, `${what}: ${clean(error)}`);
    return null;
  }
}
