import { marked, searched } from './search-text.ts';
import type { Db } from './open.ts';

// The index that payments are searched and filtered by, as a whole. Its triggers keep it, row by row: migration 080.

/** What of a payment is in the index; `status` only once it is settled. */
const indexed = `rowid, searched(customer_number), searched(customer_name), searched(reference), searched(slip_number),
  CASE WHEN status IN ('paid', 'refused') THEN marked('status', status) END,
  marked('provider', provider), marked('product', product), marked('cashier', cashier)`;

const setBacks = `SELECT rowid FROM (SELECT rowid, created_at, lag(created_at) OVER (ORDER BY rowid) AS before FROM transactions)
  WHERE created_at < before`;

/** Bytes of the index that are gathered before they are written: its own default, and for all of it at once, so that it is in few pieces. */
const gathered = { default: 1_048_576, filling: 67_108_864 } as const;

/** Makes the index anew from the payments. */
export function fillSearch(db: Db): void {
  db.exec(`
    INSERT INTO search (search) VALUES ('delete-all');
    INSERT INTO search (search, rank) VALUES ('hashsize', ${gathered.filling});
    INSERT INTO search (rowid, number, name, reference, slip, status, provider, product, cashier)
      SELECT ${indexed} FROM transactions ORDER BY rowid;
    INSERT INTO search (search, rank) VALUES ('hashsize', ${gathered.default});
    DELETE FROM set_backs;
    INSERT INTO set_backs ${setBacks};
  `);
}

/** In how many payments a trigram is, and the sum of what their rowids are scattered to. */
interface Count {
  payments: number;
  sum: number;
}

/** 2 ** 32 by the golden ratio: two rowids that are swapped for others seldom have the same sum. */
const scatter = 2_654_435_761;

/**
 * Compares the index with the payments, all of both. One sentence, or none. What is missing in it would not be found by anybody.
 * Reads for long, some 30 s for a million payments, so never where the till waits.
 */
export function auditSearch(db: Db): readonly string[] {
  const says = `search: what payments are looked for by is not what they are`;
  const odd = db
    .prepare(`SELECT count(*) FROM (SELECT * FROM (${setBacks}) EXCEPT SELECT first FROM set_backs)`)
    .pluck();
  const left = db
    .prepare(`SELECT count(*) FROM (SELECT first FROM set_backs EXCEPT SELECT * FROM (${setBacks}))`)
    .pluck();
  return odd.get() === 0 && left.get() === 0 && isIndexed(db) ? [] : [says];
}

function isIndexed(db: Db): boolean {
  // Of this connection alone, so that the file is not written to.
  db.exec(`CREATE VIRTUAL TABLE IF NOT EXISTS temp.search_terms USING fts5vocab ('main', 'search', 'instance')`);
  // Both are read as they were at one moment; what only reads is nothing to commit.
  const isAlone = !db.inTransaction;
  if (isAlone) db.exec('BEGIN');
  try {
    const due = countTrigrams(db);
    const sql = `SELECT term, count(*) AS payments, sum((doc * ${scatter}) & 4294967295) AS sum FROM search_terms GROUP BY term`;
    let terms = 0;
    for (const { term, payments, sum } of db.prepare(sql).iterate() as Iterable<Count & { readonly term: string }>) {
      const expected = due.get(term);
      if (expected?.payments !== payments || expected.sum !== sum) return false;
      terms++;
    }
    return terms === due.size;
  } finally {
    if (isAlone) db.exec('ROLLBACK');
  }
}

/** What the index must say. */
function countTrigrams(db: Db): ReadonlyMap<string, Count> {
  const counts = new Map<string, Count>();
  const sql = `SELECT rowid, customer_number, customer_name, reference, slip_number, status, provider, product, cashier
    FROM transactions`;
  for (const row of db.prepare(sql).raw().iterate() as Iterable<readonly [number, ...(string | null)[]]>) {
    const [rowid, number, name, reference, slip, status, provider, product, cashier] = row;
    const texts = [number, name, reference, slip].map((text) => (text == null ? '' : searched(text)));
    const marks = [
      ...(status === 'paid' || status === 'refused' ? [marked('status', status)] : []),
      ...[marked('provider', provider ?? ''), marked('product', product ?? ''), marked('cashier', cashier ?? '')],
    ];
    const weight = (rowid * scatter) % 2 ** 32;
    for (const trigram of new Set([...texts.flatMap(trigramsIn), ...marks])) {
      const count = counts.get(trigram);
      if (!count) counts.set(trigram, { payments: 1, sum: weight });
      else {
        count.payments++;
        count.sum += weight;
      }
    }
  }
  return counts;
}

/** All of them, as SQLite's tokenizer makes them. */
function trigramsIn(text: string): readonly string[] {
  const characters = [...text];
  return characters.slice(2).map((last, at) => `${characters[at] ?? ''}${characters[at + 1] ?? ''}${last}`);
}
