import { counterChecks } from './audit-counter.ts';
import type { JournalRow } from './journal-table.ts';
import type { Db } from './open.ts';
import { defineUnpacked, packedNames } from './packed-row.ts';

/**
 * Compares quotes, payments, slips and the till's state with the records they were made of, column by column: a byte that changed on
 * the disk can leave a row that looks right. One sentence a difference, at most `most` of a kind. Where records are
 * packed, only of payments whose records are all at hand; `db` is a connection of its own, for its names are given other meanings.
 */
export function auditRows(db: Db, most = 20): readonly string[] {
  defineUnpacked(db);
  const isPacked = db.prepare('SELECT 1 FROM journal_parts LIMIT 1').get() !== undefined;
  if (isPacked) narrow(db);
  return [...checks, ...atHandChecks, ...wholeChecks, ...counterChecks].flatMap((check) => auditBy(check, db, most));
}

/** The same against records that are given: all there are of the payments and inquiries which they are about. */
export function auditRecords(db: Db, records: Iterable<Omit<JournalRow, 'hash'>>, most = 20): readonly string[] {
  defineUnpacked(db);
  db.exec(`CREATE TEMP TABLE journal (n INTEGER PRIMARY KEY, at INTEGER, kind TEXT, transaction_id TEXT, data TEXT, more INTEGER);
    CREATE INDEX temp.journal_by_transaction ON journal (transaction_id)`);
  const insert = db.prepare('INSERT OR IGNORE INTO temp.journal VALUES (?, ?, ?, ?, ?, ?)');
  for (const { n, at, kind, transactionId, data, more } of records) insert.run(n, at, kind, transactionId, data, more);
  narrow(db);
  return checks.flatMap((check) => auditBy(check, db, most));
}

/**
 * From here on the tables are only those rows of themselves that are about what begins in the records, and what is packed of them can be
 * read. An inquiry can be in an earlier segment than the payment that it led to: it says nothing of that one, nor that one of it.
 */
function narrow(db: Db): void {
  const columns = (db.pragma('table_info(payments)') as { name: string }[]).map(({ name }) =>
    packedNames.includes(name) ? `coalesce(${name}, unpacked(packed, '${name}')) AS ${name}` : name,
  );
  for (const [name, all, kind] of [
    ['payments', columns.join(), 'intent'],
    ['print_jobs', '*', 'intent'],
    ['quotes', '*', 'quote'],
  ] as const)
    db.exec(`CREATE TEMP VIEW ${name} AS SELECT ${all} FROM main.${name}
      WHERE transaction_id IN (SELECT transaction_id FROM journal WHERE kind = '${kind}')`);
}

function auditBy({ sql, says }: RowCheck, db: Db, most: number): readonly string[] {
  const found = db.prepare(`${sql} LIMIT ?`).pluck().all(most) as (string | null)[];
  return found.map((id) => `${id ?? 'a row'}: ${says}`);
}

/** A payment of which no record is known; null if there is none. */
export function findUnrecorded(db: Db): string | null {
  const sql = `SELECT transaction_id FROM main.transactions t
    WHERE NOT EXISTS (SELECT 1 FROM main.journal j WHERE j.transaction_id = t.transaction_id AND j.kind = 'intent')
      AND NOT EXISTS (SELECT 1 FROM payment_segments s WHERE s.payment = t.rowid) LIMIT 1`;
  return (db.prepare(sql).pluck().get() as string | undefined) ?? null;
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

/** Columns that must be what a record says, as a condition that holds if one is not. */
function differs(pairs: Readonly<Record<string, string>>): string {
  return Object.entries(pairs)
    .map(([column, recorded]) => `${column} IS NOT ${recorded}`)
    .join(' OR ');
}

const fromQuote = (names: readonly (readonly [string, string])[]): Readonly<Record<string, string>> =>
  Object.fromEntries(names.map(([column, field]) => [`t.${column}`, `i.data ->> '$.quote.${field}'`]));

/** Agreed in the intent, and never changed. */
const agreed = differs({
  ...fromQuote([
    ...(['bill', 'admin', 'fee', 'total', 'provider', 'product', 'periods'] as const).map(
      (name) => [name, name] as const,
    ),
    ...[['customer_number', 'customerNumber'] as const, ['customer_name', 'customerName'] as const],
    ...[['quote_id', 'quoteId'] as const, ['paid_before', 'paidBefore'] as const],
  ]),
  't.expires_at': `i.data ->> '$.expiresAt'`,
  't.tendered': `i.data ->> '$.tendered'`,
  't.cashier': `i.data ->> '$.cashier'`,
  't.created_at': 'i.at',
  't.claim_code': `i.data ->> '$.claimCode'`,
  't.shift': `coalesce(i.data ->> '$.shift', 0)`,
  't.rounding': `coalesce(i.data ->> '$.rounding', 0)`,
  't.tenders': `i.data ->> '$.tenders'`,
  't.customer_id': `i.data ->> '$.customerId'`,
});

/** The same of what is not kept of an old payment. */
const agreedAtHand = `t.packed IS NULL AND (${differs({
  't.provider_ref': `i.data ->> '$.providerRef'`,
  't.memo': `i.data ->> '$.memo'`,
})})`;

const last = (kinds: readonly string[]): string =>
  `SELECT max(n) FROM journal l WHERE l.transaction_id = t.transaction_id AND l.kind IN (${kinds
    .map((kind) => `'${kind}'`)
    .join(', ')})`;

/** What the last move made of it: m. What only a provider's success tells: p. When to ask next: a; whether a refusal stands: k. */
const moved = differs({
  't.status': `CASE m.kind WHEN 'intent' THEN 'sending' WHEN 'interrupted' THEN 'pending'
    WHEN 'resolved' THEN m.data ->> '$.as' ELSE m.kind END`,
  't.settled_at': `iif(t.status IN ('paid', 'refused'), m.at, NULL)`,
  't.settled_by': `CASE WHEN t.status IN ('sending', 'pending') THEN NULL
    WHEN m.kind = 'resolved' THEN 'person' ELSE 'provider' END`,
  // Not looked up again where an older till's records are packed.
  't.said_by': `iif(m.kind = 'resolved' AND t.status = 'paid' AND (t.said_by IS NOT NULL OR t.packed IS NULL),
    m.data ->> '$.by', NULL)`,
  't.reference': `iif(m.kind = 'paid', m.data ->> '$.reference', NULL)`,
  't.footer': `iif(m.kind = 'paid', m.data ->> '$.footer', NULL)`,
  't.commission': `coalesce(p.data ->> '$.commission', i.data ->> '$.quote.commission')`,
  't.remaining_bills': `coalesce(p.data ->> '$.remainingBills', i.data ->> '$.quote.remainingBills')`,
  't.refusal_code': `CASE WHEN t.status <> 'refused' THEN NULL
    WHEN m.kind = 'resolved' THEN 'resolved' ELSE m.data ->> '$.code' END`,
  't.refusal_message': `CASE WHEN t.status <> 'refused' THEN NULL
    WHEN m.kind = 'resolved' THEN m.data ->> '$.reason' ELSE m.data ->> '$.message' END`,
  't.refusal_message_en': `iif(m.kind = 'refused', m.data ->> '$.messageEn', NULL)`,
  't.next_ask_at': `iif(t.status = 'pending', a.data ->> '$.nextAskAt', NULL)`,
  't.look_at': `iif(m.kind = 'refused', k.data ->> '$.lookAt', NULL)`,
  't.slip_number': `(SELECT s.data ->> '$.slipNumber' FROM journal s WHERE s.transaction_id = t.transaction_id
    AND s.kind IN ('paid', 'resolved') AND s.data ->> '$.slipNumber' IS NOT NULL ORDER BY s.n LIMIT 1)`,
  't.asks': `(SELECT count(*) FROM journal q WHERE q.transaction_id = t.transaction_id AND q.kind = 'asked')`,
});

/** A success adds to what the inquiry told, and takes nothing away. */
const detailsDiffer = `EXISTS (SELECT 1 FROM json_each(t.details) d
    WHERE d.value IS NOT coalesce(p.data -> '$.details' ->> d.key, i.data -> '$.quote.details' ->> d.key))
  OR (SELECT count(*) FROM json_each(t.details)) < (SELECT count(*) FROM json_each(i.data, '$.quote.details'))`;

/**
 * The same of the bills, month by month; a payment of a till that knew only the months has those. Most are just as they were agreed,
 * which is quickly seen. An answer for other months adds nothing, and none adds other money to an agreed amount.
 */
const billsDiffer = `t.bills IS NOT i.data ->> '$.quote.bills' AND (
  EXISTS (SELECT 1 FROM json_each(t.bills) b, json_each(b.value) f WHERE f.value IS NOT coalesce(
    json_extract(i.data, '$.quote.bills[' || b.key || '].' || f.key),
    iif(f.key = 'period', json_extract(i.data, '$.quote.periods[' || b.key || ']'),
      iif(f.key IN ('penalty', 'admin') AND json_extract(i.data, '$.quote.bills[' || b.key || '].amount') IS NOT NULL, NULL,
        (SELECT told.value ->> f.key FROM json_each(p.data, '$.bills') told WHERE told.key = b.key
          AND (SELECT group_concat(m.value ->> 'period') FROM json_each(p.data, '$.bills') m)
            IS (SELECT group_concat(m.value ->> 'period') FROM json_each(t.bills) m))))))
  OR (SELECT count(*) FROM json_each(t.bills) b, json_each(b.value))
    IS NOT coalesce((SELECT sum((SELECT count(*) FROM json_each(b.value))) FROM json_each(i.data, '$.quote.bills') b),
      8 * json_array_length(i.data, '$.quote.periods')))`;

const printed = differs({
  'p.transaction_id': 'i.transaction_id',
  'p.copy': `i.data ->> '$.copy'`,
  'p.printer': `i.data ->> '$.printer'`,
  'p.head': `i.data ->> '$.head'`,
  'p.created_at': 'i.at',
  'p.state': `coalesce((SELECT r.data ->> '$.result' FROM journal r WHERE r.transaction_id = p.transaction_id
    AND r.kind = 'print' AND r.data ->> '$.jobId' = p.job_id), 'sending')`,
});

/** The receipts that came out, or may have, and have no print job any more. */
const packedSlips = `(SELECT json_group_array(json_array(copy, head, state)) FROM (
    SELECT i.data ->> '$.copy' AS copy, i.data ->> '$.head' AS head, r.data ->> '$.result' AS state FROM journal i
    JOIN journal r ON r.transaction_id = i.transaction_id AND r.kind = 'print' AND r.data ->> '$.jobId' = i.data ->> '$.jobId'
    WHERE i.transaction_id = t.transaction_id AND i.kind = 'printing' AND i.data ->> '$.copy' IS NOT NULL
      AND r.data ->> '$.result' IN ('sent', 'doubtful')
      AND NOT EXISTS (SELECT 1 FROM main.print_jobs p WHERE p.job_id = i.data ->> '$.jobId') ORDER BY copy))`;

const quoted = differs({
  'q.quote_id': `i.data ->> '$.quote.quoteId'`,
  'q.provider_ref': `i.data ->> '$.providerRef'`,
  'q.created_at': `i.data ->> '$.createdAt'`,
  'q.expires_at': `i.data ->> '$.expiresAt'`,
  'q.quote': `i.data ->> '$.quote'`,
  'q.memo': `i.data ->> '$.memo'`,
});

interface RowCheck {
  readonly sql: string;
  readonly says: string;
}

const checks: readonly RowCheck[] = [
  {
    sql: `SELECT t.transaction_id FROM payments t
      LEFT JOIN journal i ON i.transaction_id = t.transaction_id AND i.kind = 'intent' WHERE i.n IS NULL OR ${agreed} OR ${agreedAtHand}`,
    says: 'what was agreed is not what was recorded',
  },
  {
    sql: `SELECT t.transaction_id FROM payments t
      JOIN journal i ON i.transaction_id = t.transaction_id AND i.kind = 'intent'
      JOIN journal m ON m.n = (${last(['intent', 'paid', 'refused', 'pending', 'interrupted', 'resolved'])})
      LEFT JOIN journal p ON p.n = (${last(['paid'])})
      LEFT JOIN journal a ON a.n = (${last(['pending', 'interrupted', 'asked', 'resent'])})
      LEFT JOIN journal k ON k.n = (${last(['refused', 'looked'])})
      WHERE ${moved} OR ${detailsDiffer} OR ${billsDiffer}`,
    says: 'what became of it is not what was recorded',
  },
  {
    sql: `SELECT i.transaction_id FROM journal i LEFT JOIN payments t ON t.transaction_id = i.transaction_id
      WHERE i.kind = 'intent' AND t.transaction_id IS NULL`,
    says: 'the payment is recorded and not there',
  },
  {
    sql: `SELECT q.quote_id FROM quotes q
      LEFT JOIN journal i ON i.transaction_id = q.transaction_id AND i.kind = 'quote' AND i.data ->> '$.quote.quoteId' = q.quote_id
      WHERE i.n IS NULL OR ${quoted}`,
    says: 'the quote is not what was recorded',
  },
  {
    sql: `SELECT p.job_id FROM print_jobs p LEFT JOIN journal i ON i.transaction_id = p.transaction_id
        AND i.kind = 'printing' AND i.data ->> '$.jobId' = p.job_id
      WHERE i.n IS NULL OR ${printed}`,
    says: 'the slip is not what was recorded',
  },
  {
    sql: `SELECT t.transaction_id FROM payments t WHERE t.packed IS NOT NULL
      AND (unpacked(t.packed, 'slips') IS NOT ${packedSlips} OR t.payment IN (SELECT payment FROM payment_texts)
        OR t.copies IS NOT coalesce(json_extract(${packedSlips}, '$[#-1][0]') + 1, 0))`,
    says: 'its slips are not those that were recorded',
  },
];

/** What has rows has its tables' rows too: of what is packed, quotes and slips are gone. */
const atHandChecks: readonly RowCheck[] = [
  {
    sql: `SELECT i.data ->> '$.quote.quoteId' FROM journal i LEFT JOIN quotes q ON q.quote_id = i.data ->> '$.quote.quoteId'
      WHERE i.kind = 'quote' AND q.quote_id IS NULL`,
    says: 'the quote is recorded and not there',
  },
  {
    sql: `SELECT i.data ->> '$.jobId' FROM journal i LEFT JOIN main.print_jobs p ON p.job_id = i.data ->> '$.jobId'
      WHERE i.kind = 'printing' AND p.job_id IS NULL`,
    says: 'the slip is recorded and not there',
  },
];

/** What is true of all payments together, and of the till. */
const wholeChecks: readonly RowCheck[] = [
  {
    // None stands twice, by its index; so they run without a gap if there are as many as the last one says.
    sql: `SELECT max(slip_number) FROM main.transactions WHERE slip_number IS NOT NULL
      GROUP BY substr(slip_number, 1, length(slip_number) - 6)
      HAVING count(*) <> CAST(substr(max(slip_number), -6) AS INTEGER)`,
    says: 'slip numbers before it are missing',
  },
  {
    sql: `SELECT 'till_state' FROM (SELECT
        (SELECT data ->> '$.epoch' FROM journal WHERE kind IN ('opened', 'restored') ORDER BY n DESC LIMIT 1) AS epoch,
        (SELECT kind FROM journal WHERE kind IN ('restored', 'reconciled') ORDER BY n DESC LIMIT 1) AS kind,
        (SELECT data ->> '$.correctionMs' FROM journal WHERE kind = 'clock' ORDER BY n DESC LIMIT 1) AS correction,
        (SELECT concat(data ->> '$.till', ' ', data ->> '$.publicKey') FROM journal
          WHERE kind = 'opened' AND data ->> '$.publicKey' IS NOT NULL ORDER BY n DESC LIMIT 1) AS key) r
      LEFT JOIN till_state s ON s.one = 1
      WHERE s.epoch IS NOT r.epoch OR r.epoch IS NOT NULL AND (s.mode IS NOT iif(r.kind = 'restored', 'reconcile', 'normal')
        OR s.correction_ms IS NOT coalesce(r.correction, 0))
        OR r.key IS NOT NULL AND concat(s.till, ' ', s.public_key) IS NOT r.key`,
    says: 'the till is not in the state that was recorded',
  },
  {
    // The till's own records stay as rows, whatever is packed.
    sql: `SELECT person_id FROM people WHERE person_id NOT IN (SELECT data ->> '$.personId' FROM journal WHERE kind = 'person')`,
    says: 'no record makes this person',
  },
  {
    sql: `SELECT r.id FROM (SELECT data ->> '$.personId' AS id, max(n) AS n, data FROM journal WHERE kind = 'person' GROUP BY id) r
      LEFT JOIN people p ON p.person_id = r.id
      WHERE p.name IS NOT r.data ->> '$.name' OR p.role IS NOT r.data ->> '$.role' OR p.active IS NOT r.data ->> '$.active'
        OR r.data ->> '$.pin' IS NOT NULL AND (p.pin_salt IS NOT r.data ->> '$.pin.salt' OR p.pin_hash IS NOT r.data ->> '$.pin.hash')`,
    says: 'the person is not as recorded',
  },
  {
    sql: `SELECT r.id FROM (SELECT data ->> '$.personId' AS id, max(n) AS n, kind, data FROM journal
        WHERE kind IN ('tried', 'signed-in') OR kind = 'approved' AND data ->> '$.proved' IS NULL OR kind = 'person' AND data ->> '$.pin' IS NOT NULL GROUP BY id) r
      LEFT JOIN people p ON p.person_id = r.id
      WHERE r.id IS NOT NULL AND p.tries IS NOT iif(r.kind = 'tried', r.data ->> '$.tries', 0)`,
    says: 'the wrong PINs of the person are not those that were recorded',
  },
  {
    sql: `SELECT 'recovery' FROM (SELECT max(n) AS n, data FROM journal WHERE kind = 'phrase') r LEFT JOIN recovery p ON p.one = 1
      WHERE r.n IS NOT NULL AND (p.salt IS NOT r.data ->> '$.salt' OR p.hash IS NOT r.data ->> '$.hash')`,
    says: 'the recovery phrase is not the one that was recorded',
  },
  {
    sql: `SELECT 'recovery' FROM (SELECT max(n) AS n, kind FROM journal WHERE kind = 'phrase' OR kind = 'recovered' AND data ->> '$.used' IS NOT NULL) r
      LEFT JOIN recovery p ON p.one = 1
      WHERE r.n IS NOT NULL AND p.used IS NOT (r.kind = 'recovered')`,
    says: 'the recovery phrase is used, or is not, otherwise than was recorded',
  },
];
