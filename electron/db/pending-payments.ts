import { assert } from '../../shared/errors.ts';
import { rupiah } from '../../shared/money.ts';
import type { Product, ProviderId } from '../../shared/product.ts';
import type { PendingReason } from '../../shared/transaction.ts';
import { prepared, type Db } from './open.ts';
import type { Order } from './quotes.ts';

/** A payment whose outcome is not known, or is looked at once more, with what its status check takes. Times in ms. */
export interface PendingPayment {
  readonly transactionId: string;
  /** Refused: whether that stands is asked. */
  readonly status: 'sending' | 'pending' | 'refused';
  readonly provider: ProviderId;
  /** What was sent, or was going to be. */
  readonly order: Order;
  readonly createdAt: number;
  /** Status checks made so far. */
  readonly asks: number;
  readonly nextAskAt: number | null;
}

/** What tells when its status is checked. */
export type DuePayment = Pick<PendingPayment, 'transactionId' | 'status' | 'provider' | 'createdAt' | 'nextAskAt'>;

/** Said before the status itself, so that the index of the unsettled payments is used, not the whole table. */
export const unsettled = `status IN ('sending', 'pending')`;

/** Payments whose outcome was never stored: the till died while it was sending. */
export function listSending(db: Db): readonly PendingPayment[] {
  return select(db, `${unsettled} AND status = 'sending'`, []);
}

/** Number of payments whose outcome is not known. */
export function countUnsettled(db: Db): number {
  return prepared(db, `SELECT count(*) FROM transactions WHERE ${unsettled}`).pluck().get() as number;
}

/** A provider that takes a payment first and answers for it later mostly does so within so many ms. */
export const inProcessMs = 15_000;

/** Number of the pending payments but for those that were sent just now and are in process, as their provider said. `now` in ms. */
export function countUncertain(db: Db, now: number): number {
  const reason = `(SELECT j.data ->> '$.why' FROM journal j WHERE j.transaction_id = t.transaction_id
    AND j.kind IN ('pending', 'asked', 'interrupted') ORDER BY j.n DESC LIMIT 1)`;
  const sql = `SELECT count(*) FROM transactions t WHERE ${unsettled} AND status = 'pending'
    AND NOT (created_at > ? AND created_at <= ? AND coalesce(${reason}, '') = 'in-process')`;
  return prepared(db, sql)
    .pluck()
    .get(now - inProcessMs, now) as number;
}

/** Most unsettled payments that are looked at together; those checked first come first. */
export const atOnceMax = 1_000;
export const dueSql = `SELECT transaction_id AS transactionId, status, provider, created_at AS createdAt,
    coalesce(next_ask_at, look_at) AS nextAskAt
  FROM transactions`;
// Each in the order of an index, so that nothing is sorted; a limit given as a parameter is planned anew each time.
const timedSql = `${dueSql} WHERE next_ask_at IS NOT NULL AND status = 'pending'
  ORDER BY next_ask_at LIMIT ${atOnceMax}`;
const untimedSql = `${dueSql} WHERE ${unsettled} AND status = 'pending' AND next_ask_at IS NULL LIMIT ${atOnceMax}`;

/** The pending payments, at most 1,000, those that are to be asked about next first. */
export function listPending(db: Db): readonly DuePayment[] {
  const timed = prepared(db, timedSql).all() as DuePayment[];
  const rest = timed.length < atOnceMax ? (prepared(db, untimedSql).all() as DuePayment[]) : [];
  return timed.concat(rest).slice(0, atOnceMax);
}

/** A refused payment that is to be looked at once more. */
export function findToLookAt(db: Db, transactionId: string): PendingPayment | null {
  const sql = `status = 'refused' AND settled_by = 'provider' AND refusal_code <> 'not-sent' AND transaction_id = ?`;
  return select(db, sql, [transactionId])[0] ?? null;
}

export function findPending(db: Db, transactionId: string): PendingPayment | null {
  return select(db, `status = 'pending' AND transaction_id = ?`, [transactionId])[0] ?? null;
}

/** Why the payment was pending by the last answer; null if there was none. */
export function findLastReason(db: Db, transactionId: string): PendingReason | null {
  const sql = `SELECT data ->> '$.why' AS why FROM journal
    WHERE transaction_id = ? AND kind IN ('pending', 'asked') ORDER BY n DESC LIMIT 1`;
  return (prepared(db, sql).get(transactionId) as { why: PendingReason } | undefined)?.why ?? null;
}

/** Counts a status check that left the payment pending, and notes when the next one is. */
export function recordStatusCheck(db: Db, transactionId: string, nextAskAt: number | null): void {
  const sql = `UPDATE transactions SET asks = asks + 1, next_ask_at = ? WHERE transaction_id = ? AND status = 'pending'`;
  const { changes } = prepared(db, sql).run(nextAskAt, transactionId);
  assert(changes === 1, `${transactionId} must be pending to be asked about`);
}

/** Notes when the next status check is, without one having been made. */
export function postponeStatusCheck(db: Db, transactionId: string, nextAskAt: number | null): void {
  const sql = `UPDATE transactions SET next_ask_at = ? WHERE transaction_id = ? AND status = 'pending'`;
  prepared(db, sql).run(nextAskAt, transactionId);
}

function select(db: Db, where: string, values: readonly (string | number)[]): readonly PendingPayment[] {
  const rows = prepared(
    db,
    `SELECT transaction_id, status, provider, provider_ref, product, customer_number, bill, admin, memo, created_at,
       asks, coalesce(next_ask_at, look_at) AS next_ask_at
     FROM payments WHERE ${where}`,
  ).all(...values) as Row[];
  return rows.map((row) => ({
    transactionId: row.transaction_id,
    status: row.status,
    provider: row.provider as ProviderId,
    order: {
      product: row.product as Product,
      customerNumber: row.customer_number,
      providerRef: row.provider_ref,
      bill: rupiah(row.bill),
      admin: rupiah(row.admin),
      memo: JSON.parse(row.memo) as Order['memo'],
    },
    createdAt: row.created_at,
    asks: row.asks,
    nextAskAt: row.next_ask_at,
  }));
}

interface Row {
  readonly transaction_id: string;
  readonly status: PendingPayment['status'];
  readonly provider: string;
  readonly provider_ref: string;
  readonly product: string;
  readonly customer_number: string;
  readonly bill: number;
  readonly admin: number;
  readonly memo: string;
  readonly created_at: number;
  readonly asks: number;
  readonly next_ask_at: number | null;
}
