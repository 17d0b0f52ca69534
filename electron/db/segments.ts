import { prepared, type Db } from './open.ts';

/** A sealed segment of the journal, as its record says. */
export interface SealedSegment {
  readonly number: number;
  /** Number and hash of its last record. */
  readonly last: number;
  readonly head: string;
  /** Of its plain file. */
  readonly bytes: number;
  readonly signature: string | null;
}

const columns = 'number, last_n AS last, lower(hex(head)) AS head, bytes, signature';

export function insertSegment(db: Db, { number, last, head, bytes, signature }: SealedSegment): void {
  prepared(db, 'INSERT INTO segments (number, last_n, head, bytes, signature) VALUES (?, ?, ?, ?, ?)').run(
    ...[number, last, Buffer.from(head, 'hex'), bytes, signature],
  );
}

export function findSegment(db: Db, number: number): SealedSegment | null {
  const sql = `SELECT ${columns} FROM segments WHERE number = ?`;
  return (prepared(db, sql).get(number) as SealedSegment | undefined) ?? null;
}

/** The one with the highest number; null if none is sealed. */
export function lastSealed(db: Db): SealedSegment | null {
  const sql = `SELECT ${columns} FROM segments ORDER BY number DESC LIMIT 1`;
  return (prepared(db, sql).get() as SealedSegment | undefined) ?? null;
}

/** The segments that are packed, in their order: the journal before what has rows. */
export function listPacked(db: Db): readonly SealedSegment[] {
  const sql = `SELECT ${columns} FROM segments WHERE number <= (SELECT max(segment) FROM journal_parts) ORDER BY number`;
  return prepared(db, sql).all() as SealedSegment[];
}

/** The segments that are sealed and not packed yet, in their order. */
export function listUnpacked(db: Db): readonly SealedSegment[] {
  const sql = `SELECT ${columns} FROM segments WHERE number > ? ORDER BY number`;
  return prepared(db, sql).all(packedHead(db)?.segment ?? 0) as SealedSegment[];
}

/** The last record that is packed, and the segment that it ends; null if none is. */
export function packedHead(db: Db): { readonly segment: number; readonly n: number; readonly hash: string } | null {
  const sql = `SELECT number AS segment, last_n AS n, lower(hex(head)) AS hash FROM segments
    WHERE number = (SELECT max(segment) FROM journal_parts)`;
  return (prepared(db, sql).get() as ReturnType<typeof packedHead> | undefined) ?? null;
}

/** Packed lines of one segment, and the records in them. */
export interface Part {
  readonly segment: number;
  readonly first: number;
  readonly last: number;
  readonly data: Buffer;
}

export function insertPart(db: Db, { segment, first, last, data }: Part): void {
  const sql = 'INSERT INTO journal_parts (segment, first_n, last_n, data) VALUES (?, ?, ?, ?)';
  prepared(db, sql).run(segment, first, last, data);
}

export function findPart(db: Db, segment: number): Part | null {
  const sql = 'SELECT segment, first_n AS first, last_n AS last, data FROM journal_parts WHERE segment = ?';
  return (prepared(db, sql).get(segment) as Part | undefined) ?? null;
}

/** The packed segment that holds the `n`-th record; null if none does. */
export function findSegmentOf(db: Db, n: number): number | null {
  const sql = 'SELECT segment FROM journal_parts WHERE first_n <= ? AND last_n >= ?';
  return (prepared(db, sql).pluck().get(n, n) as number | undefined) ?? null;
}

/** Parts of segments of whose seal there is no record. */
export function listUnsealedParts(db: Db): readonly number[] {
  const sql = 'SELECT segment FROM journal_parts WHERE segment NOT IN (SELECT number FROM segments) ORDER BY segment';
  return prepared(db, sql).pluck().all() as number[];
}

/** Takes a part away whose records have rows. Only of a database that is being made: a trigger forbids it in any other. */
export function deletePart(db: Db, segment: number): void {
  prepared(db, 'DELETE FROM payment_segments WHERE segment = ?').run(segment);
  prepared(db, 'DELETE FROM journal_parts WHERE segment = ?').run(segment);
}

/** The packed segments with records of payments that are not settled, or were not before `before` (ms): those as JSON. */
export function listSegmentsAtHand(
  db: Db,
  before: number,
): readonly { readonly segment: number; readonly payments: string }[] {
  const sql = `SELECT s.segment, json_group_array(t.transaction_id) AS payments
    FROM transactions t JOIN payment_segments s ON s.payment = t.rowid
    WHERE t.rowid IN (SELECT payment FROM payment_texts) AND (t.settled_at IS NULL OR t.settled_at >= ? OR t.look_at IS NOT NULL
      OR EXISTS (SELECT 1 FROM print_jobs p WHERE p.transaction_id = t.transaction_id AND p.state = 'sending'))
    GROUP BY s.segment`;
  return prepared(db, sql).all(before) as ReturnType<typeof listSegmentsAtHand>;
}

/** Lets a payment know that records of it are in a segment; an inquiry that was never paid knows nothing. */
export function noteSegment(db: Db, segment: number, transactionId: string): void {
  const sql = `INSERT OR IGNORE INTO payment_segments (payment, segment)
    SELECT rowid, ? FROM transactions WHERE transaction_id = ?`;
  prepared(db, sql).run(segment, transactionId);
}

/** Lets payments know that records of theirs, numbered `from` to `to`, are in a segment. */
export function notePayments(db: Db, segment: number, from: number, to: number): void {
  const sql = `INSERT OR IGNORE INTO payment_segments (payment, segment)
    SELECT DISTINCT t.rowid, ? FROM journal j JOIN transactions t ON t.transaction_id = j.transaction_id WHERE j.n BETWEEN ? AND ?`;
  prepared(db, sql).run(segment, from, to);
}

/** Payments are noted before the segment's part is there: until then their records have rows. */
const isPacked = 'segment <= (SELECT max(segment) FROM journal_parts)';

/** The packed segments that hold records of a payment, oldest first. */
export function listSegmentsOf(db: Db, transactionId: string): readonly number[] {
  const sql = `SELECT segment FROM payment_segments
    WHERE payment = (SELECT rowid FROM transactions WHERE transaction_id = ?) AND ${isPacked} ORDER BY segment`;
  return prepared(db, sql).pluck().all(transactionId) as number[];
}

/** The packed segments that hold records of payments which have some in this one too. */
export function listSegmentsSharedWith(db: Db, segment: number): readonly number[] {
  const sql = `SELECT DISTINCT segment FROM payment_segments
    WHERE payment IN (SELECT payment FROM payment_segments WHERE segment = ?) AND ${isPacked} ORDER BY segment`;
  return prepared(db, sql).pluck().all(segment) as number[];
}

/** Payments that are said to have records in a segment. */
export function listPaymentsIn(db: Db, segment: number): readonly string[] {
  const sql = `SELECT coalesce(t.transaction_id, '') FROM payment_segments s LEFT JOIN main.transactions t ON t.rowid = s.payment
    WHERE s.segment = ?`;
  return prepared(db, sql).pluck().all(segment) as string[];
}

/**
 * Numbers of at most `most` rows from `from` on that are packed and that nobody needs at hand: those of payments that were settled before
 * `before` (ms), are not looked at again and have no slip on its way, and of inquiries from before. Rows of one payment go together,
 * the first ones first: a clock that went back between them says nothing.
 */
export function listIdleRows(
  db: Db,
  { from, before, most }: { readonly from: number; readonly before: number; readonly most: number },
): readonly number[] {
  const sql = `SELECT n FROM journal j WHERE n BETWEEN ? AND ? AND transaction_id IS NOT NULL
      AND (at < ? OR EXISTS (SELECT 1 FROM transactions p WHERE p.transaction_id = j.transaction_id)) AND NOT EXISTS (
      SELECT 1 FROM transactions t WHERE t.transaction_id = j.transaction_id
        AND (t.settled_at IS NULL OR t.settled_at >= ? OR t.look_at IS NOT NULL))
      AND NOT EXISTS (SELECT 1 FROM print_jobs p WHERE p.transaction_id = j.transaction_id AND p.state = 'sending')
    ORDER BY n LIMIT ?`;
  const values = [from, packedHead(db)?.n ?? 0, before, before, most];
  return prepared(db, sql)
    .pluck()
    .all(...values) as number[];
}

/** Deletes rows that are packed; a trigger forbids it of any other. */
export function deleteRows(db: Db, numbers: readonly number[]): void {
  const sql = prepared(db, 'DELETE FROM journal WHERE n = ?');
  for (const n of numbers) sql.run(n);
}

/** How the till left a sealed file, and when it last read it whole (ms). */
export interface SegmentMark {
  readonly number: number;
  readonly file: string;
  readonly readAt: number;
}

/** The packed segments in their order, each with how the till left its file; null if it has not been looked at. */
export function listMarked(db: Db): readonly { readonly number: number; readonly file: string | null }[] {
  // In the order of an index, and by it: the table itself is as long as all that is packed.
  const sql = `SELECT p.segment AS number, m.file FROM journal_parts p
    JOIN segments s ON s.number = p.segment LEFT JOIN segment_marks m ON m.number = p.segment ORDER BY p.first_n`;
  return prepared(db, sql).all() as ReturnType<typeof listMarked>;
}

export function setMark(db: Db, { number, file, readAt }: SegmentMark): void {
  prepared(
    db,
    `INSERT INTO segment_marks (number, file, read_at) VALUES (?, ?, ?)
     ON CONFLICT (number) DO UPDATE SET file = excluded.file, read_at = excluded.read_at`,
  ).run(number, file, readAt);
}

/** The one that was read longest ago; null if none is sealed. */
export function oldestMark(db: Db): SegmentMark | null {
  const sql = 'SELECT number, file, read_at AS readAt FROM segment_marks ORDER BY read_at, number LIMIT 1';
  return (prepared(db, sql).get() as SegmentMark | undefined) ?? null;
}
