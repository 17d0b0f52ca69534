import { createHash } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { attempt, hasColumn, hasTable } from './database.ts';
import { clean, type Report } from './report.ts';

// What moved in drawers without a sale, and what persons recorded of deposits. Years of lines are kept as sums of their prints, in whatever
// order they stand.

/** What a line says, but who: in the order of the table's columns. */
export type Said = readonly (string | number)[];

/** Lines, put together. */
export interface Lines {
  count: number;
  /** Of what they say, and of the same with who said it. */
  said: number;
  whole: number;
}

const bytes = 6;
const most = 2 ** (8 * bytes);

function printOf(line: readonly unknown[]): number {
  return createHash('sha256').update(JSON.stringify(line)).digest().readUIntBE(0, bytes);
}

export function noLines(): Lines {
  return { count: 0, said: 0, whole: 0 };
}

/** Adds a line; `by` null where nobody did it. */
export function addTo(lines: Lines, said: Said, by: unknown): void {
  lines.count++;
  lines.said = (lines.said + printOf(said)) % most;
  lines.whole = (lines.whole + printOf([...said, by])) % most;
}

/** Both together. */
export function joined(one: Lines, other: Lines): Lines {
  return {
    count: one.count + other.count,
    said: (one.said + other.said) % most,
    whole: (one.whole + other.whole) % most,
  };
}

/** Compares the lines of each shift's drawer. */
export function compareLines(made: ReadonlyMap<number, Lines>, db: DatabaseSync, report: Report): void {
  attempt('shift_lines', report, () => {
    if (!hasTable(db, 'shift_lines')) return;
    const by = hasColumn(db, 'shift_lines', 'by_name') ? 'by_name' : 'NULL';
    const there = new Map<number, Lines>();
    /** Those with a line from before it was kept who did it. */
    const older = new Set<number>();
    let isOlder = true;
    const sql = `SELECT shift, kind, amount, reason, at, ${by} AS by FROM shift_lines ORDER BY line`;
    for (const { shift, kind, amount, reason, at, by } of db.prepare(sql).iterate()) {
      const key = Number(shift);
      const lines = there.get(key) ?? noLines();
      there.set(key, lines);
      addTo(lines, [String(kind), Number(amount), String(reason), Number(at)], by);
      if (by !== null) isOlder = false;
      else if (isOlder && kind !== 'refund') older.add(key);
    }
    for (const shift of new Set([...made.keys(), ...there.keys()])) {
      const [is, must] = [there.get(shift), made.get(shift)];
      const isSame = is?.count === must?.count && is?.said === must?.said;
      if (!is) report('loket.db', null, `shift_lines: ${shift}: is missing`);
      else if (!isSame || (is.whole !== must?.whole && !older.has(shift)))
        report('loket.db', null, `shift_lines: ${clean(shift)}: is not what the records say`);
    }
  });
}

/** Compares what persons recorded of deposits. */
export function compareDeposits({ lines: made }: { readonly lines: Lines }, db: DatabaseSync, report: Report): void {
  attempt('deposit_lines', report, () => {
    if (!hasTable(db, 'deposit_lines')) return;
    const there = noLines();
    for (const { provider, kind, amount, note, at, by } of db
      .prepare('SELECT provider, kind, amount, note, at, by_name AS by FROM deposit_lines')
      .iterate())
      addTo(there, [String(provider), String(kind), Number(amount), String(note), Number(at)], by);
    if (there.count !== made.count || there.whole !== made.whole)
      report('loket.db', null, 'deposit_lines: are not what the records say');
  });
}
