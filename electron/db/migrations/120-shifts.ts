// Frozen once released: change the schema by a new migration. Imports nothing, for what it would import goes on changing.

export const version = 120;

/** What changes the text of a table in place; a copy of a million payments would take a minute. */
interface Changing {
  exec(sql: string): unknown;
  unsafeMode(on: boolean): unknown;
}

/**
 * Shifts, what moves in the drawer, Zs, and the ledger: sums of double-entry postings. A payment knows its shift, what it was
 * rounded by, and its tenders where cash is not all; so what is tendered is at least the total as it was rounded.
 */
export function up(db: Changing): void {
  db.exec(`
    ALTER TABLE transactions ADD COLUMN shift INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE transactions ADD COLUMN rounding INTEGER NOT NULL DEFAULT 0;
    -- As JSON; null if all of it is cash.
    ALTER TABLE transactions ADD COLUMN tenders TEXT CHECK (json_valid(tenders));
    ALTER TABLE transactions ADD COLUMN customer_id TEXT;
  `);
  db.unsafeMode(true);
  db.exec(`
    PRAGMA writable_schema = ON;
    UPDATE sqlite_schema SET sql = replace(sql, 'CHECK (tendered >= total)', 'CHECK (tendered >= total + rounding)')
      WHERE type = 'table' AND name = 'transactions';
    PRAGMA writable_schema = RESET;
  `);
  db.unsafeMode(false);
  db.exec(guarded);
  db.exec(fill);
}

const guarded = `
    CREATE TRIGGER payments_keep_their_shift BEFORE UPDATE OF shift, rounding, tenders, customer_id ON transactions
      BEGIN SELECT RAISE(ABORT, 'what was agreed with the customer is never changed'); END;

    CREATE TABLE shifts (
      -- One after another, from 1.
      shift INTEGER PRIMARY KEY NOT NULL,
      shift_id TEXT UNIQUE NOT NULL,
      -- Who answers for the drawer; null before there were people.
      person_id TEXT,
      cashier TEXT NOT NULL,
      opened_at INTEGER NOT NULL,
      float INTEGER NOT NULL CHECK (float >= 0),
      -- What was counted, as JSON; null if only the sum was said.
      notes TEXT CHECK (json_valid(notes)),
      -- In ms; null while it is open.
      closed_at INTEGER,
      -- Of its last Z.
      z INTEGER CHECK (z IS NOT NULL OR closed_at IS NULL)
    ) STRICT;
    CREATE UNIQUE INDEX one_open_shift ON shifts ((closed_at IS NULL)) WHERE closed_at IS NULL;
    CREATE TRIGGER shifts_follow_each_other BEFORE INSERT ON shifts
      WHEN NEW.shift <> (SELECT coalesce(max(shift), 0) + 1 FROM shifts) OR NEW.closed_at IS NOT NULL
      BEGIN SELECT RAISE(ABORT, 'shifts begin open, one after another'); END;
    CREATE TRIGGER shifts_keep_their_float BEFORE UPDATE OF shift, shift_id, person_id, cashier, opened_at, float, notes ON shifts
      BEGIN SELECT RAISE(ABORT, 'what a shift began with is never changed'); END;
    CREATE TRIGGER shifts_stay BEFORE DELETE ON shifts BEGIN SELECT RAISE(ABORT, 'a shift is never deleted'); END;

    CREATE TABLE shift_lines (
      line INTEGER PRIMARY KEY NOT NULL,
      shift INTEGER NOT NULL,
      kind TEXT NOT NULL CHECK (kind IN ('in', 'out', 'drop', 'refund', 'count')),
      -- In rupiah; below 0 only for a refund that was none.
      amount INTEGER NOT NULL CHECK (amount >= 0 OR kind = 'refund'),
      reason TEXT NOT NULL,
      at INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX shift_lines_by_shift ON shift_lines (shift);
    CREATE TRIGGER shift_lines_stay BEFORE DELETE ON shift_lines BEGIN SELECT RAISE(ABORT, 'a line is never deleted'); END;
    CREATE TRIGGER shift_lines_keep BEFORE UPDATE ON shift_lines BEGIN SELECT RAISE(ABORT, 'a line is never changed'); END;

    CREATE TABLE zs (
      z INTEGER PRIMARY KEY NOT NULL,
      shift INTEGER NOT NULL REFERENCES shifts (shift),
      closed_at INTEGER NOT NULL,
      -- As it was when it was closed, as JSON.
      report TEXT NOT NULL CHECK (json_valid(report)),
      -- How often it went to a printer.
      prints INTEGER NOT NULL DEFAULT 0
    ) STRICT;
    CREATE INDEX zs_by_shift ON zs (shift);
    CREATE TRIGGER zs_follow_each_other BEFORE INSERT ON zs
      WHEN NEW.z <> (SELECT coalesce(max(z), 0) + 1 FROM zs)
      BEGIN SELECT RAISE(ABORT, 'Zs are numbered one after another'); END;
    CREATE TRIGGER zs_keep BEFORE UPDATE OF z, shift, closed_at, report ON zs BEGIN SELECT RAISE(ABORT, 'a Z is never changed'); END;
    CREATE TRIGGER zs_stay BEFORE DELETE ON zs BEGIN SELECT RAISE(ABORT, 'a Z is never deleted'); END;

    -- Sums of what was posted, in rupiah, debits above 0 and credits below. What happens while no shift is open counts for the next one;
    -- 0 is before there were shifts.
    CREATE TABLE ledger (
      shift INTEGER NOT NULL,
      -- WIB, 20261126.
      day INTEGER NOT NULL,
      event TEXT NOT NULL,
      account TEXT NOT NULL,
      provider TEXT NOT NULL,
      product TEXT NOT NULL,
      cashier TEXT NOT NULL,
      amount INTEGER NOT NULL,
      count INTEGER NOT NULL,
      PRIMARY KEY (shift, day, event, account, provider, product, cashier)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX ledger_by_account ON ledger (account, provider, day, event, amount, count);
    CREATE TRIGGER ledger_stays BEFORE DELETE ON ledger BEGIN SELECT RAISE(ABORT, 'what was posted is never deleted'); END;
    CREATE TRIGGER ledger_is_closed_with_its_shift BEFORE INSERT ON ledger
      WHEN EXISTS (SELECT 1 FROM shifts WHERE shift = NEW.shift AND closed_at IS NOT NULL)
      BEGIN SELECT RAISE(ABORT, 'nothing is posted to a shift that is closed'); END;
    CREATE TRIGGER ledger_stays_as_it_was_closed BEFORE UPDATE ON ledger
      WHEN EXISTS (SELECT 1 FROM shifts WHERE shift = OLD.shift AND closed_at IS NOT NULL)
      BEGIN SELECT RAISE(ABORT, 'nothing is posted to a shift that is closed'); END;
    CREATE TRIGGER ledger_keeps_its_accounts BEFORE UPDATE OF shift, day, event, account, provider, product, cashier ON ledger
      BEGIN SELECT RAISE(ABORT, 'what was posted is never moved'); END;
  `;

/** Of a time in ms. */
const day = (column: string): string => `CAST(strftime('%Y%m%d', ${column} / 1000 + 25200, 'unixepoch') AS INTEGER)`;

/** What payments would have posted that were taken before there was a ledger, all of it to no shift. */
const posted = (
  event: string,
  at: string,
  where: string,
  accounts: Readonly<Record<string, readonly [string, string]>>,
): string =>
  Object.entries(accounts)
    .map(
      ([account, [amount, count]]) => `INSERT INTO ledger
        SELECT 0, ${day(at)}, '${event}', '${account}', provider, product, cashier, sum(${amount}), sum(${count})
        FROM transactions WHERE ${where} AND (${amount} <> 0 OR ${count} <> 0) GROUP BY 2, 5, 6, 7;`,
    )
    .join('\n');

const earned = 'coalesce(commission, 0)';
const takenBy = (sign: '' | '-', against: '' | '-'): Readonly<Record<string, readonly [string, string]>> => ({
  cash: [`${sign}total`, `${sign}1`],
  bill: [`${against}bill`, `${sign}1`],
  admin: [`${against}admin`, '0'],
  fee: [`${against}fee`, '0'],
});
const fill = [
  posted('taken', 'created_at', 'TRUE', takenBy('', '-')),
  posted('returned', 'settled_at', `(status = 'refused' OR warning = 'refused-then-paid')`, takenBy('-', '')),
  posted('settled', 'settled_at', `status = 'paid' AND warning IS NOT 'refused-then-paid'`, {
    bill: ['bill', '1'],
    admin: ['admin', '0'],
    deposit: [`-(bill + admin - ${earned})`, '1'],
    commission: [`-${earned}`, '0'],
  }),
  posted('turned', 'settled_at', `status = 'paid' AND warning = 'refused-then-paid'`, {
    unpaid: ['bill + admin', '1'],
    deposit: [`-(bill + admin - ${earned})`, '1'],
    commission: [`-${earned}`, '0'],
  }),
  // Copies that were printed, and drawers that opened, are counted from now on.
].join('\n');
