import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Database from 'better-sqlite3';
import { openDatabase, type Db, type OpenDatabase } from '../../../electron/db/open.ts';
import { defineSearchText } from '../../../electron/db/search-text.ts';
import type { Disk } from './disk.ts';
import type { Armed, Seams } from './seams.ts';

/**
 * The database, in memory, and the one connection to it, which a process that is gone leaves to the next: files and opening are
 * most of what a simulated payment would cost, and what SQLite makes of a real death and a real disk is for tests with real
 * processes.
 */
export interface Store {
  /** Opens the real database, whose commits pass the seam `commit`. `opened` hears of it first. */
  open(disk: Disk, seams: Seams, opened: (db: Db) => void): OpenDatabase;
  /** Every process is gone: what they had begun is rolled back. */
  abandon(): void;
  backUp(): void;
  /** The backup stands in the place of what there is. */
  restore(): void;
  /** An empty database stands there. */
  renew(): void;
  close(): void;
}

/** A connection as the library made it. */
interface Connection extends Pick<Db, 'exec' | 'transaction' | 'close'> {
  readonly db: Db;
}

/** An empty database with all its tables, as the till makes it. */
export function makeTemplate(): Buffer {
  const folder = mkdtempSync(path.join(tmpdir(), 'loket-simulate-'));
  try {
    const opened = openDatabase(path.join(folder, 'template.db'));
    if (!opened.ok) throw new Error(opened.problem);
    const { db } = opened;
    // There is no log beside a database in memory.
    db.pragma('journal_mode = DELETE');
    const bytes = db.serialize();
    db.close();
    return bytes;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export function createStore(template: Buffer): Store {
  let bytes = template;
  let only: Connection | null = null;

  function abandon(): void {
    if (only?.db.inTransaction) only.exec('ROLLBACK');
  }

  function close(): void {
    only?.close();
    only = null;
  }

  return {
    open(disk, seams, opened) {
      const armed = seams.pass('open-database');
      if (armed?.strike === 'EMFILE' || disk.trouble === 'broken')
        return { ok: false, problem: "The database can't be used (SQLITE_CANTOPEN).", damaged: false };
      only ??= connect(bytes);
      const { db } = only;
      setReadOnly(db, false);
      opened(db);
      watchCommits(only, seams, disk);
      setReadOnly(db, disk.trouble === 'read-only');
      return { ok: true, db, guards: [] };
    },
    abandon,
    backUp() {
      if (only) bytes = only.db.serialize();
    },
    restore() {
      abandon();
      close();
    },
    renew() {
      abandon();
      close();
      only = connect(template);
    },
    close,
  };
}

function connect(bytes: Buffer): Connection {
  const db = new Database(bytes);
  db.pragma('foreign_keys = ON');
  defineSearchText(db);
  const exec = db.exec.bind(db);
  const transaction: Db['transaction'] = db.transaction.bind(db);
  const close = db.close.bind(db);
  db.close = () => db;
  return { db, exec, transaction, close };
}

const readOnly = new WeakSet<Db>();

/** As after a remount: SQLite itself refuses every write from now on. */
export function setReadOnly(db: Db, isReadOnly: boolean): void {
  if (readOnly.has(db) === isReadOnly) return;
  if (isReadOnly) readOnly.add(db);
  else readOnly.delete(db);
  db.pragma(`query_only = ${isReadOnly ? 1 : 0}`);
}

function watchCommits({ db, exec, transaction }: Connection, seams: Seams, disk: Disk): void {
  const before = (): Armed | null => {
    // What is committed was appended just before.
    const armed = seams.pass('commit', disk.writing);
    if (armed?.strike === 'SQLITE_FULL') throw new Database.SqliteError('database or disk is full', 'SQLITE_FULL');
    if (armed?.strike === 'SQLITE_IOERR') throw new Database.SqliteError('disk I/O error', 'SQLITE_IOERR_FSYNC');
    return armed;
  };
  const after = (armed: Armed | null): void => {
    seams.after(armed);
    if (armed?.strike === 'SQLITE_IOERR-committed')
      throw new Database.SqliteError('disk I/O error', 'SQLITE_IOERR_FSYNC');
  };
  db.exec = (sql) => {
    const armed = sql === 'COMMIT' ? before() : null;
    exec(sql);
    after(armed);
    return db;
  };
  db.transaction = ((action: (...given: unknown[]) => unknown) => {
    let armed: Armed | null = null;
    const real = transaction((...given: unknown[]) => {
      action(...given);
      armed = before();
    });
    const watched =
      (run: (...given: unknown[]) => unknown) =>
      (...given: unknown[]): void => {
        run(...given);
        after(armed);
      };
    return Object.assign(watched(real), { immediate: watched(real.immediate) });
  }) as unknown as Db['transaction'];
}
