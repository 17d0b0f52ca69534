// Frozen once released: change the schema by a new migration. Imports nothing, for what it would import goes on changing.

export const version = 10;

/** Quotes, payments with their trail, and print jobs. Money is whole rupiah, times are ms since 1970. */
export function up(db: { exec(sql: string): unknown }): void {
  db.exec(`
    CREATE TABLE quotes (
      quote_id TEXT PRIMARY KEY NOT NULL,
      -- Made with the inquiry, so that paying twice by a double press is paying once.
      transaction_id TEXT NOT NULL UNIQUE,
      provider_ref TEXT NOT NULL UNIQUE,
      created_at INTEGER NOT NULL,
      expires_at INTEGER NOT NULL,
      quote TEXT NOT NULL CHECK (json_valid(quote)),
      -- What the provider needs to remember until payment.
      memo TEXT NOT NULL CHECK (json_valid(memo))
    ) STRICT;

    CREATE TABLE transactions (
      transaction_id TEXT PRIMARY KEY NOT NULL,
      quote_id TEXT NOT NULL UNIQUE REFERENCES quotes (quote_id),
      provider_ref TEXT NOT NULL UNIQUE,
      provider TEXT NOT NULL,
      product TEXT NOT NULL,
      customer_number TEXT NOT NULL,
      customer_name TEXT,
      periods TEXT NOT NULL CHECK (json_valid(periods)),
      bill INTEGER NOT NULL CHECK (bill >= 0),
      admin INTEGER NOT NULL CHECK (admin >= 0),
      fee INTEGER NOT NULL CHECK (fee >= 0),
      total INTEGER NOT NULL CHECK (total > 0 AND total = bill + admin + fee),
      commission INTEGER,
      remaining_bills INTEGER,
      expires_at INTEGER NOT NULL,
      warning TEXT,
      paid_before TEXT CHECK (paid_before IS NULL OR json_valid(paid_before)),
      details TEXT NOT NULL CHECK (json_valid(details)),
      memo TEXT NOT NULL CHECK (json_valid(memo)),
      status TEXT NOT NULL CHECK (status IN ('sending', 'paid', 'refused', 'pending')),
      tendered INTEGER NOT NULL CHECK (tendered >= total),
      reference TEXT,
      refusal_code TEXT,
      refusal_message TEXT,
      refusal_message_en TEXT,
      -- Lines the provider demands at the foot of the receipt.
      footer TEXT CHECK (footer IS NULL OR json_valid(footer)),
      cashier TEXT NOT NULL,
      created_at INTEGER NOT NULL,
      settled_at INTEGER,
      -- Status checks: how many were asked, and when the next one is.
      asks INTEGER NOT NULL DEFAULT 0,
      next_ask_at INTEGER,
      CHECK ((status IN ('paid', 'refused')) = (settled_at IS NOT NULL)),
      CHECK ((status = 'refused') = (refusal_code IS NOT NULL)),
      CHECK (reference IS NULL OR status = 'paid'),
      CHECK (next_ask_at IS NULL OR status = 'pending')
    ) STRICT;

    CREATE INDEX transactions_by_time ON transactions (created_at, transaction_id);
    CREATE INDEX transactions_by_number ON transactions (customer_number);

    CREATE INDEX transactions_to_ask ON transactions (next_ask_at) WHERE next_ask_at IS NOT NULL;

    -- The bill lock: one unsettled payment a bill, whatever provider, window or program asks.
    CREATE UNIQUE INDEX one_unsettled_payment ON transactions (product, customer_number)
      WHERE status IN ('sending', 'pending');

    CREATE TRIGGER transactions_start_as_sending BEFORE INSERT ON transactions
      WHEN NEW.status <> 'sending'
      BEGIN SELECT RAISE(ABORT, 'a payment starts as sending'); END;

    CREATE TRIGGER transactions_move_forward BEFORE UPDATE OF status ON transactions
      WHEN NOT (
        (OLD.status = 'sending' AND NEW.status IN ('paid', 'refused', 'pending'))
        OR (OLD.status = 'pending' AND NEW.status IN ('paid', 'refused'))
      )
      BEGIN SELECT RAISE(ABORT, 'a payment can not move that way'); END;

    CREATE TRIGGER transactions_keep_their_money
      BEFORE UPDATE OF transaction_id, quote_id, provider_ref, provider, product, customer_number, periods,
        bill, admin, fee, total, tendered, cashier, created_at ON transactions
      BEGIN SELECT RAISE(ABORT, 'what was agreed with the customer is never changed'); END;

    CREATE TRIGGER transactions_stay BEFORE DELETE ON transactions
      BEGIN SELECT RAISE(ABORT, 'a payment is never deleted'); END;

    CREATE TABLE transaction_events (
      event_id INTEGER PRIMARY KEY NOT NULL,
      transaction_id TEXT NOT NULL REFERENCES transactions (transaction_id),
      at INTEGER NOT NULL,
      kind TEXT NOT NULL,
      data TEXT NOT NULL CHECK (json_valid(data))
    ) STRICT;

    CREATE INDEX transaction_events_by_transaction ON transaction_events (transaction_id);

    CREATE TRIGGER transaction_events_are_final BEFORE UPDATE ON transaction_events
      BEGIN SELECT RAISE(ABORT, 'an event is never changed'); END;
    CREATE TRIGGER transaction_events_stay BEFORE DELETE ON transaction_events
      BEGIN SELECT RAISE(ABORT, 'an event is never deleted'); END;

    CREATE TABLE print_jobs (
      job_id TEXT PRIMARY KEY NOT NULL,
      transaction_id TEXT NOT NULL REFERENCES transactions (transaction_id),
      -- 0 the original, n the n-th copy, null a slip that is no receipt.
      copy INTEGER CHECK (copy >= 0),
      printer TEXT NOT NULL,
      created_at INTEGER NOT NULL,
      -- doubtful: some bytes may have reached the printer. Counts as printed, so that no second original comes out.
      state TEXT NOT NULL CHECK (state IN ('sending', 'sent', 'failed', 'doubtful'))
    ) STRICT;

    CREATE INDEX print_jobs_by_transaction ON print_jobs (transaction_id);
    -- One original a payment, unless it surely failed.
    CREATE UNIQUE INDEX one_print_a_copy ON print_jobs (transaction_id, copy) WHERE copy IS NOT NULL AND state <> 'failed';
  `);
}
