import type { Db } from './open.ts';

/**
 * Compares payments and slips with the records they were made of: a byte that changed on the disk can leave a row that looks
 * right. One sentence a difference, at most `most`.
 */
export function auditRows(db: Db, most = 20): readonly string[] {
  return checks.flatMap(({ sql, says }) =>
    (db.prepare(`${sql} LIMIT ?`).pluck().all(most) as string[]).map((id) => `${id}: ${says}`),
  );
}

/** What SQLite itself finds wrong with the file; empty if nothing. Reads all of it. */
export function checkIntegrity(db: Db): readonly string[] {
  const found = db.pragma('integrity_check(20)') as { integrity_check: string }[];
  const keys = db.pragma('foreign_key_check') as { table: string }[];
  return [
    ...found.map((row) => row.integrity_check).filter((said) => said !== 'ok'),
    ...keys.map(({ table }) => `a row of ${table} belongs to nothing`),
  ];
}

const quoted = (name: string): string => `json_extract(i.data, '$.quote.${name}')`;

/** Columns that are agreed in the intent and never change. */
const agreed = [
  ...(['bill', 'admin', 'fee', 'total', 'provider', 'product'] as const).map(
    (name) => `t.${name} IS NOT ${quoted(name)}`,
  ),
  `t.customer_number IS NOT ${quoted('customerNumber')}`,
  `t.quote_id IS NOT ${quoted('quoteId')}`,
  `t.periods IS NOT ${quoted('periods')}`,
  `t.provider_ref IS NOT json_extract(i.data, '$.providerRef')`,
  `t.tendered IS NOT json_extract(i.data, '$.tendered')`,
  `t.created_at IS NOT i.at`,
].join(' OR ');

const lastMove = `SELECT max(n) FROM journal m WHERE m.transaction_id = t.transaction_id
  AND m.kind IN ('intent', 'paid', 'refused', 'pending', 'interrupted', 'resolved')`;

const checks: readonly { readonly sql: string; readonly says: string }[] = [
  {
    sql: `SELECT t.transaction_id FROM transactions t
      LEFT JOIN journal i ON i.transaction_id = t.transaction_id AND i.kind = 'intent' WHERE i.n IS NULL OR ${agreed}`,
    says: 'what was agreed is not what was recorded',
  },
  {
    sql: `SELECT i.transaction_id FROM journal i WHERE i.kind = 'intent'
      AND i.transaction_id NOT IN (SELECT transaction_id FROM transactions)`,
    says: 'the payment is recorded and not there',
  },
  {
    sql: `SELECT t.transaction_id FROM transactions t JOIN journal m ON m.n = (${lastMove})
      WHERE t.status IS NOT CASE m.kind
          WHEN 'intent' THEN 'sending' WHEN 'interrupted' THEN 'pending'
          WHEN 'resolved' THEN json_extract(m.data, '$.as') ELSE m.kind END
        OR (t.settled_at IS NOT NULL AND t.settled_at IS NOT m.at)
        OR (m.kind = 'paid' AND t.reference IS NOT json_extract(m.data, '$.reference'))`,
    says: 'its state is not what was recorded',
  },
  {
    sql: `SELECT p.job_id FROM print_jobs p LEFT JOIN journal i ON i.transaction_id = p.transaction_id
        AND i.kind = 'printing' AND json_extract(i.data, '$.jobId') = p.job_id
      WHERE i.n IS NULL OR p.copy IS NOT json_extract(i.data, '$.copy')`,
    says: 'the slip is not what was recorded',
  },
];
