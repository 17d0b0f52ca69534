// Frozen once released: change the schema by a new migration. Imports nothing, for what it would import goes on changing.

export const version = 140;

/**
 * Customers who are known by name, what each of them owes, and what they paid of it. What all of them owe together is the ledger's account
 * `credit`.
 */
export function up(db: { exec(sql: string): unknown }): void {
  db.exec(`
    CREATE TABLE customers (
      customer_id TEXT PRIMARY KEY NOT NULL,
      name TEXT NOT NULL CHECK (length(name) > 0),
      phone TEXT,
      -- A name that several have, as of a street or a family.
      grp TEXT,
      -- As JSON.
      numbers TEXT NOT NULL CHECK (json_valid(numbers)),
      active INTEGER NOT NULL CHECK (active IN (0, 1))
    ) STRICT;
    CREATE INDEX customers_by_name ON customers (name COLLATE NOCASE) WHERE active = 1;
    CREATE TRIGGER customers_stay BEFORE DELETE ON customers BEGIN SELECT RAISE(ABORT, 'a customer is never deleted'); END;

    CREATE TABLE debts (
      customer_id TEXT PRIMARY KEY NOT NULL,
      -- In rupiah; below 0 where a refused payment was paid off already.
      amount INTEGER NOT NULL
    ) STRICT;
    CREATE TRIGGER debts_stay BEFORE DELETE ON debts BEGIN SELECT RAISE(ABORT, 'a debt is never deleted'); END;
    INSERT INTO debts SELECT customer_id, sum((SELECT sum(value ->> '$.amount') FROM json_each(tenders) WHERE value ->> '$.kind' = 'credit'))
      FROM transactions WHERE customer_id IS NOT NULL AND status <> 'refused' AND warning IS NOT 'refused-then-paid' GROUP BY 1;
    CREATE INDEX payments_on_credit ON transactions (customer_id) WHERE customer_id IS NOT NULL;

    CREATE TABLE debt_payments (
      payment INTEGER PRIMARY KEY NOT NULL,
      settlement_id TEXT UNIQUE NOT NULL,
      customer_id TEXT NOT NULL,
      shift INTEGER NOT NULL,
      amount INTEGER NOT NULL CHECK (amount > 0),
      -- What was kept, as JSON; and the change that was given of cash.
      tenders TEXT NOT NULL CHECK (json_valid(tenders)),
      change INTEGER NOT NULL CHECK (change >= 0),
      -- What was owed then, after it.
      owed INTEGER NOT NULL,
      by_name TEXT NOT NULL,
      at INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX debt_payments_by_shift ON debt_payments (shift);
    CREATE INDEX debt_payments_by_customer ON debt_payments (customer_id);
    CREATE TRIGGER debt_payments_stay BEFORE DELETE ON debt_payments
      BEGIN SELECT RAISE(ABORT, 'what was paid of a debt is never deleted'); END;
    CREATE TRIGGER debt_payments_keep BEFORE UPDATE ON debt_payments
      BEGIN SELECT RAISE(ABORT, 'what was paid of a debt is never changed'); END;
  `);
}
