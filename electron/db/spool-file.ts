import Database from 'better-sqlite3';
import { chmodSync, existsSync } from 'node:fs';

// The file of print jobs itself: its tables, and whose it is.

const schema = `
  CREATE TABLE IF NOT EXISTS jobs (
    at INTEGER PRIMARY KEY AUTOINCREMENT,
    jobId TEXT UNIQUE NOT NULL,
    printerId TEXT NOT NULL,
    what TEXT NOT NULL,
    transactionId TEXT,
    copy INTEGER,
    asked TEXT NOT NULL,
    drawer INTEGER NOT NULL,
    entry TEXT,
    bytes BLOB,
    hash TEXT,
    columns INTEGER NOT NULL,
    state TEXT NOT NULL,
    cause TEXT,
    attempts INTEGER NOT NULL,
    createdAt INTEGER NOT NULL,
    updatedAt INTEGER NOT NULL,
    wantedAt INTEGER NOT NULL,
    seen INTEGER NOT NULL DEFAULT 0
  ) STRICT;
  CREATE TABLE IF NOT EXISTS answers (
    transport TEXT PRIMARY KEY,
    fence TEXT NOT NULL,
    asksStatus INTEGER NOT NULL,
    calls TEXT NOT NULL,
    at INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX IF NOT EXISTS jobs_by_payment ON jobs (transactionId) WHERE transactionId IS NOT NULL;
  CREATE INDEX IF NOT EXISTS unfinished_jobs ON jobs (at) WHERE state IN ('queued', 'sending');
  CREATE TABLE IF NOT EXISTS complete (since INTEGER NOT NULL) STRICT;`;

const troubledIndex = `CREATE INDEX IF NOT EXISTS troubled_jobs ON jobs (at) WHERE state IN ('doubtful', 'failed') AND seen = 0`;

/** What a file that is begun says of itself. */
export interface First {
  /** From when on, in ms, it has every job that is taken. */
  readonly since: () => number;
  /** The hash of the first record of the books that it lies beside; null where it is not known. */
  readonly books: string | null;
}

/** Makes it if it is not there. Throws what the disk says, or why it can't be taken for this till's print jobs. */
export function openSpoolFile(file: string, first: First): Database.Database {
  const isNew = file !== ':memory:' && !existsSync(file);
  const db = new Database(file);
  try {
    if (isNew) chmodSync(file, 0o600);
    db.pragma('journal_mode = WAL');
    // A power cut may take the last moments of it; the books then say what went out. Where they don't, `save` waits for the disk.
    db.pragma('synchronous = NORMAL');
    db.exec(schema);
    // A till before this one kept no word of it.
    if (!has(db, 'jobs', 'seen')) db.exec('ALTER TABLE jobs ADD COLUMN seen INTEGER NOT NULL DEFAULT 0');
    if (!has(db, 'answers', 'owes')) db.exec('ALTER TABLE answers ADD COLUMN owes INTEGER NOT NULL DEFAULT 0');
    if (!has(db, 'complete', 'books')) db.exec('ALTER TABLE complete ADD COLUMN books TEXT');
    db.exec(troubledIndex);
    mustBeOurs(db, first);
    if (db.pragma('quick_check', { simple: true }) !== 'ok') throw new Error('the file of print jobs is damaged');
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

function has(db: Database.Database, table: string, column: string): boolean {
  const sql = 'SELECT EXISTS (SELECT 1 FROM pragma_table_info(?) WHERE name = ?)';
  return db.prepare(sql).pluck().get(table, column) === 1;
}

/** One that says nothing of it is an older till's, or new, and ours from now on. */
function mustBeOurs(db: Database.Database, { since, books }: First): void {
  const said = db.prepare('SELECT books FROM complete').get() as { readonly books: string | null } | undefined;
  // What an older till forgot is not known.
  if (!said) db.prepare('INSERT INTO complete (since, books) VALUES (?, ?)').run(since(), books);
  else if (books !== null && said.books !== null && said.books !== books) throw new Error('it is of other books');
  // Also where it says so already: a file that takes no word is found out now, and not by the first slip.
  else db.prepare('UPDATE complete SET books = coalesce(books, ?)').run(books);
}
