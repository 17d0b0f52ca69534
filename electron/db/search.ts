import { readClaimCode } from '../../shared/claim-code.ts';
import type { Input, TransactionPage } from '../../shared/api.ts';
import type { Transaction } from '../../shared/transaction.ts';
import type { Db } from './open.ts';
import { unsettled } from './pending-payments.ts';
import { fromRow, selectSql, type TransactionRow } from './transactions.ts';

const pageSize = 50;

type Criteria = Omit<Input<'transaction:list'>, 'cursor' | 'limit'>;

/** A page of payments, newest first, by number, name, reference or transaction id. Null for a cursor that is not ours. */
export function listTransactions(db: Db, input: Input<'transaction:list'>): TransactionPage | null {
  const limit = input.limit ?? pageSize;
  const after = input.cursor ? parseCursor(input.cursor) : { createdAt: Number.MAX_SAFE_INTEGER, transactionId: '' };
  if (!after) return null;
  const { sql, values } = pageSql(input);
  const rows = db.prepare(sql).all({ ...values, ...after, limit: limit + 1 }) as TransactionRow[];
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const cursor = last && rows.length > limit ? `${last.created_at}.${last.transaction_id}` : null;
  return { items: page.map(fromRow), cursor };
}

/** The SQL for the payments behind `:createdAt` and `:transactionId`, newest first, at most `:limit`. */
export function pageSql(criteria: Criteria): {
  readonly sql: string;
  readonly values: Record<string, string | number>;
} {
  const { time, where, values } = conditions(criteria);
  const sql = `${selectSql} WHERE (${time}, t.transaction_id) < (:createdAt, :transactionId) AND ${where}
    ORDER BY ${time} DESC, t.transaction_id DESC LIMIT :limit`;
  return { sql, values };
}

/** Every payment in the span, oldest first, in batches of at most `size`. */
export function* eachBatch(
  db: Db,
  span: { readonly from?: string | undefined; readonly to?: string | undefined },
  size: number,
): Generator<readonly Transaction[]> {
  const { where, values } = conditions(span);
  const statement = db.prepare(
    `${selectSql} WHERE (t.created_at, t.transaction_id) > (:createdAt, :transactionId) AND ${where}
     ORDER BY t.created_at, t.transaction_id LIMIT :size`,
  );
  let after = { createdAt: Number.MIN_SAFE_INTEGER, transactionId: '' };
  for (;;) {
    const rows = statement.all({ ...values, ...after, size }) as TransactionRow[];
    const last = rows.at(-1);
    if (!last) return;
    yield rows.map(fromRow);
    after = { createdAt: last.created_at, transactionId: last.transaction_id };
  }
}

function conditions(criteria: Criteria): {
  readonly time: string;
  readonly where: string;
  readonly values: Record<string, string | number>;
} {
  const values: Record<string, string | number> = {};
  const parts: string[] = [];
  // The few unsettled have an index of their own; the plus keeps the planner from walking the whole table by time instead.
  const time = criteria.status === 'unsettled' ? '+t.created_at' : 't.created_at';
  if (criteria.from !== undefined) {
    values['from'] = Date.parse(criteria.from);
    parts.push(`${time} >= :from`);
  }
  if (criteria.to !== undefined) {
    values['to'] = Date.parse(criteria.to);
    parts.push(`${time} < :to`);
  }
  if (criteria.status === 'unsettled') {
    parts.push(unsettled);
  } else if (criteria.status !== undefined) {
    values['status'] = criteria.status;
    parts.push('t.status = :status');
  }
  const search = criteria.search?.trim() ?? '';
  if (search !== '') {
    // Numbers are shown in groups of four, and are typed back that way.
    const plain = /^[\d ]+$/.test(search) ? search.replaceAll(' ', '') : search;
    values['pattern'] = `%${plain.replace(/[\\%_]/g, '\\$&')}%`;
    const columns = ['customer_number', 'customer_name', 'reference', 'transaction_id', 'slip_number'];
    // A whole one or none: whoever mistypes one finds nobody else's payment by it.
    values['claimCode'] = readClaimCode(search) ?? '';
    const like = columns.map((column) => `t.${column} LIKE :pattern ESCAPE '\\'`);
    parts.push(`(${[...like, 't.claim_code = :claimCode'].join(' OR ')})`);
  }
  return { time, where: parts.join(' AND ') || 'TRUE', values };
}

function parseCursor(cursor: string): { createdAt: number; transactionId: string } | null {
  const match = /^(-?\d{1,16})\.([0-9A-Za-z]+)$/.exec(cursor);
  return match?.[1] && match[2] ? { createdAt: Number(match[1]), transactionId: match[2] } : null;
}
