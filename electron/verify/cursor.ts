import type { DatabaseSync } from 'node:sqlite';
import { hasColumn, hasTable } from './database.ts';
import { unpackRow } from './packed.ts';

export interface Cursor {
  /** Where the value of a column stands in a row. */
  readonly places: ReadonlyMap<string, number>;
  /** The row of this key: mostly the next one. Null if there is none. */
  take(id: string): readonly unknown[] | null;
  /** The row of this key, wherever it is. */
  find(id: string): readonly unknown[] | null;
}

const [fewest, most] = [16, 128];

/** What stands in a table of its own, or packed in another. */
const textNames = ['provider_ref', 'bills', 'details', 'memo', 'footer'];

/** In place of a value that is not kept of an old payment. */
export const notKept = Symbol('not kept');
const notKeptOf = { provider_ref: notKept, memo: notKept };

/** What a payment's row has beside what its records make, where rows are packed. */
const packedNames = ['packed', 'copies', 'slips'];

/** What stands in a table in another form than in the records. */
const otherForms: Readonly<Record<string, string>> = { 'segments.head': 'lower(hex(head))' };

/**
 * What a table from before it had a column says all the same: clocks were not corrected, neither tills nor slips nor claims had names,
 * of bills only months were known, there were no shifts, and a phrase went on.
 */
const inOlderTables: Readonly<Record<string, string>> = {
  correction_ms: '0',
  till: 'NULL',
  slip_number: 'NULL',
  claim_code: 'NULL',
  public_key: 'NULL',
  look_at: 'NULL',
  shift: '0',
  rounding: '0',
  tenders: 'NULL',
  customer_id: 'NULL',
  used: '0',
  bills: `(SELECT json_group_array(json_object('period', value, 'amount', NULL, 'penalty', NULL, 'admin', NULL,
    'standStart', NULL, 'standEnd', NULL, 'dueDate', NULL, 'usage', NULL)) FROM json_each(periods))`,
};

/** The rows of a table by what is asked of them; `extra` are what stands behind that in each. */
function selectOf(
  db: DatabaseSync,
  table: string,
  names: readonly string[],
): { readonly select: string; readonly extra: readonly string[] } {
  const hasPacked = table === 'transactions' && hasTable(db, 'packed_texts');
  const from = (other: string, column: string): string => `(SELECT ${column} FROM ${other} WHERE payment = t.rowid)`;
  const column = (name: string): string => {
    if (hasPacked && textNames.includes(name)) return from('payment_texts', name);
    return otherForms[`${table}.${name}`] ?? (hasColumn(db, table, name) ? name : (inOlderTables[name] ?? name));
  };
  const extra = hasPacked ? [from('packed_texts', 'data'), from('packed_texts', 'copies'), 'NULL'] : [];
  const select = `SELECT t.rowid, ${[...names.map(column), ...extra].join()} FROM ${table} t`;
  return { select, extra: hasPacked ? packedNames : [] };
}

/** Reads a table in the order in which its rows were added. Throws what SQLite says against that. */
export function createCursor(db: DatabaseSync, table: string, key: string, names: readonly string[]): Cursor {
  const { select, extra } = selectOf(db, table, names);
  const batch = db.prepare(`${select} WHERE t.rowid >= ? ORDER BY t.rowid LIMIT ?`);
  const one = db.prepare(`${select} WHERE ${key} = ?`);
  for (const statement of [batch, one]) statement.setReturnArrays(true);
  const places = new Map([...names, ...extra].map((name, place) => [name, place + 1]));
  const keyAt = names.indexOf(key) + 1;
  let rows: readonly (readonly unknown[])[] = [];
  let at = 0;
  let from: number | bigint = -(2n ** 63n);
  // After a row in another place only few are read at once, for the next one may be elsewhere again.
  let size = most;

  function next(): readonly unknown[] | undefined {
    if (at < rows.length) return rows[at];
    rows = (batch.all(from, size) as unknown as unknown[][]).map(unpacked);
    at = 0;
    size = Math.min(most, size * 2);
    const last = rows.at(-1);
    if (last) from = Number(last[0]) + 1;
    return rows[0];
  }

  const find = (id: string): readonly unknown[] | null => {
    const row = one.get(id) as unknown as unknown[] | undefined;
    return row ? unpacked(row) : null;
  };

  /** Puts what is packed where it would stand. */
  function unpacked(row: unknown[]): readonly unknown[] {
    const packed = extra.length > 0 ? row[places.get('packed') ?? 0] : null;
    if (packed === null) return row;
    for (const [name, value] of Object.entries({ ...notKeptOf, ...unpackRow(packed) })) {
      const place = places.get(name);
      if (place !== undefined) row[place] = value;
    }
    return row;
  }

  return {
    places,
    find,
    take(id) {
      const row = next();
      if (row && String(row[keyAt]) === id) {
        at++;
        return row;
      }
      const elsewhere = find(id);
      if (elsewhere) {
        rows = [];
        from = Number(elsewhere[0]) + 1;
        size = fewest;
      }
      return elsewhere;
    },
  };
}
