import { prepared, type Db } from './open.ts';

/** The tables whose size tells how a till is used. */
const tables = [
  'journal',
  'people',
  'shifts',
  'zs',
  'ledger',
  'print_jobs',
  'segments',
  'deposit_lines',
  'top_up_asks',
] as const;

/** How many rows there are: payments by their status, and of each table. */
export function rowCounts(db: Db): Readonly<Record<string, number>> {
  const count = (sql: string): number => prepared(db, sql).pluck().get() as number;
  const byStatus = prepared(db, 'SELECT status, count(*) AS count FROM transactions GROUP BY status').all() as {
    readonly status: string;
    readonly count: number;
  }[];
  return Object.fromEntries([
    ...byStatus.map(({ status, count: rows }) => [`payments ${status}`, rows] as const),
    ...tables.map((table) => [table, count(`SELECT count(*) FROM ${table}`)] as const),
  ]);
}
