import type { DatabaseSync } from 'node:sqlite';
import { attempt, hasColumn } from './database.ts';
import type { Entry } from './entry.ts';
import { clean, type Report } from './report.ts';

// On which day, and by whose name, money moved: the sums of each account over all shifts. What goes over to another shift, or is sorted anew
// there, stays what it was here.

export interface Days {
  /** By whose name money moves now; empty for nobody's. */
  by: string;
  /** From here on it moves with this record: on its WIB day, by the name that it says. */
  during(entry: Pick<Entry, 'at' | 'kind' | 'get'>): void;
  add(account: string, amount: number, count: number): void;
  /** Compares all of it with the database's. */
  compare(db: DatabaseSync, report: Report): void;
}

export function createDays(): Days {
  const sums = new Map<string, { amount: number; count: number }>();
  let day = '';
  const days: Days = {
    by: '',
    during({ at, kind, get }) {
      const by = get(kind === 'shift-opened' ? 'name' : 'by');
      days.by = typeof by === 'string' ? by : '';
      day = at.slice(0, 10).replaceAll('-', '');
    },
    add(account, amount, count) {
      const key = `${day} ${account} ${days.by}`;
      const sum = sums.get(key) ?? { amount: 0, count: 0 };
      sum.amount += amount;
      sum.count += count;
      sums.set(key, sum);
    },
    compare: (db, report) => compare(sums, db, report),
  };
  return days;
}

function compare(
  sums: ReadonlyMap<string, { readonly amount: number; readonly count: number }>,
  db: DatabaseSync,
  report: Report,
): void {
  attempt('ledger', report, () => {
    // A till from before there were shifts kept none.
    if (!hasColumn(db, 'transactions', 'shift')) return;
    const made = new Map([...sums].filter(([, { amount, count }]) => amount !== 0 || count !== 0));
    const sql = `SELECT day || ' ' || account || ' ' || cashier AS key, sum(amount) AS amount, sum(count) AS count
      FROM ledger GROUP BY day, account, cashier HAVING sum(amount) <> 0 OR sum(count) <> 0`;
    for (const { key, amount, count } of db.prepare(sql).iterate()) {
      const sum = made.get(String(key));
      if (sum?.amount !== amount || sum?.count !== count)
        report('loket.db', null, `ledger: ${clean(key)}: is not what the records post on that day by that name`);
      made.delete(String(key));
    }
    for (const key of made.keys()) report('loket.db', null, `ledger: ${clean(key)}: is missing`);
  });
}
