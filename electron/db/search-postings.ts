import { assert } from '../../shared/errors.ts';
import { prepared, type Db } from './open.ts';
import { StorageError } from './storage-error.ts';

// Which payments have a trigram, read from the pages that FTS5 wrote: its own question for several trigrams steps through all of
// theirs at one time, however long that takes. Here it is done window by window, from the newest on (decision 103). The format is
// told at the head of SQLite's fts5_index.c; what is written here is what is in it with `detail = none`.

/** Ids of pages that each segment has. */
const pagesEach = 2 ** 37;

/** Leaf pages of one piece of the index, first and last. */
interface Segment {
  readonly id: number;
  readonly first: number;
  readonly last: number;
}

/** The payments of one trigram in one segment: bytes of its first page, and whole pages behind it. */
export interface Postings {
  readonly segment: number;
  readonly first: number;
  readonly last: number;
  readonly from: number;
  readonly to: number;
}

/** The index's list of its segments, as it is stored: while it is the same, so are all pages. */
export function structureOf(db: Db): Buffer {
  // What is not committed yet stands in no page.
  assert(!db.inTransaction, 'payments are searched outside transactions');
  const block = prepared(db, 'SELECT block FROM search_data WHERE id = 10').pluck().get() as Buffer | undefined;
  return block ?? damaged();
}

/** A cookie of four bytes; levels, segments and writes; for each level how many are merged and how many there are. The newest first. */
export function segmentsIn(structure: Buffer): readonly Segment[] {
  const bytes = { block: structure, at: 4 };
  const levels = varint(bytes);
  varint(bytes);
  varint(bytes);
  const segments: Segment[] = [];
  for (let level = 0; level < levels; level++) {
    varint(bytes);
    const ofLevel = Array.from({ length: varint(bytes) }, () => {
      return { id: varint(bytes), first: varint(bytes), last: varint(bytes) };
    });
    // One that is merged already, and whose pages only wait to be taken away, has none.
    segments.push(...ofLevel.filter(({ first }) => first > 0).reverse());
  }
  return segments;
}

/** Of each trigram in each segment: the page on which it may begin, and the last that may have some of it. */
const findSql = `WITH segments AS MATERIALIZED (
    SELECT value ->> 'id' AS id, value ->> 'first' AS first, value ->> 'last' AS last FROM json_each(:segments)),
  terms AS MATERIALIZED (SELECT key AS nth, unhex(value) AS term FROM json_each(:terms)),
  places AS MATERIALIZED (
    SELECT nth, id, last AS segmentLast,
      max(first, coalesce((SELECT pgno >> 1 FROM search_idx WHERE segid = id AND term <= terms.term ORDER BY term DESC LIMIT 1), 0)) AS first,
      (SELECT pgno >> 1 FROM search_idx WHERE segid = id AND term > terms.term ORDER BY term LIMIT 1) AS next
    FROM segments CROSS JOIN terms)
  SELECT nth, id AS segment, first, coalesce(next, segmentLast) AS last,
    (SELECT block FROM search_data WHERE id = places.id * ${pagesEach} + first) AS block
  FROM places`;

interface Place {
  readonly nth: number;
  readonly segment: number;
  readonly first: number;
  readonly last: number;
  readonly block: Buffer | null;
}

/** Where each trigram stands in the segments that have it. */
export function findPostings(
  db: Db,
  segments: readonly Segment[],
  trigrams: readonly string[],
): readonly (readonly Postings[])[] {
  // `0` is the index of whole terms.
  const terms = trigrams.map((trigram) => Buffer.from(`0${trigram}`));
  const asked = {
    segments: JSON.stringify(segments),
    terms: JSON.stringify(terms.map((term) => term.toString('hex'))),
  };
  const places = prepared(db, findSql).all(asked) as Place[];
  return terms.map((term, at) =>
    places.flatMap(({ nth, segment, first, last, block }) => {
      const place = nth === at ? findOnPage(block ?? damaged(), term) : null;
      return place ? [{ segment, first, last: place.isLast ? last : first, from: place.from, to: place.to }] : [];
    }),
  );
}

/** Where on the page a term's payments are. Terms are sorted, and each says how many bytes it has of the one before. */
function findOnPage(block: Buffer, term: Buffer): { from: number; to: number; isLast: boolean } | null {
  const size = block.readUInt16BE(2);
  const index = { block, at: size };
  let start = 0;
  // Bytes that the term before has of the one that is looked for.
  let same = 0;
  while (index.at < block.length) {
    const isFirst = start === 0;
    start += varint(index);
    const text = { block, at: start };
    const kept = isFirst ? 0 : varint(text);
    const length = varint(text);
    // As different as the one before, and so before it too.
    if (kept > same) continue;
    if (kept < same) return null;
    const end = text.at + length;
    while (text.at + same - kept < end && block[text.at + same - kept] === term[same]) same++;
    if (same < term.length) {
      if ((block[text.at + same - kept] ?? 0) > (term[same] ?? 0)) return null;
      continue;
    }
    const isLast = index.at >= block.length;
    return { from: end, to: isLast ? size : start + varint(index), isLast };
  }
  return null;
}

/** Payments that one page may have: each takes a byte or more. */
export const onePage = 4_096;

/** The rowids on one of the pages of a trigram, rising; written into `rowids`, and answered as a part of it. */
export function rowidsOn(
  db: Db,
  { segment, first, from, to }: Postings,
  page: number,
  rowids: Uint32Array,
): Uint32Array {
  const block = pageOf(db, segment, page);
  if (page === first) return rowidsIn(block, from, to, rowids);
  const size = block.readUInt16BE(2);
  // The next trigram begins there, if one does.
  return rowidsIn(block, 4, size < block.length ? varint({ block, at: size }) : size, rowids);
}

/** The first of them in full, the others by what they are more. */
function rowidsIn(block: Buffer, from: number, to: number, rowids: Uint32Array): Uint32Array {
  let [count, rowid, at] = [0, 0, from];
  while (at < to) {
    let byte = block[at++] ?? 0;
    let more = byte & 127;
    while (byte > 127) {
      byte = block[at++] ?? 0;
      more = more * 128 + (byte & 127);
    }
    rowid += more;
    rowids[count++] = rowid;
    // Says that the payment was taken out there; so says its row.
    while (at < to && block[at] === 0) at++;
  }
  return rowids.subarray(0, count);
}

/** The first rowid on a page behind the first, or infinity if the next trigram begins there at once. */
export function firstOn(db: Db, { segment }: Postings, page: number): number {
  const block = pageOf(db, segment, page);
  const size = block.readUInt16BE(2);
  const isOfNext = size < block.length && varint({ block, at: size }) === 4;
  return isOfNext ? Infinity : varint({ block, at: 4 });
}

function pageOf(db: Db, segment: number, page: number): Buffer {
  const sql = 'SELECT block FROM search_data WHERE id = ?';
  const block = prepared(db, sql)
    .pluck()
    .get(segment * pagesEach + page) as Buffer | undefined;
  return block ?? damaged();
}

/** SQLite's: seven bits a byte, the most significant first. Ours are far from nine bytes. */
function varint(bytes: { readonly block: Buffer; at: number }): number {
  let value = 0;
  for (;;) {
    const byte = bytes.block[bytes.at++] ?? damaged();
    value = value * 128 + (byte & 127);
    if (byte < 128) return value;
  }
}

function damaged(): never {
  throw new StorageError('the index for searching is damaged', 'SQLITE_CORRUPT_VTAB');
}
