import type { Bill, PaidBefore, Warning } from '../../shared/bill.ts';
import { assert } from '../../shared/errors.ts';
import { isSameBill, type BillDetails, type Product } from '../../shared/product.ts';
import type { Tender } from '../../shared/tender.ts';
import { toWib } from '../../shared/time.ts';
import {
  mayMove,
  type EventKind,
  type Overturning,
  type Refusal,
  type Status,
  type Transaction,
  type TransactionEvent,
} from '../../shared/transaction.ts';
import { listRecordsOf, type JournalRow } from './journal-table.ts';
import { prepared, type Db } from './open.ts';
import { packRow, unpackRow } from './packed-row.ts';
import { unsettled } from './pending-payments.ts';
import { mergedBills, mergedDetails } from './told.ts';
import { withBills, type KeptQuote, type StoredQuote } from './quotes.ts';
import { fromRow, selectSql, type TransactionRow } from './transaction-row.ts';

/** What an intent stores: the bill as it was agreed, and the cash. `expiresAt` in ms. */
export interface Intent extends Pick<StoredQuote, 'providerRef' | 'expiresAt' | 'memo'> {
  readonly quote: KeptQuote;
  /** All that was handed over. */
  readonly tendered: number;
  /** What the cash was rounded by; absent if by nothing. */
  readonly rounding?: number;
  /** Absent if all of it is cash. */
  readonly tenders?: readonly Tender[];
  /** Who owes what is on credit. */
  readonly customerId?: string;
  readonly cashier: string;
  /** Absent while people do not sign in. */
  readonly cashierId?: string;
  /** Absent where an older till wrote it. */
  readonly claimCode?: string;
  /** The open shift, one after another from 1, or `noShift`; absent where none was and an older till wrote it. */
  readonly shift?: number;
}

/** Where a payment goes. */
export interface Move {
  readonly status: Exclude<Status, 'sending'>;
  readonly settledBy?: 'provider' | 'person';
  /** Whose word it is that it was paid. */
  readonly saidBy?: string;
  readonly reference?: string | null;
  readonly commission?: number | null;
  readonly warning?: Warning | null;
  readonly refusal?: Refusal;
  /** What only the payment's answer tells; null or absent keeps what the inquiry told. */
  readonly details?: BillDetails | null;
  readonly bills?: readonly Bill[] | null;
  readonly remainingBills?: number | null;
  readonly footer?: readonly string[] | null;
  /** Only of what is paid. */
  readonly slipNumber?: string;
  /** Only of a pending payment; null if nobody will ask by itself. In ms. */
  readonly nextAskAt?: number | null;
  /** Only of a refused payment: when the provider is asked whether its refusal stands; null if nobody asks. In ms. */
  readonly lookAt?: number | null;
}

/** Stores an intent made at `at` (ms). Throws a unique violation if another payment of the same bill is unsettled. */
export function insertIntent(db: Db, transactionId: string, at: number, intent: Intent): void {
  const { providerRef, expiresAt, memo, tendered, cashier, claimCode } = intent;
  const quote = withBills(intent.quote);
  const { lastInsertRowid } = prepared(db, insertSql).run(
    transactionId,
    quote.quoteId,
    quote.provider,
    quote.product,
    quote.customerNumber,
    quote.customerName,
    JSON.stringify(quote.periods),
    quote.bill,
    quote.admin,
    quote.fee,
    quote.total,
    quote.commission,
    quote.remainingBills,
    expiresAt,
    quote.warning,
    quote.paidBefore && JSON.stringify(quote.paidBefore),
    tendered,
    cashier,
    at,
    claimCode ?? null,
    intent.shift ?? 0,
    intent.rounding ?? 0,
    intent.tenders ? JSON.stringify(intent.tenders) : null,
    intent.customerId ?? null,
  );
  prepared(db, 'INSERT INTO payment_texts (payment, provider_ref, bills, details, memo) VALUES (?, ?, ?, ?, ?)').run(
    ...[lastInsertRowid, providerRef],
    ...[quote.bills, quote.details, memo].map((told) => JSON.stringify(told)),
  );
}

/** Moves a payment at `at` (ms). */
export function moveTransaction(db: Db, transactionId: string, at: number, move: Move): void {
  const before = prepared(db, beforeSql).get(transactionId) as Before | undefined;
  assert(before, `${transactionId} must be there to be moved`);
  const overturning = overturningOf(before, move);
  assert(
    mayMove(before.status, move.status, overturning),
    `${transactionId} can not go from ${before.status} to ${move.status}`,
  );
  const { status, refusal } = move;
  const { changes } = prepared(db, moveSql).run(
    status,
    status === 'pending' ? null : at,
    status === 'pending' ? null : (move.settledBy ?? 'provider'),
    move.reference ?? null,
    move.commission ?? null,
    (overturning === 'paid-after-all' ? move.warning : (before.warning ?? move.warning)) ?? null,
    refusal?.code ?? null,
    refusal?.message ?? null,
    refusal?.messageEn ?? null,
    move.remainingBills ?? null,
    move.nextAskAt ?? null,
    move.lookAt ?? null,
    move.slipNumber ?? null,
    move.saidBy ?? null,
    before.payment,
  );
  assert(changes === 1, `${transactionId} must be there to be moved`);
  moveTexts(db, before, move);
}

type Before = Pick<
  TransactionRow,
  'payment' | 'settled_by' | 'details' | 'bills' | 'warning' | 'refusal_code' | 'packed'
> & {
  readonly status: Status;
  readonly footer: string | null;
};

/** What a move tells of what is only shown; a footer is that of this move or none. */
function moveTexts(db: Db, before: Before, move: Move): void {
  const unpacked = before.packed && unpackRow(before.packed);
  const there = unpacked ?? before;
  const details = move.details ? mergedDetails(there.details, move.details) : there.details;
  const bills = move.bills ? mergedBills(there.bills, move.bills) : there.bills;
  const footer = move.footer ? JSON.stringify(move.footer) : null;
  if (details === there.details && bills === there.bills && footer === there.footer) return;
  const { payment } = before;
  if (unpacked) {
    const packed = packRow({ ...unpacked, details, bills, footer }, unpacked.slips);
    prepared(db, 'UPDATE packed_texts SET data = ? WHERE payment = ?').run(packed, payment);
  } else {
    const sql = 'UPDATE payment_texts SET details = ?, bills = ?, footer = ? WHERE payment = ?';
    prepared(db, sql).run(details, bills, footer, payment);
  }
}

/** What lets a settled payment move once more. What was never sent can't turn out paid, and a person's word is the person's. */
function overturningOf(before: Before, { settledBy, warning }: Move): Overturning | null {
  if (before.settled_by === 'person') return settledBy === 'person' ? 'taken-back' : null;
  const isSecondLook = before.settled_by === 'provider' && settledBy !== 'person' && warning === 'refused-then-paid';
  return isSecondLook && before.refusal_code !== 'not-sent' ? 'paid-after-all' : null;
}

export function findTransaction(db: Db, transactionId: string): Transaction | null {
  return one(db, 'WHERE t.transaction_id = ?', transactionId);
}

/** Whether a payment was ever begun in these books. */
export function hasTransactions(db: Db): boolean {
  return prepared(db, 'SELECT 1 FROM transactions LIMIT 1').get() !== undefined;
}

export function findByQuote(db: Db, quoteId: string): Transaction | null {
  return one(db, 'WHERE t.quote_id = ?', quoteId);
}

/** The unsettled payment of a bill, if there is one. */
export function findUnsettled(db: Db, product: Product, customerNumber: string): Transaction | null {
  return one(db, `WHERE t.product = ? AND t.customer_number = ? AND ${unsettled}`, product, customerNumber);
}

/**
 * This till's latest payment of the same bill: same number and, where a bill has months, one of the same months. One that was refused counts
 * while the last look at it said that it is in process.
 */
export function findPaidBefore(
  db: Db,
  bill: { readonly product: Product; readonly customerNumber: string; readonly periods: readonly string[] },
): PaidBefore | null {
  // A number has few payments; comparing months here spares a sort and two JSON tables in a query that every payment asks thrice.
  const look = `SELECT data ->> '$.why' FROM journal j WHERE j.transaction_id = t.transaction_id AND kind = 'looked' ORDER BY n DESC LIMIT 1`;
  const sql = `SELECT transaction_id, settled_at, cashier, periods, status FROM transactions t
    WHERE product = ? AND customer_number = ? AND (status = 'paid' OR status = 'refused' AND (${look}) = 'in-process')
    ORDER BY rowid`;
  const rows = prepared(db, sql).all(bill.product, bill.customerNumber) as PaidBeforeRow[];
  // The latest by the order of the intents: a clock may have been set back.
  const last = rows.findLast(({ periods }) => isSameBill(bill.product, JSON.parse(periods) as string[], bill.periods));
  if (!last) return null;
  const { transaction_id: transactionId, settled_at: settledAt, cashier, status } = last;
  return { transactionId, at: toWib(settledAt), cashier, ...(status === 'refused' && { inProcess: true }) };
}

/** The trail of a payment whose records are at hand: one that is not settled, or was not before yesterday. */
export function listEvents(db: Db, transactionId: string): readonly TransactionEvent[] {
  return toEvents(listRecordsOf(db, transactionId));
}

/** What of a payment's records stands in its trail. Of the intent only what is not in the payment itself. */
export function toEvents(records: readonly Pick<JournalRow, 'at' | 'kind' | 'data'>[]): readonly TransactionEvent[] {
  return records.flatMap(({ at, kind, data }) => {
    if (kind === 'quote' || kind === 'printing') return [];
    const told = JSON.parse(data) as TransactionEvent['data'];
    const { tendered, cashier } = told;
    return [{ at: toWib(at), kind: kind as EventKind, data: kind === 'intent' ? { tendered, cashier } : told }];
  });
}

/** What a slip needs beside the transaction. */
export function findSlipFacts(
  db: Db,
  transactionId: string,
): { readonly cashier: string; readonly footer: readonly string[] | null } {
  const sql = 'SELECT cashier, footer, packed FROM payments WHERE transaction_id = ?';
  const row = prepared(db, sql).get(transactionId) as SlipRow | undefined;
  assert(row, `transaction ${transactionId} must be there`);
  const { footer } = row.packed ? unpackRow(row.packed) : row;
  return { cashier: row.cashier, footer: footer === null ? null : (JSON.parse(footer) as string[]) };
}

/** Payments whose outcome is not known, oldest first. */
export function listUnsettled(db: Db): readonly Transaction[] {
  // The plus keeps the planner from walking the whole table by time.
  const rows = prepared(db, `${selectSql} WHERE ${unsettled} ORDER BY +t.created_at`).all();
  return (rows as TransactionRow[]).map(fromRow);
}

// Values by their place: by their names they take twice the time, and making the database again is mostly this.
const insertSql = `
  INSERT INTO transactions (transaction_id, quote_id, provider, product, customer_number, customer_name, periods,
    bill, admin, fee, total, commission, remaining_bills, expires_at, warning, paid_before, tendered, cashier, created_at,
    claim_code, shift, rounding, tenders, customer_id, status)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'sending')`;

const beforeSql = `SELECT payment, status, settled_by, details, bills, footer, warning, refusal_code, packed FROM payments
  WHERE transaction_id = ?`;

const moveSql = `
  UPDATE transactions SET status = ?, settled_at = ?, settled_by = ?,
    reference = ?, commission = coalesce(?, commission), warning = ?,
    refusal_code = ?, refusal_message = ?, refusal_message_en = ?,
    remaining_bills = coalesce(?, remaining_bills), next_ask_at = ?, look_at = ?,
    slip_number = coalesce(?, slip_number), said_by = ?
  WHERE rowid = ?`;

function one(db: Db, where: string, ...values: readonly string[]): Transaction | null {
  const row = prepared(db, `${selectSql} ${where}`).get(...values) as TransactionRow | undefined;
  return row ? fromRow(row) : null;
}

interface PaidBeforeRow {
  readonly transaction_id: string;
  readonly settled_at: number;
  readonly cashier: string;
  readonly status: string;
  readonly periods: string;
}

interface SlipRow {
  readonly cashier: string;
  readonly footer: string | null;
  readonly packed: Uint8Array | null;
}
