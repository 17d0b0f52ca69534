import { prepared, type Db } from './open.ts';

/** What a PIN approved of; `data` as the record says it, `reason` what was given with the act, null if none was. `at` in ms. */
export interface ApprovalRow {
  readonly at: number;
  readonly data: string;
  readonly reason: string | null;
  /** JSON of an `ApprovedAct`; null where no money was moved. */
  readonly act: string | null;
}

/** What the act's own record says of the money. */
const actOf = `SELECT CASE kind
    WHEN 'debt-settled' THEN json_object('kind', 'debt-back', 'amount', 0 - (data ->> '$.amount') - coalesce(data ->> '$.rounding', 0),
      'name', coalesce(data ->> '$.name', (SELECT name FROM customers WHERE customer_id = data ->> '$.customerId')))
    WHEN 'top-up-asked' THEN json_object('kind', kind, 'amount', data ->> '$.amount', 'name', NULL)
    WHEN 'top-up-cancelled' THEN json_object('kind', kind, 'amount', NULL, 'name', NULL)
    ELSE json_object('kind', data ->> '$.kind', 'amount', data ->> '$.amount', 'name', NULL) END
  FROM main.journal act WHERE act.n > own.n AND act.n <= own.n + own.more
    AND kind IN ('debt-settled', 'shift-cash', 'deposit', 'top-up-asked', 'top-up-cancelled') ORDER BY act.n LIMIT 1`;

/**
 * Since a shift was opened first, in their order. Records about no payment are never packed away, so all are there; of an act on a
 * payment, and of a close, they say the reason themselves. Walks back from the end of the journal, as far as the shift goes.
 */
export function listApprovalsSince(db: Db, shiftId: string): readonly ApprovalRow[] {
  const sql = `SELECT at, data,
      coalesce(own.data ->> '$.reason', (SELECT act.data ->> '$.reason' FROM main.journal act
        WHERE act.n > own.n AND act.n <= own.n + own.more AND act.data ->> '$.reason' IS NOT NULL ORDER BY act.n LIMIT 1)) AS reason,
      coalesce(own.data -> '$.act', (${actOf})) AS act
    FROM main.journal own WHERE kind = 'approved' AND n > (
      SELECT n FROM main.journal WHERE kind = 'shift-opened' AND data ->> '$.shiftId' = ? ORDER BY n DESC LIMIT 1)
    ORDER BY n`;
  return prepared(db, sql).all(shiftId) as ApprovalRow[];
}
