// What is no payment: people at the counter, shifts, customers, deposits. Each table beside the records that made it, both ways.

interface Comparison {
  /** Both have the same columns, the first of which names a row. */
  readonly rows: string;
  readonly records: string;
  readonly says: string;
}

/** A field of a record's data. */
const of = (...fields: readonly string[]): string => fields.map((field) => `data ->> '$.${field}'`).join(', ');

const comparisons: readonly Comparison[] = [
  {
    rows: 'SELECT shift_id, person_id, cashier, opened_at, float, notes FROM shifts',
    records: `SELECT ${of('shiftId', 'personId', 'name')}, at, ${of('float', 'notes')} FROM journal WHERE kind = 'shift-opened'`,
    says: 'the shift did not begin as recorded',
  },
  {
    rows: 'SELECT shift_id, z, closed_at FROM shifts',
    records: `SELECT id, z, iif(kind = 'shift-closed', at, NULL) FROM (SELECT data ->> '$.shiftId' AS id, max(n), kind, at, data ->> '$.number' AS z
      FROM journal WHERE kind IN ('shift-opened', 'shift-closed', 'shift-reopened') GROUP BY id)`,
    says: 'the shift did not end as recorded',
  },
  {
    rows: `SELECT shift_id, kind, amount, reason, at FROM shift_lines JOIN shifts USING (shift) WHERE kind <> 'refund'`,
    records: `SELECT ${of('shiftId', 'kind', 'amount', 'reason')}, at FROM journal WHERE kind = 'shift-cash'
      UNION ALL SELECT ${of('shiftId')}, 'count', ${of('counted', 'by')}, at FROM journal WHERE kind = 'shift-counted'`,
    says: 'what moved in the drawer is not what was recorded',
  },
  {
    rows: 'SELECT z, report, prints FROM zs',
    records: `SELECT ${of('number', 'report')}, coalesce(prints, 0) FROM journal
      LEFT JOIN (SELECT data ->> '$.number' AS printed, count(*) AS prints FROM journal WHERE kind = 'z-printing' GROUP BY printed)
        ON printed = data ->> '$.number'
      WHERE kind = 'shift-closed'`,
    says: 'the Z is not as recorded',
  },
  {
    rows: 'SELECT customer_id, name, phone, grp, numbers, active FROM customers',
    records: `SELECT id, ${of('name', 'phone', 'group', 'numbers', 'active')}
      FROM (SELECT data ->> '$.customerId' AS id, max(n), data FROM journal WHERE kind = 'customer' GROUP BY id)`,
    says: 'the customer is not as recorded',
  },
  {
    rows: 'SELECT settlement_id, customer_id, shift, amount, tenders, change, rounding, owed, by_name, at FROM debt_payments',
    records: `SELECT ${of('settlementId', 'customerId', 'shift', 'amount', 'tenders', 'change')},
      coalesce(data ->> '$.rounding', 0), ${of('owed', 'by')}, at
      FROM journal WHERE kind = 'debt-settled'`,
    says: 'what was paid of a debt is not what was recorded',
  },
  {
    rows: 'SELECT provider, kind, amount, note, by_name, at FROM deposit_lines',
    records: `SELECT ${of('provider', 'kind', 'amount', 'note', 'by')}, at FROM journal WHERE kind = 'deposit'`,
    says: 'a line of the deposit is not what was recorded',
  },
  {
    rows: 'SELECT ask_id, provider, amount, note, by_name, at, state FROM top_up_asks',
    records: `SELECT ${of('askId', 'provider', 'amount', 'note', 'by')}, at, coalesce(became, 'asked') FROM journal
      LEFT JOIN (SELECT data ->> '$.askId' AS closed, min(n), iif(kind = 'deposit', 'arrived', 'cancelled') AS became FROM journal
        WHERE kind IN ('deposit', 'top-up-cancelled') AND data ->> '$.askId' IS NOT NULL GROUP BY closed) ON closed = data ->> '$.askId'
      WHERE kind = 'top-up-asked'`,
    says: 'the top-up that was asked for is not as recorded',
  },
];

/** As the checks of `audit.ts`: the rows that no record makes, and the records that no row shows. */
export const counterChecks: readonly { readonly sql: string; readonly says: string }[] = [
  ...comparisons.flatMap(({ rows, records, says }) =>
    [
      [rows, records],
      [records, rows],
    ].map(([one, other]) => ({ sql: `SELECT * FROM (${one}) EXCEPT SELECT * FROM (${other})`, says })),
  ),
  {
    sql: 'SELECT shift FROM ledger GROUP BY shift HAVING sum(amount) <> 0',
    says: 'what was posted to the shift does not come to 0',
  },
];
