import { rupiah, type Rupiah } from '../../shared/money.ts';
import type { Product, ProviderId } from '../../shared/product.ts';
import type { CarriedPayment } from '../../shared/shift.ts';
import { toWib } from '../../shared/time.ts';
import { prepared, type Db } from './open.ts';
import type { TransactionRow } from './transaction-row.ts';
import { unsettled } from './pending-payments.ts';

// What a shift's report says of payments that are not settled. Times in ms, money in rupiah.

/** Payments whose outcome is not known, oldest first, as that shift's report names them. */
export function listCarried(db: Db, shift: number): readonly CarriedPayment[] {
  const sql = `SELECT transaction_id, created_at, provider, product, customer_number, customer_name, total, cashier, shift FROM transactions
    WHERE ${unsettled} ORDER BY +created_at`;
  const rows = prepared(db, sql).all() as (TransactionRow & { readonly cashier: string; readonly shift: number })[];
  return rows.map((row) => ({
    transactionId: row.transaction_id,
    createdAt: toWib(row.created_at),
    product: row.product as Product,
    customerNumber: row.customer_number,
    customerName: row.customer_name,
    total: rupiah(row.total),
    cashier: row.cashier,
    provider: row.provider as ProviderId,
    isEarlier: row.shift !== shift,
  }));
}

/** How many payments that a shift took are not settled, and what their bills come to. */
export function unsettledOf(
  db: Db,
  shift: number,
): { readonly count: number; readonly bill: Rupiah; readonly admin: Rupiah } {
  const sql = `SELECT count(*) AS count, coalesce(sum(bill), 0) AS bill, coalesce(sum(admin), 0) AS admin FROM transactions
    WHERE ${unsettled} AND shift = ?`;
  const { count, bill, admin } = prepared(db, sql).get(shift) as { count: number; bill: number; admin: number };
  return { count, bill: rupiah(bill), admin: rupiah(admin) };
}
