// Frozen once released: change the schema by a new migration. Imports nothing, for what it would import goes on changing.

export const version = 20;

/**
 * Everything that happened to money, as the records of the journal; the other tables are what the records make. What a till
 * wrote before it had a journal becomes records without a hash, in the order in which it happened; they get their place in
 * the chain when the journal is opened.
 */
export function up(db: { exec(sql: string): unknown }): void {
  db.exec(`
    CREATE TABLE journal (
      n INTEGER PRIMARY KEY NOT NULL,
      at INTEGER NOT NULL,
      kind TEXT NOT NULL,
      transaction_id TEXT,
      -- Exactly as it stands in the line of the journal's file.
      data TEXT NOT NULL CHECK (json_valid(data)),
      -- SHA-256 of that line; empty only between this migration and the first opening of the file.
      hash BLOB NOT NULL CHECK (length(hash) IN (0, 32))
    ) STRICT;

    CREATE TABLE till_state (
      one INTEGER PRIMARY KEY NOT NULL CHECK (one = 1),
      epoch TEXT NOT NULL,
      mode TEXT NOT NULL CHECK (mode IN ('normal', 'reconcile'))
    ) STRICT;

    -- Of a settled payment: who said so.
    ALTER TABLE transactions ADD COLUMN settled_by TEXT CHECK (settled_by IN ('provider', 'person'));
    UPDATE transactions SET settled_by = CASE
        WHEN transaction_id IN (SELECT transaction_id FROM transaction_events WHERE kind = 'resolved') THEN 'person'
        ELSE 'provider' END
      WHERE settled_at IS NOT NULL;

    -- The short form of the chain's head on that slip; null on one from before there was a chain.
    ALTER TABLE print_jobs ADD COLUMN head TEXT;

    DROP TRIGGER transactions_move_forward;
    -- A person may take a person's word back.
    CREATE TRIGGER transactions_move_forward BEFORE UPDATE OF status ON transactions
      WHEN NOT (
        (OLD.status = 'sending' AND NEW.status IN ('paid', 'refused', 'pending'))
        OR (OLD.status = 'pending' AND NEW.status IN ('paid', 'refused'))
        OR (OLD.settled_by = 'person' AND NEW.settled_by = 'person'
          AND (OLD.status, NEW.status) IN (VALUES ('paid', 'refused'), ('refused', 'paid')))
      )
      BEGIN SELECT RAISE(ABORT, 'a payment can not move that way'); END;

    ${oldRecordsSql}

    DROP TABLE transaction_events;

    CREATE INDEX journal_by_transaction ON journal (transaction_id) WHERE transaction_id IS NOT NULL;
    CREATE TRIGGER journal_is_final BEFORE UPDATE ON journal WHEN length(OLD.hash) > 0
      BEGIN SELECT RAISE(ABORT, 'a record is never changed'); END;
    CREATE TRIGGER journal_stays BEFORE DELETE ON journal
      BEGIN SELECT RAISE(ABORT, 'a record is never deleted'); END;
  `);
}

/** The trail's last event before a print job that left none itself. */
const lastBefore = `(SELECT max(e.event_id) FROM transaction_events e
      WHERE e.transaction_id = p.transaction_id AND e.at <= p.created_at)`;

/**
 * The trail's order is the order of things. A quote stands just before its intent, or first if it was never paid; a slip on its
 * way just before what became of it, or where its time puts it if the till died meanwhile.
 */
const oldRecordsSql = `
  INSERT INTO journal (n, at, kind, transaction_id, data, hash)
  SELECT row_number() OVER (ORDER BY place, at), at, kind, transaction_id, data, x'' FROM (
    SELECT coalesce((SELECT min(e.event_id) * 10 - 1 FROM transaction_events e
        WHERE e.transaction_id = q.transaction_id), 0) AS place,
      q.created_at AS at, 'quote' AS kind, q.transaction_id,
      json_object('quote', json(q.quote), 'transactionId', q.transaction_id, 'providerRef', q.provider_ref,
        'createdAt', q.created_at, 'expiresAt', q.expires_at, 'memo', json(q.memo)) AS data
    FROM quotes q
    UNION ALL
    SELECT e.event_id * 10, e.at, 'intent', e.transaction_id,
      json_object('quote', json_set(q.quote, '$.customerName', t.customer_name, '$.periods', json(t.periods),
          '$.bill', t.bill, '$.admin', t.admin, '$.fee', t.fee, '$.total', t.total, '$.commission', t.commission,
          '$.remainingBills', t.remaining_bills, '$.details', json(t.details),
          '$.warning', CASE WHEN t.status = 'paid' THEN json_extract(q.quote, '$.warning') ELSE t.warning END,
          '$.paidBefore', json(coalesce(t.paid_before, 'null'))),
        'providerRef', t.provider_ref, 'expiresAt', t.expires_at, 'memo', json(t.memo),
        'tendered', t.tendered, 'cashier', t.cashier)
    FROM transaction_events e JOIN transactions t USING (transaction_id) JOIN quotes q ON q.quote_id = t.quote_id
    WHERE e.kind = 'intent'
    UNION ALL
    SELECT e.event_id * 10, e.at, e.kind, e.transaction_id,
      CASE e.kind
        WHEN 'paid' THEN json_set(e.data, '$.commission', t.commission, '$.warning', t.warning, '$.details', json(t.details),
          '$.remainingBills', t.remaining_bills, '$.footer', json(coalesce(t.footer, 'null')))
        WHEN 'pending' THEN json_set(e.data, '$.nextAskAt', t.next_ask_at)
        WHEN 'asked' THEN json_set(e.data, '$.nextAskAt', t.next_ask_at)
        WHEN 'interrupted' THEN json_set(e.data, '$.nextAskAt', t.next_ask_at)
        WHEN 'resent' THEN json_set(e.data, '$.nextAskAt', t.next_ask_at)
        ELSE e.data END
    FROM transaction_events e JOIN transactions t USING (transaction_id)
    WHERE e.kind <> 'intent'
    UNION ALL
    SELECT coalesce((SELECT e.event_id * 10 - 1 FROM transaction_events e
        WHERE e.kind = 'print' AND json_extract(e.data, '$.jobId') = p.job_id), ${lastBefore} * 10 + 1),
      p.created_at, 'printing', p.transaction_id,
      json_object('jobId', p.job_id, 'copy', p.copy, 'printer', p.printer, 'head', NULL, 'drawer', json('false'))
    FROM print_jobs p
    UNION ALL
    SELECT ${lastBefore} * 10 + 2, p.created_at, 'print', p.transaction_id,
      json_object('jobId', p.job_id, 'copy', p.copy, 'printer', p.printer, 'result', p.state)
    FROM print_jobs p
    WHERE p.state <> 'sending' AND NOT EXISTS (SELECT 1 FROM transaction_events e
      WHERE e.kind = 'print' AND json_extract(e.data, '$.jobId') = p.job_id)
  );
`;
