import type { DepositBasis } from '../../shared/deposit.ts';
import { dayOf } from './ledger.ts';
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

/** The number of the line that was recorded last, of any provider; 0 if none was. */
export function lastDepositLine(db: Db): number {
  return prepared(db, 'SELECT coalesce(max(line), 0) FROM deposit_lines').pluck().get() as number;
}

/** The top-ups that were recorded after that line, in rupiah. */
export function topUpsAfter(db: Db, provider: string, line: number): number {
  const sql = `SELECT coalesce(sum(amount), 0) FROM deposit_lines WHERE line > ? AND provider = ? AND kind = 'top-up'`;
  return prepared(db, sql).pluck().get(line, provider) as number;
}

/** So many payments are looked at for what moved lately; no counter settles more in the time of one request. */
const lately = 500;

/**
 * When a deposit moved last in the books, in ms: by what somebody recorded, a payment or a person's word that one is paid. Null where it never
 * did. A word that nothing was paid moves nothing: what was said before it is as good as after.
 */
export function lastMovedAt(db: Db, provider: string): number | null {
  const sql = `SELECT max(at) FROM (SELECT max(at) AS at FROM deposit_lines WHERE provider = $provider
    UNION ALL SELECT max(settled_at) FROM (SELECT * FROM transactions ORDER BY rowid DESC LIMIT ${lately})
      WHERE provider = $provider AND status = 'paid')`;
  return prepared(db, sql).pluck().get({ provider }) as number | null;
}

export interface AskRow {
  readonly askId: string;
  readonly provider: string;
  readonly amount: number;
  readonly note: string;
  readonly by: string;
  readonly at: number;
}

const askColumns = 'ask_id AS askId, provider, amount, note, by_name AS by, at';

export function insertAsk(db: Db, { askId, provider, amount, note, by, at }: AskRow): void {
  const sql = `INSERT INTO top_up_asks (ask_id, provider, amount, note, by_name, at, state) VALUES (?, ?, ?, ?, ?, ?, 'asked')`;
  prepared(db, sql).run(askId, provider, amount, note, by, at);
}

export function closeAsk(db: Db, askId: string, state: 'arrived' | 'cancelled'): void {
  prepared(db, `UPDATE top_up_asks SET state = ? WHERE ask_id = ? AND state = 'asked'`).run(state, askId);
}

/** The top-ups of a provider's deposit that are on their way, oldest first. */
export function listAsks(db: Db, provider: string): readonly AskRow[] {
  const sql = `SELECT ${askColumns} FROM top_up_asks WHERE provider = ? AND state = 'asked' ORDER BY at, ask`;
  return prepared(db, sql).all(provider) as AskRow[];
}

/** What a record says of a deposit's line, or of an ask that was called off, beside what the tables hold. */
export interface DepositRecordRow {
  readonly kind: 'deposit' | 'top-up-cancelled';
  /** Null where an ask was called off. */
  readonly amount: number | null;
  readonly note: string;
  readonly by: string;
  readonly at: number;
  /** Whose PIN lifted the right; null where nobody else's did. */
  readonly approvedBy: string | null;
  /** The ask that came to its end by it; null where there was none. */
  readonly ask: AskRow | null;
}

/** A clock that was set back by less, in ms, hides none of them. */
const setBackMax = 24 * 60 * 60 * 1000;

/** By whom and for what records of these days were made, from `from` on and before `to`, in their order. Walks back no further than needed. */
export function listDepositRecords(db: Db, provider: string, from: number, to: number): readonly DepositRecordRow[] {
  const sql = `SELECT own.kind, own.data ->> '$.amount' AS amount, own.data ->> '$.note' AS note, own.data ->> '$.by' AS by, own.at,
      (SELECT it.data ->> '$.name' FROM main.journal it WHERE it.n BETWEEN own.n - 4 AND own.n - 1 AND it.n + it.more >= own.n
        AND it.kind = 'approved' AND it.data ->> '$.personId' IS NOT it.data ->> '$.forId' ORDER BY it.n LIMIT 1) AS approvedBy,
      ask.ask_id AS askId, ask.amount AS askAmount, ask.note AS askNote, ask.by_name AS askBy, ask.at AS askAt
    FROM main.journal own LEFT JOIN top_up_asks ask ON ask.ask_id = own.data ->> '$.askId'
    WHERE own.n > coalesce((SELECT n FROM main.journal WHERE at < $from - ${setBackMax} ORDER BY n DESC LIMIT 1), 0)
      AND own.kind IN ('deposit', 'top-up-cancelled') AND own.at >= $from AND own.at < $to
      AND coalesce(own.data ->> '$.provider', ask.provider) = $provider
    ORDER BY own.n`;
  const rows = prepared(db, sql).all({ provider, from, to }) as (Omit<DepositRecordRow, 'ask'> & {
    readonly askId: string | null;
    readonly askAmount: number;
    readonly askNote: string;
    readonly askBy: string;
    readonly askAt: number;
  })[];
  return rows.map(({ askId, askAmount: amount, askNote: note, askBy: by, askAt: at, ...row }) => ({
    ...row,
    ask: askId === null ? null : { askId, provider, amount, note, by, at },
  }));
}

/** What was in the deposit before that day: all that was ever posted to it, and what was in it before anything was. */
export function depositBeforeDay(db: Db, provider: string, day: number): number {
  const sql = `SELECT coalesce(sum(amount), 0) FROM ledger
    WHERE account = 'deposit' AND provider = ? AND (day < ? OR event = 'opening')`;
  return prepared(db, sql).pluck().get(provider, day) as number;
}

/** What is known of a deposit by all that was posted to it. */
interface DepositNow {
  readonly sum: number;
  readonly basis: DepositBasis;
  /** The day on which the basis was there first, as 20261126; null without one. */
  readonly since: number | null;
  /** The last day on which anything was posted, later than today where the clock was set back since; null where nothing was. */
  readonly until: number | null;
}

/** Top-ups alone that would be overdrawn show that there was more. Where no opening was said, the book begins with what was recorded first. */
export function depositNow(db: Db, provider: string): DepositNow {
  const sql = `SELECT coalesce(sum(amount), 0) AS sum, coalesce(max(event IN ('opening', 'correction')), 0) AS isSaid,
    min(iif(event = 'opening', day, NULL)) AS saidOn, min(iif(event IN ('top-up', 'correction'), day, NULL)) AS recordedOn,
    max(day) AS until FROM ledger WHERE account = 'deposit' AND provider = ?`;
  const found = prepared(db, sql).get(provider) as {
    sum: number;
    isSaid: 0 | 1;
    saidOn: number | null;
    recordedOn: number | null;
    until: number | null;
  };
  const { sum, isSaid, saidOn, recordedOn, until } = found;
  const basis = isSaid ? 'said' : recordedOn !== null && sum >= 0 ? 'recorded' : null;
  return { sum, basis, since: basis && (saidOn ?? recordedOn), until };
}

/** Whether another payment of that provider is not settled, or was settled from `since` (ms) on: then a balance may or may not have it. */
export function hasOthersUnderWay(db: Db, provider: string, since: number, own: string | null): boolean {
  const sql = `SELECT EXISTS (SELECT 1 FROM transactions WHERE status IN ('sending', 'pending') AND provider = $provider
      AND transaction_id IS NOT $own)
    OR EXISTS (SELECT 1 FROM (SELECT * FROM transactions ORDER BY rowid DESC LIMIT ${lately})
      WHERE provider = $provider AND settled_at >= $since AND transaction_id IS NOT $own)`;
  return prepared(db, sql).pluck().get({ provider, since, own }) === 1;
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

/** What payments that are on their way at this moment may take from the deposit, at most. */
export function sendingOf(db: Db, provider: string): number {
  const sql = `SELECT coalesce(sum(bill + admin), 0) FROM transactions
    WHERE status IN ('sending', 'pending') AND status = 'sending' AND provider = ?`;
  return prepared(db, sql).pluck().get(provider) as number;
}

/** What was posted to the deposit from the WIB day of `since` (ms) on, but for what was in it at first. */
export function movedSince(db: Db, provider: string, since: number): number {
  const sql = `SELECT coalesce(sum(amount), 0) FROM ledger
    WHERE account = 'deposit' AND provider = ? AND day >= ? AND event <> 'opening'`;
  return prepared(db, sql).pluck().get(provider, dayOf(since)) as number;
}

/** How many payments were settled from that WIB day on, and what they took, of one provider. */
export function usedSince(
  db: Db,
  provider: string,
  since: number,
): { readonly count: number; readonly amount: number } {
  const sql = `SELECT coalesce(sum(count), 0) AS count, coalesce(0 - sum(amount), 0) AS amount FROM ledger
    WHERE account = 'deposit' AND provider = ? AND day >= ? AND event = 'settled'`;
  return prepared(db, sql).get(provider, dayOf(since)) as ReturnType<typeof usedSince>;
}
