import { prepared, type Db } from './open.ts';
import { packRow, unpackRow, type PackedColumns, type PackedSlip } from './packed-row.ts';

// Payments that nothing changes any more, and whose records are all packed: what of them is only shown is packed too.

/**
 * At most `most` of them that were settled before `before` (ms) and are not packed, or were printed since; and inquiries from before that
 * were never paid, and have a quote. Those whose records have rows are none of them.
 */
export function listToPack(db: Db, before: number, most: number): readonly string[] {
  const isIdle = (id: string): string => `NOT EXISTS (SELECT 1 FROM journal j WHERE j.transaction_id = ${id})`;
  const sql = `SELECT transaction_id FROM payment_texts s CROSS JOIN transactions t ON t.rowid = s.payment
      WHERE settled_at < :before AND look_at IS NULL AND ${isIdle('t.transaction_id')}
    UNION SELECT transaction_id FROM print_jobs p CROSS JOIN payments t USING (transaction_id)
      WHERE t.packed IS NOT NULL AND ${isIdle('p.transaction_id')}
    UNION ALL SELECT transaction_id FROM quotes q
      WHERE q.created_at < :before AND ${isIdle('q.transaction_id')} AND ${isUnpaid('q.transaction_id')} LIMIT :most`;
  return prepared(db, sql).pluck().all({ before, most }) as string[];
}

/** The same of these payments and inquiries alone, whose records are known to have no rows. */
export function listToPackOf(db: Db, transactionIds: Iterable<string>, before: number): readonly string[] {
  const sql = `SELECT value FROM json_each(:ids) WHERE EXISTS (SELECT 1 FROM transactions t
      WHERE t.transaction_id = value AND t.settled_at < :before AND t.look_at IS NULL AND ${isNotPrinting('value')})
    OR EXISTS (SELECT 1 FROM quotes q WHERE q.transaction_id = value AND q.created_at < :before AND ${isUnpaid('value')})`;
  return prepared(db, sql)
    .pluck()
    .all({ ids: JSON.stringify([...transactionIds]), before }) as string[];
}

/** A slip may be on its way while the clock is put ahead. They are few, and a database that is being filled has no index for it: listed once. */
const isNotPrinting = (id: string): string =>
  `${id} NOT IN (SELECT transaction_id FROM print_jobs WHERE state = 'sending')`;

const isUnpaid = (id: string): string => `NOT EXISTS (SELECT 1 FROM transactions t WHERE t.transaction_id = ${id})`;

/** Packs settled payments of whose records none has a row; their quotes and print jobs go. In a transaction. */
export function packPayments(db: Db, transactionIds: readonly string[]): void {
  const ids = JSON.stringify(transactionIds);
  const printed = listPrinted(db, ids);
  const columns = 'payment, transaction_id AS id, bills, details, footer, packed, copies';
  const rows = prepared(db, `SELECT ${columns} FROM payments WHERE transaction_id ${isOneOf}`).all(ids) as Row[];
  const put = prepared(
    db,
    `INSERT INTO packed_texts (payment, data, copies) VALUES (?, ?, ?)
     ON CONFLICT (payment) DO UPDATE SET data = excluded.data, copies = excluded.copies`,
  );
  const drop = prepared(db, 'DELETE FROM payment_texts WHERE payment = ?');
  for (const { payment, id, packed, copies, ...there } of rows) {
    const { slips, ...kept } = packed ? unpackRow(packed) : { ...there, slips: [] };
    const all = [...slips, ...(printed.get(id) ?? [])].sort(([one], [other]) => one - other);
    put.run(payment, packRow(kept, all), Math.max(copies ?? 0, (all.at(-1)?.[0] ?? -1) + 1));
    drop.run(payment);
  }
  prepared(db, `DELETE FROM print_jobs WHERE transaction_id ${isOneOf}`).run(ids);
  prepared(db, `DELETE FROM quotes WHERE transaction_id ${isOneOf}`).run(ids);
}

const isOneOf = 'IN (SELECT value FROM json_each(?))';

interface Row extends PackedColumns {
  readonly payment: number;
  readonly id: string;
  readonly packed: Uint8Array | null;
  readonly copies: number | null;
}

/** The receipts that came out, or may have, by payment. */
function listPrinted(db: Db, ids: string): ReadonlyMap<string, readonly PackedSlip[]> {
  const sql = `SELECT transaction_id AS id, copy, head, state FROM print_jobs
    WHERE transaction_id ${isOneOf} AND copy IS NOT NULL AND state IN ('sent', 'doubtful')`;
  const jobs = prepared(db, sql).all(ids) as { id: string; copy: number; head: string | null; state: PackedSlip[2] }[];
  const slips = new Map<string, PackedSlip[]>();
  for (const { id, copy, head, state } of jobs) slips.set(id, [...(slips.get(id) ?? []), [copy, head, state]]);
  return slips;
}
