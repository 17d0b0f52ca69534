import { readClaimCode } from '../../shared/claim-code.ts';
import type { Input, TransactionPage } from '../../shared/api.ts';
import type { Transaction } from '../../shared/transaction.ts';
import { prepared, type Db } from './open.ts';
import { hasSought, marked, soughtIn, trigramsOf, type MarkKind, type Sought } from './search-text.ts';
import {
  always,
  findByClaimCode,
  findById,
  listUnsettledHits,
  pause,
  walk,
  type Hit,
  type Span,
} from './search-walk.ts';
import { fromRow, selectSql, type TransactionRow } from './transaction-row.ts';

const pageSize = 50;

type Criteria = Omit<Input<'transaction:list'>, 'cursor' | 'limit'>;

/** Behind which payment a page begins: on it stand those that are older or, at the same time (ms), have a lower id. */
interface Place {
  readonly createdAt: number;
  readonly transactionId: string;
}

const newest: Place = { createdAt: always.to, transactionId: '' };

/**
 * A page of payments, newest first. Looked for are parts of number, name, reference and slip number, and whole claim codes and
 * transaction ids. Null for a cursor that is not ours.
 */
export function listTransactions(db: Db, input: Input<'transaction:list'>): TransactionPage | null {
  const steps = listSteps(db, input);
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

/** For how long a list is looked for before others come in between, in ms. */
const turnMs = 5;

/** The same; where that takes long, `turn` lets others go first again and again. `db` may be another one then. */
export async function listInTurns(
  db: () => Db,
  input: Input<'transaction:list'>,
  { elapsed, turn }: { readonly elapsed: () => number; readonly turn: () => Promise<unknown> },
): Promise<TransactionPage | null> {
  const asked = db();
  const steps = listSteps(asked, input);
  for (let since = elapsed(); ;) {
    const { done, value } = steps.next();
    if (done) return value;
    if (elapsed() - since < turnMs) continue;
    await turn();
    // The books were opened anew meanwhile.
    if (db() !== asked) return listInTurns(db, input, { elapsed, turn });
    since = elapsed();
  }
}

function* listSteps(db: Db, input: Input<'transaction:list'>): Generator<typeof pause, TransactionPage | null> {
  const limit = input.limit ?? pageSize;
  const after = input.cursor ? parseCursor(input.cursor) : newest;
  if (!after) return null;
  const found = yield* findRows(db, input, after, limit + 1);
  const page = found.slice(0, limit);
  const last = page.at(-1);
  const cursor = last && found.length > limit ? `${last.created_at}.${last.transaction_id}` : null;
  return { items: page.map(fromRow), cursor };
}

/** Of the payments behind `after`, newest first, the first `most`. */
function* findRows(
  db: Db,
  criteria: Criteria,
  after: Place,
  most: number,
): Generator<typeof pause, readonly TransactionRow[]> {
  const sought = soughtIn(criteria.search ?? '');
  const span = spanOf(criteria);
  const mayBe = (hit: Hit): boolean => isBehind(hit, after) && isWithin(hit, span) && isFiltered(hit, criteria);
  const has = (hit: Hit): boolean => !sought || hasSought(sought, textsOf(hit));
  const named = findNamed(db, criteria.search ?? '');
  const isNamed = (hit: Hit): boolean => hit.rowid === named?.rowid;
  const isOpen = openStatuses.some((status) => status === criteria.status);
  const trigrams = trigramsFor(criteria, sought);
  // Nothing is asked for but a time.
  if (!isOpen && trigrams.length === 0)
    return prepared(db, pageSql).all({ from: span.from, ...earlier(after, span.to), most }) as TransactionRow[];
  const candidates = isOpen
    ? listUnsettledHits(db)
    : walk(
        db,
        { trigrams, text: sought?.text ?? null },
        { from: span.from, to: after.createdAt < span.to ? after.createdAt + 1 : span.to },
      );
  const hits = yield* firstOf(candidates, (hit) => mayBe(hit) && (has(hit) || isNamed(hit)), most);
  const all = named && mayBe(named) && !hits.some(isNamed) ? [...hits, named] : hits;
  return rowsOf(db, all.sort(byTime).slice(0, most));
}

/** The payment that a text names whole, by its claim code or its id. */
function findNamed(db: Db, search: string): Hit | null {
  const claimCode = readClaimCode(search);
  return (claimCode === null ? null : findByClaimCode(db, claimCode)) ?? findById(db, search.trim().toUpperCase());
}

/** The whole payments, in the same order. */
function rowsOf(db: Db, hits: readonly Hit[]): readonly TransactionRow[] {
  const sql = `${selectSql} WHERE t.payment IN (SELECT value FROM json_each(?))`;
  const rows = prepared(db, sql).all(JSON.stringify(hits.map(({ rowid }) => rowid))) as TransactionRow[];
  const byId = new Map(rows.map((row) => [row.transaction_id, row]));
  return hits.flatMap(({ transaction_id }) => byId.get(transaction_id) ?? []);
}

/** The SQL for a page that nothing is asked of but a time. */
const pageSql = `${selectSql} WHERE (t.created_at, t.transaction_id) < (:createdAt, :transactionId) AND t.created_at >= :from
  ORDER BY t.created_at DESC, t.transaction_id DESC LIMIT :most`;

/** The place that both say: the list is walked from there, and not through all that is newer. `to` in ms. */
function earlier(after: Place, to: number): Place {
  return to <= after.createdAt ? { createdAt: to, transactionId: '' } : after;
}

/** Of what comes newest first, `most` that are wanted, and those of the same time as the last of them. */
function* firstOf(
  candidates: Iterable<Hit | typeof pause>,
  isWanted: (hit: Hit) => boolean,
  most: number,
): Generator<typeof pause, Hit[]> {
  const hits: Hit[] = [];
  for (const hit of candidates) {
    if (hit === pause) {
      yield pause;
      continue;
    }
    const last = hits.at(-1);
    if (last && hits.length >= most && hit.created_at < last.created_at) break;
    if (isWanted(hit)) hits.push(hit);
  }
  return hits;
}

/** Newest first; of the same time the higher id first, as SQLite compares them. */
function byTime(one: Hit, other: Hit): number {
  return other.created_at - one.created_at || (one.transaction_id < other.transaction_id ? 1 : -1);
}

function isBehind({ created_at, transaction_id }: Hit, { createdAt, transactionId }: Place): boolean {
  return created_at < createdAt || (created_at === createdAt && transaction_id < transactionId);
}

function isWithin({ created_at }: Hit, { from, to }: Span): boolean {
  return created_at >= from && created_at < to;
}

/** An index of their own has these: they change, and are few. */
const openStatuses = ['unsettled', 'sending', 'pending'] as const;
/** What else is filtered by, and how it stands in the index. */
const filters = ['provider', 'product', 'cashier'] as const satisfies readonly MarkKind[];

function isFiltered(hit: Hit, criteria: Criteria): boolean {
  const { status } = criteria;
  const isOfStatus = status === undefined || status === hit.status;
  const isOpen = status === 'unsettled' && ['sending', 'pending'].includes(hit.status);
  return (
    (isOfStatus || isOpen) && filters.every((name) => criteria[name] === undefined || criteria[name] === hit[name])
  );
}

/** What whatever is asked for stands under in the index; nothing if that is all of it. */
function trigramsFor(criteria: Criteria, sought: Sought | null): readonly string[] {
  const marks = (['status', ...filters] as const).flatMap((name) =>
    criteria[name] === undefined ? [] : [marked(name, criteria[name])],
  );
  return [...(sought ? trigramsOf(sought) : []), ...marks];
}

function textsOf(hit: Hit): readonly (string | null)[] {
  return [hit.customer_number, hit.customer_name, hit.reference, hit.slip_number];
}

function spanOf({ from, to }: Pick<Criteria, 'from' | 'to'>): Span {
  return {
    from: from === undefined ? always.from : Date.parse(from),
    to: to === undefined ? always.to : Date.parse(to),
  };
}

function parseCursor(cursor: string): Place | null {
  const match = /^(-?\d{1,16})\.([0-9A-Za-z]+)$/.exec(cursor);
  return match?.[1] && match[2] ? { createdAt: Number(match[1]), transactionId: match[2] } : null;
}

/** Every payment in the span, oldest first, in batches of at most `size`. `now` answers the database anew for each: meanwhile it may be opened again. */
export function* eachBatch(
  now: () => Db,
  span: Pick<Criteria, 'from' | 'to'>,
  size: number,
): Generator<readonly Transaction[]> {
  const { from, to } = spanOf(span);
  const sql = `${selectSql} WHERE (t.created_at, t.transaction_id) > (:createdAt, :transactionId) AND t.created_at < :to
     ORDER BY t.created_at, t.transaction_id LIMIT :size`;
  // All of the first moment are behind an empty id.
  let after: Place = { createdAt: from, transactionId: '' };
  for (;;) {
    const rows = now()
      .prepare(sql)
      .all({ ...after, to, size }) as TransactionRow[];
    const last = rows.at(-1);
    if (!last) return;
    yield rows.map(fromRow);
    after = { createdAt: last.created_at, transactionId: last.transaction_id };
  }
}
