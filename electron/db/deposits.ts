import { prepared, type Db } from './open.ts';

// What leaves and reaches the providers' deposits, by the till's own books. Money in rupiah, times in ms, days as 20261126.

export interface DepositEntry {
  readonly provider: string;
  /** Below 0 only in a correction. */
  readonly kind: 'top-up' | 'correction';
  readonly amount: number;
  readonly note: string;
  readonly by: string;
  readonly at: number;
}

export function insertDepositLine(db: Db, { provider, kind, amount, note, by, at }: DepositEntry): void {
  const sql = 'INSERT INTO deposit_lines (provider, kind, amount, note, by_name, at) VALUES (?, ?, ?, ?, ?, ?)';
  prepared(db, sql).run(provider, kind, amount, note, by, at);
}

/** What was recorded from `from` on and before `to`, oldest first. */
export function listDepositLines(db: Db, provider: string, from: number, to: number): readonly DepositEntry[] {
  const sql = `SELECT provider, kind, amount, note, by_name AS by, at FROM deposit_lines
    WHERE provider = ? AND at >= ? AND at < ? ORDER BY at, line`;
  return prepared(db, sql).all(provider, from, to) as DepositEntry[];
}

/** What was in the deposit before that day: all that was ever posted to it. */
export function depositBeforeDay(db: Db, provider: string, day: number): number {
  const sql = `SELECT coalesce(sum(amount), 0) FROM ledger WHERE account = 'deposit' AND provider = ? AND day < ?`;
  return prepared(db, sql).pluck().get(provider, day) as number;
}

/** What payments took from the deposit on each day, from `from` to `to`, both in; below 0, or above where more was taken back. */
export function listUsedByDay(
  db: Db,
  provider: string,
  from: number,
  to: number,
): readonly { readonly day: number; readonly amount: number }[] {
  const sql = `SELECT day, sum(amount) AS amount FROM ledger WHERE account = 'deposit' AND provider = ? AND day BETWEEN ? AND ?
    AND event IN ('settled', 'turned') GROUP BY day HAVING sum(amount) <> 0 ORDER BY day`;
  return prepared(db, sql).all(provider, from, to) as ReturnType<typeof listUsedByDay>;
}

/** What payments that are not settled may take from the deposit, at most. */
export function reservedOf(db: Db, provider: string): number {
  const sql = `SELECT coalesce(sum(bill + admin), 0) FROM transactions WHERE status IN ('sending', 'pending') AND provider = ?`;
  return prepared(db, sql).pluck().get(provider) as number;
}
