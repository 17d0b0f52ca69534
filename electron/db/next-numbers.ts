import { claimCode, claimCodes } from '../../shared/claim-code.ts';
import { assert } from '../../shared/errors.ts';
import { wibDay } from '../../shared/time.ts';
import { prepared, type Db } from './open.ts';
import { findTillState } from './till-state.ts';

// The number and the code that come next. They are only looked up here. A record gives them, so whoever asks writes it before anything
// else is done: then no two payments get the same one, and a write that is refused uses none up.

/** A month has room for so many slip numbers. */
const slipsMax = 999_999;

/** The slip number of a payment that becomes paid at `at` (ms): `LKT01-2611-000123`, counted for each till and month by itself. */
export function nextSlipNumber(db: Db, till: string, at: number): string {
  const day = wibDay(at);
  const series = `${till}-${day.slice(2, 4)}${day.slice(5, 7)}-`;
  // `:` comes after `9`.
  const sql = `SELECT slip_number FROM transactions WHERE slip_number > ? AND slip_number < ? ORDER BY slip_number DESC LIMIT 1`;
  const last = prepared(db, sql).pluck().get(series, `${series}:`) as string | undefined;
  const next = Number(last?.slice(series.length) ?? 0) + 1;
  assert(next <= slipsMax, `the month ${series} has no slip number left`);
  return series + String(next).padStart(6, '0');
}

/** The slip number that a payment has already; null if none. */
export function findSlipNumber(db: Db, transactionId: string): string | null {
  const sql = 'SELECT slip_number FROM transactions WHERE transaction_id = ?';
  return (prepared(db, sql).pluck().get(transactionId) as string | null | undefined) ?? null;
}

/** Counts of the same epoch that lie so far apart are never both used as counts of payments. */
const apart = claimCodes / 31;

/**
 * The claim code of the payment that is begun next. Its key is the epoch: after a backup was put back, whose payments are counted a
 * second time, they get other codes than those that are lost. By chance another epoch has given it; then another count is taken.
 */
export function nextClaimCode(db: Db): string {
  const count = prepared(db, 'SELECT max(rowid) FROM transactions').pluck().get() as number | null;
  const epoch = findTillState(db)?.epoch ?? '';
  const taken = prepared(db, 'SELECT 1 FROM transactions WHERE claim_code = ?');
  for (let nth = count ?? 0; ; nth += apart) {
    const code = claimCode(nth % claimCodes, epoch);
    if (taken.get(code) === undefined) return code;
  }
}
