import { prepared, type Db } from './open.ts';
import { unsettled } from './pending-payments.ts';
import { rowidsOf } from './search-windows.ts';

// Payments in the order of their time, newest first, by an index that knows them by their rowids. Rowids rise with the time but where
// the clock was set back, so they are walked in runs without a set-back, side by side.

/** As much of a payment as tells whether it is one that is looked for. */
export interface Hit {
  readonly rowid: number;
  readonly created_at: number;
  readonly transaction_id: string;
  readonly status: string;
  readonly provider: string;
  readonly product: string;
  readonly cashier: string;
  readonly customer_number: string;
  readonly customer_name: string | null;
  readonly reference: string | null;
  readonly slip_number: string | null;
  readonly claim_code: string | null;
}

const columns = `t.rowid, t.created_at, t.transaction_id, t.status, t.provider, t.product, t.cashier, t.customer_number,
  t.customer_name, t.reference, t.slip_number, t.claim_code`;

const texts = `concat_ws(' ', t.customer_number, t.customer_name, t.reference, t.slip_number)`;
/** Whether a payment has a text, but for what SQLite does not fold as we do; so others are among them, and none is missing. */
const mayHave = `(:text IS NULL OR instr(upper(${texts}), :text) > 0 OR length(${texts}) <> octet_length(${texts}))`;
const hitsSql = `SELECT ${columns} FROM transactions t WHERE t.rowid IN (SELECT value FROM json_each(:rowids)) AND ${mayHave}
  ORDER BY t.rowid DESC`;

/** Hits that are read at one time: few first, for a page is small. */
const batches = { first: 64, most: 512 } as const;

/** In ms: `from` in, `to` out. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** What payments must have: trigrams in the index, and a folded text, if any. */
export interface Asked {
  readonly trigrams: readonly string[];
  readonly text: string | null;
}

/** The span that has every payment. */
export const always: Span = { from: Number.MIN_SAFE_INTEGER, to: Number.MAX_SAFE_INTEGER };

/** What is yielded where whoever walks may let others go first. */
export const pause = null;

/** Payments of the span that may have what is asked for, newest first; of one time in any order. */
export function* walk(db: Db, asked: Asked, span: Span): Generator<Hit | typeof pause> {
  const waiting = runsIn(db, span);
  const open: Source[] = [];
  for (;;) {
    let best = newestOf(open);
    for (let next = waiting[0]; next && next.newest >= (best?.head.created_at ?? -Infinity); next = waiting[0]) {
      waiting.shift();
      const source = yield* openSource(db, asked, next);
      if (source) open.push(source);
      best = newestOf(open);
    }
    if (!best) return;
    yield best.head;
    const next = yield* nextOf(best.rest);
    if (next) best.head = next;
    else open.splice(open.indexOf(best), 1);
  }
}

/** The payment with that claim code, if there is one. */
export function findByClaimCode(db: Db, claimCode: string): Hit | null {
  const sql = `SELECT ${columns} FROM transactions t WHERE t.claim_code = ?`;
  return (prepared(db, sql).get(claimCode) as Hit | undefined) ?? null;
}

/** The payment with that id, if there is one. */
export function findById(db: Db, transactionId: string): Hit | null {
  const sql = `SELECT ${columns} FROM transactions t WHERE t.transaction_id = ?`;
  return (prepared(db, sql).get(transactionId) as Hit | undefined) ?? null;
}

/** The payments whose outcome is not known, newest first. */
export function listUnsettledHits(db: Db): readonly Hit[] {
  // The plus keeps the planner from walking the whole table by time.
  const sql = `SELECT ${columns} FROM transactions t WHERE ${unsettled} ORDER BY +t.created_at DESC`;
  return prepared(db, sql).all() as Hit[];
}

/** A run's hits, the newest of those that are left apart. */
interface Source {
  head: Hit;
  readonly rest: Generator<Hit | typeof pause>;
}

function newestOf(sources: readonly Source[]): Source | null {
  return sources.reduce<Source | null>(
    (best, one) => (best && best.head.created_at >= one.head.created_at ? best : one),
    null,
  );
}

function* openSource(db: Db, asked: Asked, run: Run): Generator<typeof pause, Source | null> {
  const rest = hitsOf(db, asked, run);
  const head = yield* nextOf(rest);
  return head && { head, rest };
}

/** The next hit, or null if there is none; pauses are passed on. */
function* nextOf(hits: Generator<Hit | typeof pause>): Generator<typeof pause, Hit | null> {
  for (;;) {
    const next = hits.next();
    if (next.done) return null;
    if (next.value !== pause) return next.value;
    yield pause;
  }
}

function* hitsOf(db: Db, { trigrams, text }: Asked, { low, high }: Run): Generator<Hit | typeof pause> {
  let most: number = batches.first;
  for (const rowids of rowidsOf(db, trigrams, low, high)) {
    for (let from = 0; from < rowids.length; from += most, most = batches.most) {
      const some = JSON.stringify([...rowids.subarray(from, from + most)]);
      yield* prepared(db, hitsSql).all({ rowids: some, text }) as Hit[];
      yield pause;
    }
    yield pause;
  }
}

/** Rowids, both in, that rise with the time. */
interface Run {
  readonly low: number;
  readonly high: number;
  /** When the last of them was, in ms. */
  readonly newest: number;
}

/** The runs that the span reaches into, cut to it; the newest first. */
function runsIn(db: Db, { from, to }: Span): Run[] {
  const first = prepared(db, 'SELECT first FROM set_backs ORDER BY first').pluck().all() as number[];
  const last = (prepared(db, 'SELECT max(rowid) FROM transactions').pluck().get() as number | null) ?? 0;
  return [0, ...first]
    .flatMap((start, at): Run[] => {
      const end = first[at] === undefined ? last + 1 : first[at];
      const low = firstFrom(db, from, start, end);
      const high = firstFrom(db, to, low, end) - 1;
      return low <= high ? [{ low, high, newest: timeOf(db, high) ?? -Infinity }] : [];
    })
    .sort((one, other) => other.newest - one.newest);
}

/** The first rowid from `low` on, and before `end`, of a payment at `at` (ms) or later; `end` if there is none. */
function firstFrom(db: Db, at: number, low: number, end: number): number {
  if (at === always.from) return low;
  if (at === always.to) return end;
  let [from, to] = [low, end];
  while (from < to) {
    const middle = Math.floor((from + to) / 2);
    const time = timeOf(db, middle);
    if (time === null || time < at) from = middle + 1;
    else to = middle;
  }
  return from;
}

/** When the payment of that rowid was, or the one before it where there is none, in ms; null before the first. */
function timeOf(db: Db, rowid: number): number | null {
  const sql = 'SELECT created_at FROM transactions WHERE rowid <= ? ORDER BY rowid DESC LIMIT 1';
  return (prepared(db, sql).pluck().get(rowid) as number | undefined) ?? null;
}
