import type { Account, LedgerEvent, Posting } from '../ledger/postings.ts';
import { wibDay, wibDayStart } from '../../shared/time.ts';
import { prepared, type Db } from './open.ts';

// Sums of what was posted. There is no row a payment: a day of one cashier has some fifty.

/** Whose money it is. Empty where it is nobody's. */
export interface Posted {
  readonly provider: string;
  readonly product: string;
  readonly cashier: string;
}

/** The shift that what happens now is posted to: the open one, else the one that comes next; 0 before there were shifts. A sale without an open shift says so itself. */
export function shiftNow(db: Db): number {
  const sql = 'SELECT iif(closed_at IS NULL, shift, shift + 1) FROM shifts ORDER BY shift DESC LIMIT 1';
  return (prepared(db, sql).pluck().get() as number | undefined) ?? 0;
}

/** Adds to the sums of that shift, at `at` (ms). */
export function post(db: Db, shift: number, at: number, posted: Posted, postings: readonly Posting[]): void {
  const { provider, product, cashier } = posted;
  const gathered = gathering.get(db);
  const day = dayOf(at);
  for (const { event, account, amount, count } of postings) {
    const key = [shift, day, event, account, provider, product, cashier] as const;
    if (gathered) gather(gathered, key, amount, count);
    else add(db, key, amount, count);
  }
}

type Key = readonly [
  shift: number,
  day: number,
  event: string,
  account: string,
  provider: string,
  product: string,
  cashier: string,
];

interface Gathered {
  readonly key: Key;
  amount: number;
  count: number;
}

/** What is not added yet, of databases that are made again: there a million payments come to a few thousand sums. */
const gathering = new WeakMap<Db, Map<string, Gathered>>();

/** Does `work`, and adds at its end what was posted meanwhile. */
export async function gatherPostings<T>(db: Db, work: () => Promise<T>): Promise<T> {
  const gathered = new Map<string, Gathered>();
  gathering.set(db, gathered);
  try {
    const done = await work();
    addGathered(db);
    return done;
  } finally {
    gathering.delete(db);
  }
}

function addGathered(db: Db): void {
  const gathered = gathering.get(db);
  for (const { key, amount, count } of gathered?.values() ?? []) add(db, key, amount, count);
  gathered?.clear();
}

/** Takes what was posted to `from`, for all events or for one, out of it again, and posts it to `to`, under that event if one is named. Nothing is removed. */
export function repost(
  db: Db,
  from: { readonly shift: number; readonly event?: LedgerEvent },
  to: { readonly shift: number; readonly event?: LedgerEvent },
): void {
  addGathered(db);
  const sql = `SELECT day, event, account, provider, product, cashier, amount, count FROM ledger
    WHERE shift = ? AND (amount <> 0 OR count <> 0)`;
  for (const row of prepared(db, sql).all(from.shift) as readonly LedgerRow[]) {
    const { day, event, account, provider, product, cashier, amount, count } = row;
    if (from.event !== undefined && event !== from.event) continue;
    add(db, [from.shift, day, event, account, provider, product, cashier], -amount, -count);
    add(db, [to.shift, day, to.event ?? event, account, provider, product, cashier], amount, count);
  }
}

interface LedgerRow extends LedgerSum {
  readonly day: number;
  readonly cashier: string;
}

function gather(gathered: Map<string, Gathered>, key: Key, amount: number, count: number): void {
  const name = key.join('\n');
  const sum = gathered.get(name);
  if (!sum) return void gathered.set(name, { key, amount, count });
  sum.amount += amount;
  sum.count += count;
}

function add(db: Db, key: Key, amount: number, count: number): void {
  const sql = `INSERT INTO ledger (shift, day, event, account, provider, product, cashier, amount, count)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET amount = amount + excluded.amount, count = count + excluded.count`;
  prepared(db, sql).run(...key, amount, count);
}

/** The WIB day of an instant, as 20261126. The last one is remembered: what is posted mostly follows itself on one day. */
export function dayOf(at: number): number {
  if (at < lastDay.from || at >= lastDay.from + dayMs) {
    const from = wibDayStart(at);
    lastDay = { from, day: Number(wibDay(at).replaceAll('-', '')) };
  }
  return lastDay.day;
}

const dayMs = 24 * 60 * 60 * 1000;
let lastDay = { from: -Infinity, day: 0 };

/** A shift's sums by event, account, provider and product, over its days and cashiers. */
export interface LedgerSum {
  readonly event: LedgerEvent;
  readonly account: Account;
  readonly provider: string;
  readonly product: string;
  readonly amount: number;
  readonly count: number;
}

export function sumsOfShift(db: Db, shift: number): readonly LedgerSum[] {
  const sql = `SELECT event, account, provider, product, sum(amount) AS amount, sum(count) AS count FROM ledger
    WHERE shift = ? GROUP BY event, account, provider, product HAVING sum(amount) <> 0 OR sum(count) <> 0`;
  return prepared(db, sql).all(shift) as LedgerSum[];
}

/** What an event put into a shift's drawer, in rupiah. */
export function cashPostedAs(db: Db, shift: number, event: LedgerEvent): number {
  const sql = `SELECT coalesce(sum(amount), 0) FROM ledger WHERE shift = ? AND event = ? AND account = 'cash'`;
  return prepared(db, sql).pluck().get(shift, event) as number;
}

/** Number and sum of all that was ever taken and not given back, settled or not. */
export function takenEver(db: Db): { readonly count: number; readonly total: number } {
  const sql = `SELECT coalesce(sum(iif(account = 'bill', count, 0)), 0) AS count, coalesce(-sum(amount), 0) AS total FROM ledger
    WHERE account IN ('bill', 'admin', 'fee') AND event IN ('taken', 'returned', 'refund')`;
  return prepared(db, sql).get() as ReturnType<typeof takenEver>;
}

/** A provider's deposit as a shift began: all that was posted to it before, and what was in it before anything was. */
export function depositBefore(db: Db, provider: string, shift: number): number {
  const sql = `SELECT coalesce(sum(amount), 0) FROM ledger
    WHERE account = 'deposit' AND provider = ? AND (shift < ? OR event = 'opening')`;
  return prepared(db, sql).pluck().get(provider, shift) as number;
}
