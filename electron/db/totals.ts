import { prepared, type Db } from './open.ts';

/** Number and sum, in rupiah, of what was paid from `since` (ms) on. */
export function sumPaidSince(db: Db, since: number): { readonly count: number; readonly total: number } {
  return prepared(
    db,
    `SELECT count(*) AS count, coalesce(sum(total), 0) AS total FROM transactions
     WHERE status = 'paid' AND created_at >= ?`,
  ).get(since) as { count: number; total: number };
}
