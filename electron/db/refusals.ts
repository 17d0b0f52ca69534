import type { DecidedBefore } from '../../shared/bill.ts';
import { assert } from '../../shared/errors.ts';
import { rupiah } from '../../shared/money.ts';
import { isSameBill, type Product, type ProviderId } from '../../shared/product.ts';
import { toWib } from '../../shared/time.ts';
import type { Transaction } from '../../shared/transaction.ts';
import { prepared, type Db } from './open.ts';
import { atOnceMax, dueSql, type DuePayment } from './pending-payments.ts';
import { fromRow, selectSql, type TransactionRow } from './transaction-row.ts';

// Refused payments that are looked at once more, those of them that turned out paid, and those that only a person refused.

// The newest first: of some the provider was switched off, or they are too old, and those stay.
const refusedSql = `${dueSql} WHERE look_at IS NOT NULL ORDER BY look_at DESC LIMIT ${atOnceMax}`;

/** The refused payments that are to be looked at once more, at most 1,000. */
export function listToLookAt(db: Db): readonly DuePayment[] {
  return prepared(db, refusedSql).all() as DuePayment[];
}

/** What a provider refused of what that shift took and sent, oldest first. What is packed has nothing to be asked by, and was looked at. */
export function listRefusedInShift(db: Db, shift: number): readonly DuePayment[] {
  const sql = `${dueSql} WHERE created_at >= (SELECT opened_at FROM shifts WHERE shift = :shift) AND shift = :shift
    AND status = 'refused' AND settled_by = 'provider' AND refusal_code <> 'not-sent'
    AND EXISTS (SELECT 1 FROM payment_texts WHERE payment = transactions.rowid) ORDER BY rowid`;
  return prepared(db, sql).all({ shift }) as DuePayment[];
}

/** What that shift took and its customers have back, also where it was paid after all. Settled in ms. */
export function listGivenBack(
  db: Db,
  shift: number,
): readonly { readonly transactionId: string; readonly settledAt: number }[] {
  // Shifts follow each other, and so do their payments.
  const sql = `SELECT transaction_id AS transactionId, settled_at AS settledAt FROM transactions
    WHERE shift = :shift AND (status = 'refused' OR warning = 'refused-then-paid') AND rowid >
      coalesce((SELECT rowid FROM transactions WHERE shift BETWEEN 1 AND :shift - 1 ORDER BY rowid DESC LIMIT 1), 0)`;
  return prepared(db, sql).all({ shift }) as ReturnType<typeof listGivenBack>;
}

/** Notes when a refusal is looked at next, after a look that left it as it was. */
export function recordLook(db: Db, transactionId: string, lookAt: number | null): void {
  const sql = `UPDATE transactions SET look_at = ? WHERE transaction_id = ? AND status = 'refused'`;
  const { changes } = prepared(db, sql).run(lookAt, transactionId);
  assert(changes === 1, `${transactionId} must be refused to be looked at`);
}

/** Second looks at a refusal whose answers told nothing. One that says that it is in process tells that it is not over. */
export function countUnclearLooks(db: Db, transactionId: string): number {
  const sql = `SELECT count(*) FROM journal
    WHERE transaction_id = ? AND kind = 'looked' AND data ->> '$.exchange.result' = 'reply'
      AND data ->> '$.why' <> 'in-process'`;
  return prepared(db, sql).pluck().get(transactionId) as number;
}

/** When the first second look at a refusal was made, in ms; null if none was. */
export function firstLookAt(db: Db, transactionId: string): number | null {
  const sql = `SELECT min(at) FROM journal WHERE transaction_id = ? AND kind = 'looked'`;
  return prepared(db, sql).pluck().get(transactionId) as number | null;
}

/** Refused and then paid after all, from `since` (ms) on, and no receipt of it went out; oldest first. */
export function listTurned(db: Db, since: number): readonly Transaction[] {
  const where = `WHERE t.warning = 'refused-then-paid' AND t.settled_at >= ? ORDER BY t.settled_at`;
  const rows = prepared(db, `${selectSql} ${where}`).all(since) as TransactionRow[];
  return rows.map(fromRow).filter(({ status, prints }) => status === 'paid' && prints === 0);
}

/** What a provider, or a person, refused of what was sent from `since` (ms) on. */
export function listRefusedSince(db: Db, provider: ProviderId, since: number): readonly Transaction[] {
  const where = `WHERE t.created_at >= ? AND t.provider = ? AND t.status = 'refused' AND t.refusal_code <> 'not-sent'`;
  return (prepared(db, `${selectSql} ${where}`).all(since, provider) as TransactionRow[]).map(fromRow);
}

/**
 * This till's latest payment of the same bill (as in `findPaidBefore`) if it was refused by a person's word: nobody looks at that once more. What
 * a provider refused since says nothing of it; what was paid since is told as paid before.
 */
export function findDecidedBefore(
  db: Db,
  bill: { readonly product: Product; readonly customerNumber: string; readonly periods: readonly string[] },
): DecidedBefore | null {
  const word = `SELECT data ->> '$.by' FROM journal j WHERE j.transaction_id = t.transaction_id AND kind = 'resolved' ORDER BY n DESC LIMIT 1`;
  const sql = `SELECT transaction_id, settled_at, provider, total, periods, status, (${word}) AS said_by FROM transactions t
    WHERE product = ? AND customer_number = ? AND (status = 'paid' OR status = 'refused' AND settled_by = 'person')
    ORDER BY rowid`;
  const rows = prepared(db, sql).all(bill.product, bill.customerNumber) as DecidedBeforeRow[];
  const last = rows.findLast(({ periods }) => isSameBill(bill.product, JSON.parse(periods) as string[], bill.periods));
  if (last?.status !== 'refused') return null;
  const { transaction_id: transactionId, settled_at: settledAt, said_by: by, provider, total } = last;
  return { transactionId, at: toWib(settledAt), by, provider: provider as ProviderId, total: rupiah(total) };
}

type DecidedBeforeRow = Pick<
  TransactionRow,
  'transaction_id' | 'said_by' | 'provider' | 'total' | 'periods' | 'status'
> & { readonly settled_at: number };
