import { accessSync, chmodSync, constants, existsSync, statSync } from 'node:fs';
import Database from 'better-sqlite3';
import { assert } from '../../shared/errors.ts';
import * as payments from './migrations/010-payments.ts';
import * as journal from './migrations/020-journal.ts';
import * as groups from './migrations/030-groups.ts';
import * as clock from './migrations/040-clock.ts';
import * as bills from './migrations/050-bills.ts';
import * as slipNumbers from './migrations/060-slip-numbers.ts';
import * as segments from './migrations/070-segments.ts';
import * as search from './migrations/080-search.ts';
import * as secondLook from './migrations/090-second-look.ts';
import * as tillKey from './migrations/095-till-key.ts';
import * as packedPayments from './migrations/100-packed-payments.ts';
import * as people from './migrations/110-people.ts';
import * as shifts from './migrations/120-shifts.ts';
import * as deposits from './migrations/130-deposits.ts';
import * as saidBy from './migrations/135-said-by.ts';
import * as customers from './migrations/140-customers.ts';
import * as topUpAsks from './migrations/150-top-up-asks.ts';
import * as drawerPeople from './migrations/160-drawer-people.ts';
import * as reopenedLines from './migrations/170-reopened-lines.ts';
import * as usedPhrases from './migrations/180-used-phrases.ts';
import * as debtsGivenBack from './migrations/190-debts-given-back.ts';
import * as roundedDebts from './migrations/200-rounded-debts.ts';
import { guardsHash, hashOfGuards, putBackGuards, readGuards, type Guards } from './guards.ts';
import { fillSearch } from './search-index.ts';
import { defineSearchText } from './search-text.ts';
import { isWellShaped } from './shape.ts';
import { isStorageError, StorageError } from './storage-error.ts';

export type Db = Database.Database;

/** In rising order; numbers go up by tens, so that a hot-fix fits between. */
const migrations = [
  payments,
  journal,
  groups,
  clock,
  bills,
  slipNumbers,
  segments,
  search,
  secondLook,
  tillKey,
  packedPayments,
  people,
  shifts,
  deposits,
  saidBy,
  customers,
  topUpAsks,
  drawerPeople,
  reopenedLines,
  usedPhrases,
  debtsGivenBack,
  roundedDebts,
] as const;
const newest = Math.max(...migrations.map((migration) => migration.version));
/** `LOKT`: marks a database file as ours. */
const applicationId = 0x4c4f4b54;

export type OpenDatabase =
  /** `guards`: the indexes and triggers that another program had changed, and that were put right. */
  | { readonly ok: true; readonly db: Db; readonly guards: readonly string[] }
  /** `damaged` if the file is not what SQLite left, as opposed to one that is locked, newer or not ours. */
  | { readonly ok: false; readonly problem: string; readonly damaged: boolean };

/** Opens and migrates the till's database. The problem is one sentence that names the file. */
export function openDatabase(file: string): OpenDatabase {
  let db: Db | undefined;
  try {
    const isNew = !existsSync(file);
    // Asked before SQLite makes files beside it that nobody could write either.
    if (!isNew) accessSync(file, constants.W_OK);
    db = new Database(file);
    if (isNew) chmodSync(file, 0o600);
    const problem = inspect(db, isNew);
    if (problem) {
      db.close();
      return { ok: false, problem: `The database ${file} ${problem}.`, damaged: problem.startsWith('is damaged') };
    }
    configure(db);
    migrate(db);
    const guards = hashOfGuards(db) === guardsHash ? [] : putBackGuards(db, ourGuards());
    if (isWellShaped(db)) return { ok: true, db, guards };
    db.close();
    return {
      ok: false,
      problem: `The database ${file} is damaged (its tables are not as they were made).`,
      damaged: true,
    };
  } catch (thrown) {
    db?.close();
    const error = StorageError.from(thrown);
    if (isUniqueViolation(error))
      return { ok: false, problem: `The database ${file} is damaged (${error.message}).`, damaged: true };
    if (!isStorageError(error)) throw error;
    const damaged = /^SQLITE_(CORRUPT|NOTADB)/.test(error.code);
    return { ok: false, problem: `The database ${file} can't be used: ${error.message} (${error.code}).`, damaged };
  }
}

let guards: Guards | undefined;

/** What a database must be guarded by that was made by this program. */
function ourGuards(): Guards {
  if (guards) return guards;
  const fresh = new Database(':memory:');
  migrate(fresh);
  guards = readGuards(fresh);
  fresh.close();
  return guards;
}

/** A connection that only reads. Throws what SQLite says. */
export function openToRead(file: string): Db {
  return new Database(file, { readonly: true });
}

/** A connection of its own to what another one has in memory now. */
export function copyInMemory(db: Db): Db {
  const copy = new Database(db.serialize());
  defineSearchText(copy);
  return copy;
}

const statements = new WeakMap<Db, Map<string, Database.Statement>>();

/** The statement of this text, prepared once. For texts that are constants: they are kept as long as the database. */
export function prepared(db: Db, sql: string): Database.Statement {
  let known = statements.get(db);
  if (!known) statements.set(db, (known = new Map<string, Database.Statement>()));
  let statement = known.get(sql);
  if (!statement) known.set(sql, (statement = db.prepare(sql)));
  return statement;
}

/** A unique index said no. */
export function isUniqueViolation(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && error.code === 'SQLITE_CONSTRAINT_UNIQUE';
}

/** Bytes of a database up to which a start reads all of it. */
const readAtStartMax = 16 * 1024 * 1024;

/** Whether a database is too long to be read at a start; then a thread reads it while the till runs. */
export function isLong(file: string): boolean {
  return (statSync(file, { throwIfNoEntry: false })?.size ?? 0) > readAtStartMax;
}

/** What is wrong with the file as found, as the end of a sentence, or null. Changes nothing. */
function inspect(db: Db, isNew: boolean): string | null {
  if (isNew) return null;
  const found = pragma(db, 'user_version');
  if (found > newest) return `was written by a newer version of Loket (${found}, this one knows ${newest})`;
  const foreign = pragma(db, 'application_id') !== applicationId;
  const tables = db.prepare('SELECT count(*) FROM sqlite_schema').pluck().get();
  if (foreign && tables !== 0) return 'belongs to another program';
  if (isLong(db.name)) return null;
  const check = quickCheck(db);
  if (check === 'ok') return null;
  // A page that can't be read now may be well; one that was read and is wrong is not.
  return check.includes('error code') ? `can't be read (${check})` : `is damaged (${check})`;
}

/** What SQLite says of the file; `ok` if it finds nothing. */
function quickCheck(db: Db): string {
  try {
    return (
      String(db.pragma('quick_check(1)', { simple: true }))
        .split('\n')
        .at(-1) ?? ''
    );
  } catch (error) {
    // What FTS5 throws of its own tables has no code that says damage.
    if (error instanceof Database.SqliteError && error.code === 'SQLITE_ERROR') return error.message;
    throw error;
  }
}

function configure(db: Db): void {
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.pragma('foreign_keys = ON');
  db.pragma('busy_timeout = 2000');
  // The disk for temporary files may be full, or another one that is sick; what is put there is little.
  db.pragma('temp_store = MEMORY');
  // Copying the log back into the file costs syncs that no customer should wait for: `tidyUp` does it between payments.
  db.pragma('wal_autocheckpoint = 0');
  // In WAL the library's own default is NORMAL, which loses acknowledged commits at a power cut.
  assert(pragma(db, 'synchronous') === 2, 'every commit must reach the disk');
  assert(db.pragma('journal_mode', { simple: true }) === 'wal', 'the database must be in WAL mode');
  assert(pragma(db, 'foreign_keys') === 1, 'foreign keys must be checked');
}

/** All steps or none, so that what one of them leaves to be filled in is not forgotten. */
function migrate(db: Db): void {
  defineSearchText(db);
  const found = pragma(db, 'user_version');
  if (found === newest) return;
  db.transaction(() => {
    for (const migration of migrations.filter(({ version }) => version > found)) migration.up(db);
    if (found < packedPayments.version) fillSearch(db);
    db.pragma(`user_version = ${newest}`);
    db.pragma(`application_id = ${applicationId}`);
  })();
}

function pragma(db: Db, name: string): number {
  return Number(db.pragma(name, { simple: true }));
}
