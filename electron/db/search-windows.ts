import { prepared, type Db } from './open.ts';
import { findPostings, firstOn, onePage, rowidsOn, segmentsIn, structureOf, type Postings } from './search-postings.ts';

// The payments that have all of some trigrams, from the newest on, in windows of rowids.

/** Rowids that are looked at in one step: few first, for the newest page is often full with them. */
const windows = { first: 4_096, most: 65_536 } as const;
/** To look at a payment costs as much as this many payments in the index. */
const lookCost = 200;

/** Of the index. */
const pageBytes = 4_050;

/** Rowids from `high` down to `low`, both in, that may be of payments with all of the trigrams; an array a window, falling. */
export function* rowidsOf(
  db: Db,
  trigrams: readonly string[],
  low: number,
  high: number,
): Generator<Uint32Array, void> {
  let structure: Buffer | undefined;
  let lists: readonly List[] = [];
  const found = new Uint32Array(windows.most);
  for (let size: number = windows.first; high >= low; size = Math.min(size * 4, windows.most)) {
    const now = structureOf(db);
    // Whoever came in between may have written.
    if (!structure?.equals(now)) {
      structure = now;
      lists = listsOf(db, now, trigrams);
    }
    if (lists.some(({ parts }) => parts.length === 0)) return;
    const from = Math.max(low, high - size + 1);
    yield findIn(db, lists, from, high, found);
    high = from - 1;
  }
}

/** Those from `from` to `to`, both in; `found` is room for them. */
function findIn(db: Db, lists: readonly List[], from: number, to: number, found: Uint32Array): Uint32Array {
  const seen = new Uint8Array(to - from + 1);
  let count = 0;
  for (const [nth, list] of lists.entries()) {
    // What the rest of the lists would tell, the payments tell sooner.
    if (nth > 0 && count * lookCost < list.share * seen.length) break;
    count = mark(db, list, from, { seen, nth, found });
  }
  return falling(found.slice(0, count));
}

/** One of the index's pieces that has a trigram; the page that was read last, and what is on it. */
interface Part {
  readonly postings: Postings;
  readonly buffer: Uint32Array;
  page: number | null;
  rowids: Uint32Array;
}

interface List {
  readonly parts: readonly Part[];
  /** About how many payments of each have it. */
  readonly share: number;
}

/** The rarest first. */
function listsOf(db: Db, structure: Buffer, trigrams: readonly string[]): readonly List[] {
  const payments = Number(prepared(db, 'SELECT max(rowid) FROM transactions').pluck().get() ?? 0);
  return findPostings(db, segmentsIn(structure), trigrams)
    .map((postings) => ({
      parts: postings.map((one): Part => {
        const buffer = new Uint32Array(Math.min(onePage, sizeOf(one)));
        return { postings: one, buffer, page: null, rowids: buffer };
      }),
      share: postings.reduce((sum, one) => sum + sizeOf(one), 0) / payments,
    }))
    .sort((one, other) => one.share - other.share);
}

/** Bytes, at most: a payment takes one or two. */
function sizeOf({ first, last, from, to }: Postings): number {
  return to - from + (last - first) * pageBytes;
}

/** Raises by one what is `nth` in the window that begins at `from`, if the list has it; writes those into `found`, and answers how many. */
function mark(
  db: Db,
  { parts }: List,
  from: number,
  { seen, nth, found }: { readonly seen: Uint8Array; readonly nth: number; readonly found: Uint32Array },
): number {
  let count = 0;
  for (const part of parts) {
    const { postings } = part;
    for (let page = lastBefore(db, part, from + seen.length); page >= postings.first; page--) {
      if (part.page !== page) {
        part.page = page;
        part.rowids = rowidsOn(db, postings, page, part.buffer);
      }
      const { rowids } = part;
      for (let at = firstAtLeast(rowids, from + seen.length) - 1; at >= 0; at--) {
        const offset = (rowids[at] ?? 0) - from;
        if (offset < 0) break;
        if (seen[offset] !== nth) continue;
        seen[offset] = nth + 1;
        found[count++] = offset + from;
      }
      if ((rowids[0] ?? Infinity) <= from) break;
    }
  }
  return count;
}

/** The last page that begins before `rowid`, not behind the one that was read last; the first if none does. */
function lastBefore(db: Db, { postings, page, rowids }: Part, rowid: number): number {
  // None was read yet.
  if (page === null) page = postings.last + 1;
  else if (page === postings.first || (rowids[0] ?? 0) < rowid) return page;
  let [from, to] = [postings.first, page - 1];
  for (let probe = to; from < to; probe = Math.ceil((from + to) / 2)) {
    if (firstOn(db, postings, probe) < rowid) from = probe;
    else to = probe - 1;
  }
  return from;
}

function firstAtLeast(rowids: Uint32Array, rowid: number): number {
  let [from, to] = [0, rowids.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((rowids[middle] ?? 0) < rowid) from = middle + 1;
    else to = middle;
  }
  return from;
}

/** They mostly are, for the pieces of the index follow each other. */
function falling(rowids: Uint32Array): Uint32Array {
  const isFalling = rowids.every((rowid, at) => at === 0 || rowid < (rowids[at - 1] ?? 0));
  return isFalling ? rowids : rowids.sort().reverse();
}
