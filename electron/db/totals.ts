import { prepared, type Db } from './open.ts';

/** Number and sum, in rupiah and as rounded for cash, of what was paid from `since` on and before `until` (ms). */
export function sumPaid(db: Db, since: number, until: number): { readonly count: number; readonly total: number } {
  return prepared(
    db,
    `SELECT count(*) AS count, coalesce(sum(total + rounding), 0) AS total FROM transactions
     WHERE status = 'paid' AND created_at >= ? AND created_at < ?`,
  ).get(since, until) as { count: number; total: number };
}

/** Sum of what was taken from `since` (ms) on, in rupiah; what was refused was given back. */
export function sumTaken(db: Db, since: number): number {
  const sql = `SELECT coalesce(sum(total), 0) FROM transactions WHERE created_at >= ? AND status <> 'refused'`;
  return prepared(db, sql).pluck().get(since) as number;
}
