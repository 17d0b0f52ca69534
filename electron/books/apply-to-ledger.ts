import { assert } from '../../shared/errors.ts';
import type { Status } from '../../shared/transaction.ts';
import { addDebt } from '../db/customers.ts';
import { post, repost, shiftNow } from '../db/ledger.ts';
import { prepared, type Db } from '../db/open.ts';
import { insertLine, moveLines, noShift } from '../db/shifts.ts';
import { listGivenBack } from '../db/refusals.ts';
import type { RecordData } from './journal/record.ts';
import {
  countOf,
  keptOf,
  settlingOf,
  takingOf,
  turningOf,
  type Posting,
  type Sale,
  type Handed,
} from '../ledger/postings.ts';

// What a payment's records post to the ledger. See `apply-record.ts`.

/** A payment as it is before a record moves it. */
interface Before extends Sale {
  readonly transactionId: string;
  readonly status: Status;
  readonly provider: string;
  readonly product: string;
  readonly cashier: string;
  readonly commission: number | null;
  /** The one that took it; `noShift` if none was open, 0 if an older till did not say so. */
  readonly shift: number;
  /** Who owes what of it is on credit. */
  readonly customerId: string | null;
}

/** The intent was stored: the customer's money is taken, by the shift that the payment names. */
export function postTaken(db: Db, transactionId: string, at: number): void {
  const sale = read(db, transactionId);
  post(db, sale.shift, at, sale, takingOf(sale, 'taken', 1));
  owe(db, sale, 1);
}

/**
 * A payment is about to be moved to `status` at `at` (ms): what that does to the money counts for the shift that is open then, but what no
 * shift took is given back by none. `commission` null: as it was quoted.
 */
export function postMove(
  db: Db,
  transactionId: string,
  at: number,
  to: { readonly status: Status; readonly commission: number | null; readonly isPersons: boolean },
): void {
  if (to.status !== 'paid' && to.status !== 'refused') return;
  const before = read(db, transactionId);
  const now = shiftNow(db);
  const giving = before.shift === noShift ? noShift : now;
  const isSame = giving === before.shift;
  const commission = to.commission ?? before.commission;
  const put = (postings: readonly Posting[]): void => post(db, now, at, before, postings);
  const giveBack = (sign: 1 | -1): void => {
    owe(db, before, sign === 1 ? -1 : 1);
    post(db, giving, at, before, takingOf(before, isSame ? 'returned' : 'refund', sign === 1 ? -1 : 1));
    const cash = keptOf(before).find(({ kind }) => kind === 'cash')?.amount ?? 0;
    if (!isSame && cash > 0)
      insertLine(db, now, { kind: 'refund', amount: sign * cash, reason: transactionId, at, by: null });
  };
  const isFirst = before.status !== 'paid' && before.status !== 'refused';
  if (to.status === 'paid') {
    if (before.status === 'refused' && !to.isPersons) return put(turningOf(before, commission));
    if (!isFirst) giveBack(-1);
    return put(settlingOf(before, commission, 1));
  }
  if (!isFirst) put(settlingOf(before, before.commission, -1));
  giveBack(1);
}

/**
 * A shift goes on, so what was posted to the next one since it closed is its own. All that goes back in it is sorted anew: of what the
 * shift itself took it is no refund, but takes the sale back.
 */
export function postTakenOver(db: Db, shift: number): void {
  repost(db, { shift: shift + 1 }, { shift });
  moveLines(db, shift);
  repost(db, { shift, event: 'returned' }, { shift, event: 'refund' });
  for (const { transactionId, settledAt } of listGivenBack(db, shift)) {
    const sale = read(db, transactionId);
    post(db, shift, settledAt, sale, [...takingOf(sale, 'refund', 1), ...takingOf(sale, 'returned', -1)]);
  }
}

/** What of a payment is on credit stands on its customer's debt, or comes off it. */
function owe(db: Db, { customerId, tenders }: Before, sign: 1 | -1): void {
  if (customerId === null) return;
  const credit = (tenders ?? []).reduce((sum, { kind, amount }) => sum + (kind === 'credit' ? amount : 0), 0);
  addDebt(db, customerId, sign * credit);
}

/** A slip goes to a printer: copies and drawers are counted for whoever answers for the drawer. */
export function postPrinting(db: Db, at: number, { copy, drawer }: RecordData['printing']): void {
  const shift = shiftNow(db);
  const counts = [...(copy !== null && copy > 0 ? [countOf('copy')] : []), ...(drawer ? [countOf('drawer')] : [])];
  if (shift > 0 && counts.length > 0) post(db, shift, at, nobodys, counts);
}

/** Whose money it is that is no provider's and no product's. */
export const nobodys = { provider: '', product: '', cashier: '' };

function read(db: Db, transactionId: string): Before {
  const row = prepared(db, readSql).get(transactionId) as
    (Omit<Before, 'tenders'> & { readonly tenders: string | null }) | undefined;
  assert(row, `${transactionId} must be there to be posted`);
  return { ...row, tenders: row.tenders === null ? null : (JSON.parse(row.tenders) as Handed[]) };
}

const readSql = `SELECT transaction_id AS transactionId, status, provider, product, cashier, bill, admin, fee, total, rounding, tenders,
  commission, shift, customer_id AS customerId FROM transactions WHERE transaction_id = ?`;
