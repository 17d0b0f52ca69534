import type { DatabaseSync } from 'node:sqlite';
import { attempt, hasTable } from './database.ts';
import { clean, type Report } from './report.ts';
import { printOf } from './small-map.ts';

// In which segments a payment's records are, as the database says of each segment that it packed. A payment that is not named there
// would lose a part of its trail.

export interface Places {
  /** Hears of every record about a payment. */
  next(id: string, kind: string): void;
  /** The segment ends whose records came since the last one did. */
  endSegment(segment: number, isPacked: boolean): void;
  /** Compares, and tells what differs. */
  end(): void;
}

/** How many payments, and the sum of their prints: nobody can exchange one for another that has the same. */
interface Sum {
  readonly count: number;
  readonly prints: number;
}

const table = 'payment_segments';
const none: Sum = { count: 0, prints: 0 };

export function createPlaces(db: DatabaseSync, report: Report): Places {
  /** The payments of the segment that is read; false for one that is only asked about so far. */
  let here = new Map<string, boolean>();
  let lastId = '';
  const packed = new Map<number, Sum>();
  /** The first that is not packed: a till may be about to, and have named some of its payments. */
  let unpacked: { readonly segment: number; readonly ids: ReadonlySet<string> } | null = null;
  /** In which segment payments began that were asked about in an earlier one: that one may name them, or not. */
  const late = new Map<string, number>();
  let lateHere: string[] = [];

  function compare(): void {
    const there = new Map<number, Sum>();
    for (const [segment, id] of rowsOf(db)) {
      const tell = (what: string): void => report('loket.db', null, `${table}: segment ${clean(segment)}: ${what}`);
      if (id === null) tell('names a payment that is not there');
      else if (packed.has(segment)) {
        if (segment >= (late.get(id) ?? 0)) there.set(segment, plus(there.get(segment), id));
      } else if (segment !== unpacked?.segment || !unpacked.ids.has(id))
        tell(`names ${clean(id)}, of which no record is there`);
    }
    for (const [segment, told] of packed) {
      const difference = whatDiffers(told, there.get(segment) ?? none);
      if (difference) report('loket.db', null, `${table}: segment ${segment}: ${difference}`);
    }
  }

  return {
    next(id, kind) {
      const isIntent = kind === 'intent';
      if (id === lastId && !isIntent) return;
      lastId = id;
      if (isIntent && !here.has(id)) lateHere.push(id);
      here.set(id, kind !== 'quote' || here.get(id) === true);
    },
    endSegment(segment, isPacked) {
      const ids = [...here].flatMap(([id, hasBegun]) => (hasBegun ? [id] : []));
      if (isPacked) packed.set(segment, ids.reduce<Sum>(plus, none));
      else unpacked ??= { segment, ids: new Set(here.keys()) };
      for (const id of lateHere) late.set(id, segment);
      here = new Map();
      lateHere = [];
      lastId = '';
    },
    end: () => void attempt(table, report, compare),
  };
}

function plus({ count, prints }: Sum = none, id: string): Sum {
  return { count: count + 1, prints: prints + printOf(id) };
}

function whatDiffers(told: Sum, there: Sum): string | null {
  const more = there.count - told.count;
  if (more < 0) return `does not name ${-more} payments of which records are there`;
  if (more > 0) return `names ${more} payments of which no record is there`;
  return there.prints === told.prints ? null : 'names other payments than those of which records are there';
}

/** Which segment names which payment; null for one that is no row. */
function* rowsOf(db: DatabaseSync): Iterable<readonly [segment: number, id: string | null]> {
  if (!hasTable(db, table)) return;
  const sql = `SELECT s.segment, t.transaction_id FROM ${table} s LEFT JOIN transactions t ON t.rowid = s.payment`;
  const rows = db.prepare(sql);
  rows.setReturnArrays(true);
  yield* rows.iterate() as Iterable<unknown> as Iterable<readonly [number, string | null]>;
}
