import type { CustomerNumber, DebtLine } from '../../shared/customer.ts';
import { toWib } from '../../shared/time.ts';
import type { RoundingRule, Tender } from '../../shared/tender.ts';
import { prepared, type Db } from './open.ts';
import { unsettled } from './pending-payments.ts';

// Customers who are known by name, and what they owe. Money in rupiah, times in ms.

export interface SavedCustomer {
  readonly customerId: string;
  readonly name: string;
  readonly phone: string | null;
  readonly group: string | null;
  readonly numbers: readonly CustomerNumber[];
  /** Who was removed keeps what they owe and paid, and is not listed. */
  readonly active: boolean;
}

export interface CustomerRow extends SavedCustomer {
  readonly owed: number;
}

const select = `SELECT c.customer_id AS customerId, name, phone, grp AS "group", numbers, active, coalesce(d.amount, 0) AS owed
  FROM customers c LEFT JOIN debts d USING (customer_id)`;

const isFound = `($search = '' OR instr(lower(name || ' ' || coalesce(phone, '') || ' ' || coalesce(grp, '') || ' ' || numbers), $search) > 0)`;

export function findCustomer(db: Db, customerId: string): CustomerRow | null {
  const row = prepared(db, `${select} WHERE c.customer_id = ?`).get(customerId);
  return row ? fromRow(row as Row) : null;
}

/** By name, from behind the customer of `after` on. Searched by name, phone, group, label and number. */
export function listCustomers(
  db: Db,
  by: { readonly search: string; readonly group: string | null; readonly after: string | null; readonly most: number },
): readonly CustomerRow[] {
  const { search, group, after, most } = by;
  const sql = `${select} WHERE active = 1 AND ($group IS NULL OR grp = $group)
    AND ${isFound}
    AND ($after IS NULL OR (name, c.customer_id) > (SELECT name, customer_id FROM customers WHERE customer_id = $after))
    ORDER BY name, c.customer_id LIMIT $most`;
  return (prepared(db, sql).all({ search: search.toLowerCase(), group, after, most }) as Row[]).map(fromRow);
}

/** Whether it is not certain yet what became of something that they bought on credit. */
export function hasUnsettledCredit(db: Db, customerId: string): boolean {
  const sql = `SELECT EXISTS (SELECT 1 FROM transactions WHERE ${unsettled} AND customer_id = ?)`;
  return prepared(db, sql).pluck().get(customerId) === 1;
}

/**
 * What of a customer's debt is of payments of which nobody knows yet, in rupiah: it comes off again where they fail. `before`: of those
 * alone that were begun before that record.
 */
export function uncertainOf(db: Db, customerId: string, before: number | null = null): number {
  const sql = `SELECT coalesce(sum(value ->> '$.amount'), 0) FROM transactions AS t, json_each(tenders)
    WHERE ${unsettled} AND customer_id = $customerId AND value ->> '$.kind' = 'credit'
    AND ($before IS NULL OR (SELECT min(n) FROM main.journal WHERE transaction_id = t.transaction_id) < $before)`;
  return prepared(db, sql).pluck().get({ customerId, before }) as number;
}

/** Who owes something, or is owed something; the most first. */
export function listDebtors(db: Db): readonly CustomerRow[] {
  const sql = `${select} WHERE d.amount <> 0 ORDER BY d.amount DESC, name`;
  return (prepared(db, sql).all() as Row[]).map(fromRow);
}

/** Who owed or was owed something once, and nothing now; removed ones too. By name, searched as `listCustomers` does. */
export function listSettled(db: Db, search: string, most: number): readonly CustomerRow[] {
  const sql = `${select} WHERE d.amount = 0 AND ${isFound} ORDER BY name, c.customer_id LIMIT $most`;
  return (prepared(db, sql).all({ search: search.toLowerCase(), most }) as Row[]).map(fromRow);
}

export function saveCustomer(db: Db, { customerId, name, phone, group, numbers, active }: SavedCustomer): void {
  prepared(
    db,
    `INSERT INTO customers (customer_id, name, phone, grp, numbers, active) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (customer_id) DO UPDATE SET name = excluded.name, phone = excluded.phone, grp = excluded.grp,
       numbers = excluded.numbers, active = excluded.active`,
  ).run(customerId, name, phone, group, JSON.stringify(numbers), active ? 1 : 0);
}

/** What a customer owes becomes so much more, or less. */
export function addDebt(db: Db, customerId: string, amount: number): void {
  const sql = `INSERT INTO debts (customer_id, amount) VALUES (?, ?)
    ON CONFLICT DO UPDATE SET amount = amount + excluded.amount`;
  prepared(db, sql).run(customerId, amount);
}

export interface DebtPaymentRow {
  readonly settlementId: string;
  readonly customerId: string;
  readonly shift: number;
  /** Below 0 where it was given back. */
  readonly amount: number;
  /** What was kept, or in cash, below 0, given back. */
  readonly tenders: readonly Tender[];
  readonly change: number;
  /** amount + rounding is what the tenders come to. */
  readonly rounding: number;
  /** What was owed then, after it. */
  readonly owed: number;
  readonly by: string;
  readonly at: number;
}

/** As a record says it. */
export interface SavedDebtPayment extends Omit<DebtPaymentRow, 'at' | 'rounding'> {
  /** What cash was rounded to and by; null where the shop rounds none. Absent where an older till wrote it, which rounded none. */
  readonly roundedTo?: RoundingRule['to'] | null;
  readonly rounding?: number;
  /** What of `rounding` takes back what the payment before was rounded by. Absent where nothing was given back, or by an older till. */
  readonly undone?: number;
  /** What the customer was called then. Absent where an older till wrote it. */
  readonly name?: string;
}

export function insertDebtPayment(db: Db, one: DebtPaymentRow): void {
  const { settlementId, customerId, shift, amount, tenders, change, rounding, owed, by, at } = one;
  prepared(
    db,
    `INSERT INTO debt_payments (settlement_id, customer_id, shift, amount, tenders, change, rounding, owed, by_name, at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(settlementId, customerId, shift, amount, JSON.stringify(tenders), change, rounding, owed, by, at);
}

const selectPayment = `SELECT settlement_id AS settlementId, customer_id AS customerId, shift, amount, tenders, change, rounding, owed,
  by_name AS "by", at FROM debt_payments`;

export function findDebtPayment(db: Db, settlementId: string): DebtPaymentRow | null {
  const row = prepared(db, `${selectPayment} WHERE settlement_id = ?`).get(settlementId);
  return row ? paymentOf(row as PaymentRow) : null;
}

/**
 * What a customer's last payment that ended the debt was rounded by, in rupiah: 0 or above; 0 again once all was given back after it. What is
 * given back of bills that it paid was not handed over by so much.
 */
export function roundedAtEnd(db: Db, customerId: string): number {
  const sql = `SELECT CASE WHEN amount > 0 THEN 0 - rounding ELSE 0 END FROM debt_payments
    WHERE customer_id = ? AND owed = 0 ORDER BY payment DESC LIMIT 1`;
  return (prepared(db, sql).pluck().get(customerId) ?? 0) as number;
}

/** Its own record, the latest being found at once; `hash` in hex. `approvedBy`: whose PIN let it through, null where none had to; `name`: as the customer was called then, null in an older till's. */
export function findDebtRecord(
  db: Db,
  settlementId: string,
): {
  readonly n: number;
  readonly hash: string;
  readonly approvedBy: string | null;
  readonly name: string | null;
} | null {
  const sql = `SELECT n, lower(hex(hash)) AS hash, (SELECT data ->> '$.name' FROM main.journal before
      WHERE before.n BETWEEN act.n - 9 AND act.n - 1 AND before.n + before.more >= act.n AND kind = 'approved'
      ORDER BY before.n DESC LIMIT 1) AS approvedBy, data ->> '$.name' AS name
    FROM main.journal act WHERE kind = 'debt-settled' AND data ->> '$.settlementId' = ? ORDER BY n DESC LIMIT 1`;
  return (prepared(db, sql).get(settlementId) as ReturnType<typeof findDebtRecord> | undefined) ?? null;
}

/** What was paid of debts in a shift, in its order. */
export function listDebtPayments(db: Db, shift: number): readonly DebtPaymentRow[] {
  return (prepared(db, `${selectPayment} WHERE shift = ? ORDER BY payment`).all(shift) as PaymentRow[]).map(paymentOf);
}

/** What customers were called as they paid in a shift, by the payments' ids; an older till did not say it. */
export function namesAtPayments(db: Db, shift: number): ReadonlyMap<string, string> {
  const sql = `SELECT data ->> '$.settlementId' AS id, data ->> '$.name' AS name FROM main.journal
    WHERE kind = 'debt-settled' AND data ->> '$.name' IS NOT NULL AND n > (SELECT n FROM main.journal WHERE kind = 'shift-opened'
      AND data ->> '$.shiftId' = (SELECT shift_id FROM shifts WHERE shift = ?) ORDER BY n DESC LIMIT 1)`;
  const rows = prepared(db, sql).all(shift) as { readonly id: string; readonly name: string }[];
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** What made and took away a customer's debt, the latest first. */
export function listDebtLines(db: Db, customerId: string): readonly DebtLine[] {
  const sql = `SELECT created_at AS at, 'sale' AS kind, credit AS amount, 0 AS rounding, transaction_id AS transactionId, product, customer_number AS customerNumber,
      slip_number AS slipNumber, NULL AS settlementId, cashier AS "by", '[]' AS tenders FROM
      (SELECT *, (SELECT sum(value ->> '$.amount') FROM json_each(tenders) WHERE value ->> '$.kind' = 'credit') AS credit
        FROM transactions WHERE customer_id = $customerId)
    UNION ALL SELECT settled_at, 'returned', 0 - (SELECT sum(value ->> '$.amount') FROM json_each(tenders)
        WHERE value ->> '$.kind' = 'credit'), 0, transaction_id, product, customer_number, slip_number, NULL, cashier, '[]' FROM transactions
      WHERE customer_id = $customerId AND (status = 'refused' OR warning = 'refused-then-paid')
    UNION ALL SELECT at, iif(amount < 0, 'given-back', 'paid'), 0 - amount, rounding, NULL, NULL, NULL, NULL, settlement_id, by_name, tenders
      FROM debt_payments WHERE customer_id = $customerId
    ORDER BY at DESC, transactionId DESC, settlementId DESC LIMIT 200`;
  const rows = prepared(db, sql).all({ customerId }) as readonly LineRow[];
  return rows.map(({ at, tenders, ...row }) => {
    const kinds = (JSON.parse(tenders) as readonly Tender[]).map(({ kind }) => kind);
    return { ...row, at: toWib(at), kinds: [...new Set(kinds)] };
  });
}

type Row = Omit<CustomerRow, 'numbers' | 'active'> & { readonly numbers: string; readonly active: 0 | 1 };

function fromRow({ numbers, active, ...row }: Row): CustomerRow {
  return { ...row, numbers: JSON.parse(numbers) as CustomerNumber[], active: active === 1 };
}

type LineRow = Omit<DebtLine, 'at' | 'kinds'> & { readonly at: number; readonly tenders: string };

type PaymentRow = Omit<DebtPaymentRow, 'tenders'> & { readonly tenders: string };

function paymentOf({ tenders, ...row }: PaymentRow): DebtPaymentRow {
  return { ...row, tenders: JSON.parse(tenders) as Tender[] };
}
