import type { DatabaseSync } from 'node:sqlite';
import { createCursor, notKept, type Cursor } from './cursor.ts';
import { attempt, hasTable } from './database.ts';
import { clean, type Report } from './report.ts';
import { createSmallMap } from './small-map.ts';

// The database's tables beside what the records make of them. A row is taken when a record makes it, in the order of both, so that
// each table is read once from its start. It is compared and forgotten as soon as no record may change it any more.

/** What a row of a table must say, by its columns, and the record that made it. */
export interface Made {
  readonly n: number;
  row: Record<string, unknown>;
}

export interface Table<M extends Made = Made> {
  /** The row as the records make it, if it may still change. */
  get(id: string): M | undefined;
  /** A new row, or an open one made anew. */
  set(id: string, made: M): void;
  /** Nothing will change the row any more. */
  close(id: string): void;
  /** Nothing will change the row any more but for these columns. */
  keep(id: string, columns: readonly string[]): void;
  /** Whether the database has the row, which may still change. */
  isThere(id: string): boolean;
  /** The rows that may still change. */
  values(): Iterable<M>;
  /** Compares them as they are now, and tells what only the database has. Nothing is compared later. */
  end(): void;
}

export interface TableSource {
  /** Null if there is none: then the rows are kept and not compared. */
  readonly db: DatabaseSync | null;
  readonly name: string;
  readonly key: string;
  /** Whether a record made the row of this id. */
  readonly isMade: (id: string) => boolean;
  /** Whether the row that the record read just then makes need not be there. */
  readonly mayLack?: () => boolean;
  /** Hears of each row that a record makes and the database has; `read` gives its columns. Answers what is wrong with it, or null. */
  readonly met?: (id: string, read: (column: string) => unknown) => string | null;
}

interface Open<M> {
  made: M;
  /** What the database has; null if it has none, which was told, undefined if that is looked for when it is compared. */
  there: readonly unknown[] | null | undefined;
}

export function createTable<M extends Made = Made>(source: TableSource, report: Report): Table<M> {
  const open = new Map<string, Open<M>>();
  const comparison = createComparison(source, report);
  return {
    get: (id) => open.get(id)?.made,
    set(id, made) {
      const known = open.get(id);
      if (known) known.made = made;
      else open.set(id, { made, there: comparison.take(id, made) });
    },
    close(id) {
      const known = open.get(id);
      if (!known) return;
      comparison.compare(id, known);
      open.delete(id);
    },
    keep(id, columns) {
      const known = open.get(id);
      if (!known) return;
      comparison.compare(id, known, columns);
      const { made } = known;
      made.row = Object.fromEntries(columns.map((column) => [column, made.row[column]]));
      known.there &&= undefined;
    },
    isThere: (id) => Boolean(open.get(id)?.there),
    *values() {
      for (const { made } of open.values()) yield made;
    },
    end() {
      for (const [id, one] of open) comparison.compare(id, one);
      comparison.end();
    },
  };
}

interface Comparison {
  /** The row that a record makes, as the database has it. */
  take(id: string, made: Made): readonly unknown[] | null;
  /** Compares the columns that the row has now, but for some. */
  compare(id: string, one: Open<Made>, except?: readonly string[]): void;
  /** Tells what no record makes. Does nothing from then on. */
  end(): void;
}

function createComparison(source: TableSource, report: Report): Comparison {
  const { db, name, key, isMade, mayLack = () => false } = source;
  let cursor: Cursor | null = null;
  /** How many of the rows that records made the database has. */
  let met = 0;
  let isOver = false;

  const tell = (n: number | null, id: string, what: string): void =>
    report('loket.db', n, `${name}: ${clean(id)}: ${what}`);

  /** What SQLite says against reading is told once, and ends the comparing. */
  function read<T>(from: (db: DatabaseSync) => T): T | null {
    if (!db || isOver) return null;
    const tellLast: Report = (...problem) => {
      isOver = true;
      report(...problem);
    };
    return attempt(name, tellLast, () => from(db));
  }

  function tellStrangers(db: DatabaseSync): void {
    if (met === 0 && !hasTable(db, name)) return;
    if (db.prepare(`SELECT count(*) AS count FROM ${name}`).get()?.count === met) return;
    const seen = createSmallMap();
    for (const row of db.prepare(`SELECT ${key} AS id FROM ${name}`).iterate()) {
      const id = String(row.id);
      if (seen.has(id) || !isMade(id)) tell(null, id, 'no record makes it');
      seen.set(id, 1);
    }
  }

  return {
    take(id, { n, row }) {
      const there = read((db) => (cursor ??= createCursor(db, name, key, Object.keys(row))).take(id));
      if (there) met++;
      else if (db && !isOver && !mayLack()) tell(n, id, 'is missing');
      const wrong = there && source.met?.(id, (column) => there[cursor?.places.get(column) ?? -1]);
      if (wrong) tell(n, id, wrong);
      return there;
    },
    compare(id, { made, there }, except = []) {
      const found = there === undefined ? read(() => cursor?.find(id)) : there;
      if (!found || isOver) return;
      for (const column in made.row) {
        const value = found[cursor?.places.get(column) ?? 0];
        if (value !== made.row[column] && value !== notKept && !except.includes(column))
          tell(made.n, id, `its ${column} is not what the records make it`);
      }
    },
    end() {
      read(tellStrangers);
      isOver = true;
    },
  };
}
