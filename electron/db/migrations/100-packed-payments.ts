// Frozen once released: change the schema by a new migration. Imports nothing, for what it would import goes on changing.

export const version = 100;

/**
 * What of a payment is only shown stands in a table of its own, and of an old one packed (`packed-row.ts`) in another: so neither do the
 * payments' own rows shrink, which would leave holes, nor is there more of them than there must be. Quotes and print jobs of old payments
 * go: the journal has them. Payments are not searched by parts of their ids any more, which cost more than names and numbers together;
 * the index is filled by `fillSearch`.
 */
export function up(db: { exec(sql: string): unknown }): void {
  db.exec(`
    CREATE TABLE new_transactions (
      transaction_id TEXT PRIMARY KEY NOT NULL,
      quote_id TEXT NOT NULL UNIQUE,
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
      paid_before TEXT CHECK (json_valid(paid_before)),
      status TEXT NOT NULL CHECK (status IN ('sending', 'paid', 'refused', 'pending')),
      tendered INTEGER NOT NULL CHECK (tendered >= total),
      reference TEXT,
      refusal_code TEXT,
      refusal_message TEXT,
      refusal_message_en TEXT,
      cashier TEXT NOT NULL,
      created_at INTEGER NOT NULL,
      settled_at INTEGER,
      settled_by TEXT CHECK (settled_by IN ('provider', 'person')),
      -- Status checks: how many were asked, and when the next one is.
      asks INTEGER NOT NULL DEFAULT 0,
      next_ask_at INTEGER,
      -- When the provider is asked whether its refusal stands; null if nobody asks.
      look_at INTEGER CHECK (look_at IS NULL OR status = 'refused'),
      claim_code TEXT,
      -- It stays when a person takes the word that it is paid back, so it may stand with what is refused.
      slip_number TEXT CHECK (slip_number IS NULL
        OR (settled_at IS NOT NULL AND slip_number GLOB '?*-[0-9][0-9][0-9][0-9]-[0-9][0-9][0-9][0-9][0-9][0-9]')),
      CHECK ((status IN ('paid', 'refused')) = (settled_at IS NOT NULL)),
      CHECK ((status = 'refused') = (refusal_code IS NOT NULL)),
      CHECK (reference IS NULL OR status = 'paid'),
      CHECK (next_ask_at IS NULL OR status = 'pending')
    ) STRICT;
    INSERT INTO new_transactions (rowid, ${columns}) SELECT rowid, ${columns} FROM transactions ORDER BY rowid;

    CREATE TABLE payment_texts (
      -- The payment's rowid.
      payment INTEGER PRIMARY KEY NOT NULL,
      provider_ref TEXT NOT NULL UNIQUE,
      bills TEXT NOT NULL CHECK (json_valid(bills)),
      details TEXT NOT NULL CHECK (json_valid(details)),
      -- What the provider needs to remember.
      memo TEXT NOT NULL CHECK (json_valid(memo)),
      -- Lines the provider demands at the foot of the receipt.
      footer TEXT CHECK (json_valid(footer))
    ) STRICT;
    INSERT INTO payment_texts SELECT rowid, provider_ref, bills, details, memo, footer FROM transactions ORDER BY rowid;

    CREATE TABLE packed_texts (
      payment INTEGER PRIMARY KEY NOT NULL,
      -- Bills, details and footer, and what was printed. Of the rest its provider is told, which is over; the journal has it.
      data BLOB NOT NULL,
      -- Of the receipts whose print jobs are packed, the number that the next one has.
      copies INTEGER NOT NULL CHECK (copies >= 0)
    ) STRICT;

    CREATE TABLE new_print_jobs (
      job_id TEXT PRIMARY KEY NOT NULL,
      transaction_id TEXT NOT NULL REFERENCES new_transactions (transaction_id),
      -- 0 the original, n the n-th copy, null a slip that is no receipt.
      copy INTEGER CHECK (copy >= 0),
      printer TEXT NOT NULL,
      created_at INTEGER NOT NULL,
      -- doubtful: some bytes may have reached the printer. Counts as printed, so that no second original comes out.
      state TEXT NOT NULL CHECK (state IN ('sending', 'sent', 'failed', 'doubtful')),
      -- The short form of the chain's head on that slip; null on one from before there was a chain.
      head TEXT
    ) STRICT;
    INSERT INTO new_print_jobs SELECT job_id, transaction_id, copy, printer, created_at, state, head FROM print_jobs ORDER BY rowid;

    DROP TABLE print_jobs;
    DROP TABLE transactions;
    ALTER TABLE new_transactions RENAME TO transactions;
    ALTER TABLE new_print_jobs RENAME TO print_jobs;

    -- By subqueries: by joins a payment that is looked up by its id takes ten times as long.
    CREATE VIEW payments AS SELECT t.rowid AS payment, t.*, ${texts}
      FROM transactions t;

    DROP TABLE search;
    CREATE VIRTUAL TABLE search USING fts5 (number, name, reference, slip, status, provider, product, cashier,
      content = '', columnsize = 0, detail = none, tokenize = 'trigram case_sensitive 1');

    ${guards}
  `);
}

const columns = `transaction_id, quote_id, provider, product, customer_number, customer_name, periods, bill, admin, fee, total,
  commission, remaining_bills, expires_at, warning, paid_before, status, tendered, reference,
  refusal_code, refusal_message, refusal_message_en, cashier, created_at, settled_at, settled_by, asks, next_ask_at, look_at,
  claim_code, slip_number`;

const subquery = (table: string, column: string, name = column): string =>
  `(SELECT ${column} FROM ${table} WHERE payment = t.rowid) AS ${name}`;
const texts = [
  ...['provider_ref', 'bills', 'details', 'memo', 'footer'].map((column) => subquery('payment_texts', column)),
  ...[subquery('packed_texts', 'data', 'packed'), subquery('packed_texts', 'copies')],
].join(', ');

/** As they were, but for what is packed and for ids in the search. */
const guards = `
    CREATE INDEX transactions_by_time ON transactions (created_at);
    CREATE INDEX transactions_by_number ON transactions (customer_number);
    CREATE INDEX transactions_to_ask ON transactions (next_ask_at) WHERE next_ask_at IS NOT NULL;
    CREATE INDEX transactions_to_look_at ON transactions (look_at) WHERE look_at IS NOT NULL;
    CREATE INDEX transactions_turned ON transactions (settled_at) WHERE warning = 'refused-then-paid';
    CREATE UNIQUE INDEX one_unsettled_payment ON transactions (product, customer_number)
      WHERE status IN ('sending', 'pending');
    CREATE UNIQUE INDEX one_claim_code ON transactions (claim_code) WHERE claim_code IS NOT NULL;
    CREATE UNIQUE INDEX one_slip_number ON transactions (slip_number) WHERE slip_number IS NOT NULL;

    CREATE TRIGGER transactions_start_as_sending BEFORE INSERT ON transactions
      WHEN NEW.status <> 'sending'
      BEGIN SELECT RAISE(ABORT, 'a payment starts as sending'); END;
    CREATE TRIGGER transactions_move_forward BEFORE UPDATE OF status ON transactions
      WHEN NOT (
        (OLD.status = 'sending' AND NEW.status IN ('paid', 'refused', 'pending'))
        OR (OLD.status = 'pending' AND NEW.status IN ('paid', 'refused'))
        OR (OLD.settled_by = 'person' AND NEW.settled_by = 'person'
          AND (OLD.status, NEW.status) IN (VALUES ('paid', 'refused'), ('refused', 'paid')))
        OR (OLD.status = 'refused' AND NEW.status = 'paid' AND OLD.settled_by = 'provider' AND NEW.settled_by = 'provider'
          AND OLD.refusal_code <> 'not-sent' AND NEW.warning = 'refused-then-paid')
      )
      BEGIN SELECT RAISE(ABORT, 'a payment can not move that way'); END;
    CREATE TRIGGER transactions_keep_their_money
      BEFORE UPDATE OF transaction_id, quote_id, provider, product, customer_number, periods,
        bill, admin, fee, total, tendered, cashier, created_at ON transactions
      BEGIN SELECT RAISE(ABORT, 'what was agreed with the customer is never changed'); END;
    CREATE TRIGGER transactions_stay BEFORE DELETE ON transactions
      BEGIN SELECT RAISE(ABORT, 'a payment is never deleted'); END;

    CREATE TRIGGER payment_texts_keep_their_reference BEFORE UPDATE OF payment, provider_ref, memo ON payment_texts
      BEGIN SELECT RAISE(ABORT, 'what was agreed with the customer is never changed'); END;
    CREATE TRIGGER payment_texts_stay BEFORE DELETE ON payment_texts
      WHEN NOT EXISTS (SELECT 1 FROM packed_texts WHERE payment = OLD.payment)
      BEGIN SELECT RAISE(ABORT, 'what is not packed of a payment is never deleted'); END;
    CREATE TRIGGER packed_texts_come_late BEFORE INSERT ON packed_texts
      WHEN NOT EXISTS (SELECT 1 FROM transactions t WHERE t.rowid = NEW.payment AND t.settled_at IS NOT NULL AND t.look_at IS NULL
        AND NOT EXISTS (SELECT 1 FROM journal j WHERE j.transaction_id = t.transaction_id))
      BEGIN SELECT RAISE(ABORT, 'a payment at hand is not packed'); END;
    CREATE TRIGGER packed_copies_never_fall BEFORE UPDATE OF payment, copies ON packed_texts
      WHEN NEW.payment <> OLD.payment OR NEW.copies < OLD.copies
      BEGIN SELECT RAISE(ABORT, 'what was printed is never changed'); END;
    CREATE TRIGGER packed_texts_stay BEFORE DELETE ON packed_texts
      BEGIN SELECT RAISE(ABORT, 'what is packed of a payment is never deleted'); END;

    CREATE TRIGGER claim_codes_stay BEFORE UPDATE OF claim_code ON transactions
      BEGIN SELECT RAISE(ABORT, 'a claim code is never changed'); END;
    CREATE TRIGGER slip_numbers_stay BEFORE UPDATE OF slip_number ON transactions
      WHEN OLD.slip_number IS NOT NULL AND NEW.slip_number IS NOT OLD.slip_number
      BEGIN SELECT RAISE(ABORT, 'a slip number is never changed'); END;
    CREATE TRIGGER slip_numbers_follow_each_other BEFORE UPDATE OF slip_number ON transactions
      WHEN OLD.slip_number IS NULL AND NEW.slip_number IS NOT NULL AND NOT (
        NEW.status = 'paid' AND (NEW.slip_number GLOB '*-000001' OR EXISTS (
          SELECT 1 FROM transactions WHERE slip_number = substr(NEW.slip_number, 1, length(NEW.slip_number) - 6)
            || printf('%06d', CAST(substr(NEW.slip_number, -6) AS INTEGER) - 1)))
      )
      BEGIN SELECT RAISE(ABORT, 'slip numbers are given one after another, to what is paid'); END;
    CREATE TRIGGER what_is_paid_is_numbered BEFORE UPDATE OF status ON transactions
      WHEN NEW.status = 'paid' AND OLD.status <> 'paid' AND NEW.slip_number IS NULL
        AND EXISTS (SELECT 1 FROM transactions WHERE slip_number IS NOT NULL)
      BEGIN SELECT RAISE(ABORT, 'since there are slip numbers, nothing is paid without one'); END;

    CREATE INDEX print_jobs_by_transaction ON print_jobs (transaction_id);
    CREATE INDEX print_jobs_under_way ON print_jobs (created_at, job_id) WHERE state = 'sending';
    -- One original a payment, unless it surely failed.
    CREATE UNIQUE INDEX one_print_a_copy ON print_jobs (transaction_id, copy) WHERE copy IS NOT NULL AND state <> 'failed';
    CREATE TRIGGER packed_copies_stay_printed BEFORE INSERT ON print_jobs
      WHEN NEW.copy < (SELECT copies FROM payments WHERE transaction_id = NEW.transaction_id)
      BEGIN SELECT RAISE(ABORT, 'that copy went out already'); END;
    CREATE TRIGGER print_jobs_start_as_sending BEFORE INSERT ON print_jobs
      WHEN NEW.state <> 'sending'
      BEGIN SELECT RAISE(ABORT, 'a print job starts as sending'); END;
    CREATE TRIGGER print_jobs_end_once BEFORE UPDATE OF state ON print_jobs
      WHEN NOT (OLD.state = 'sending' AND NEW.state IN ('sent', 'failed', 'doubtful'))
      BEGIN SELECT RAISE(ABORT, 'a print job can not move that way'); END;
    CREATE TRIGGER print_jobs_keep_their_slip
      BEFORE UPDATE OF job_id, transaction_id, copy, printer, head, created_at ON print_jobs
      BEGIN SELECT RAISE(ABORT, 'what was printed is never changed'); END;
    CREATE TRIGGER print_jobs_stay BEFORE DELETE ON print_jobs
      WHEN OLD.state = 'sending' OR EXISTS (SELECT 1 FROM journal WHERE transaction_id = OLD.transaction_id)
      BEGIN SELECT RAISE(ABORT, 'a print job at hand is never deleted'); END;

    DROP TRIGGER quotes_stay;
    CREATE TRIGGER quotes_stay BEFORE DELETE ON quotes
      WHEN EXISTS (SELECT 1 FROM journal WHERE transaction_id = OLD.transaction_id)
      BEGIN SELECT RAISE(ABORT, 'a quote at hand is never deleted'); END;

    CREATE TRIGGER search_new AFTER INSERT ON transactions
      BEGIN
        INSERT INTO search (rowid, number, name, provider, product, cashier)
          VALUES (NEW.rowid, searched(NEW.customer_number), searched(NEW.customer_name),
            marked('provider', NEW.provider), marked('product', NEW.product), marked('cashier', NEW.cashier));
        INSERT INTO set_backs SELECT NEW.rowid WHERE NEW.created_at < (
          SELECT created_at FROM transactions WHERE rowid < NEW.rowid ORDER BY rowid DESC LIMIT 1);
      END;
    -- What is not settled has an index of its own, for it changes and is little.
    CREATE TRIGGER search_settled AFTER UPDATE OF status ON transactions
      WHEN NEW.status IN ('paid', 'refused') AND OLD.status NOT IN ('paid', 'refused')
      BEGIN
        INSERT INTO search (rowid, reference, slip, status)
          VALUES (NEW.rowid, searched(NEW.reference), searched(NEW.slip_number), marked('status', NEW.status));
      END;
    CREATE TRIGGER search_taken_back AFTER UPDATE OF status ON transactions WHEN OLD.status IN ('paid', 'refused')
      BEGIN
        INSERT INTO search (search, rowid, reference, slip, status)
          VALUES ('delete', OLD.rowid, searched(OLD.reference), searched(OLD.slip_number), marked('status', OLD.status));
        INSERT INTO search (rowid, reference, slip, status)
          VALUES (NEW.rowid, searched(NEW.reference), searched(NEW.slip_number), marked('status', NEW.status));
      END;
`;
