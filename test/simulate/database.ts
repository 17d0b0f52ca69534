import { copyFileSync, rmSync } from 'node:fs';
import Database from 'better-sqlite3';
import { openDatabase, type Db, type OpenDatabase } from '../../electron/db/open.ts';
import type { Disk } from './disk.ts';
import type { Armed, Seams } from './seams.ts';

/**
 * The database's file and the one connection to it, which a process that is gone leaves to the next: opening SQLite anew is most
 * of what a simulated start would cost, and what SQLite makes of a real death is for tests with real processes.
 */
export interface Store {
  /** Opens the real database, whose commits pass the seam `commit`. `opened` hears of it first. */
  open(disk: Disk, seams: Seams, opened: (db: Db) => void): OpenDatabase;
  /** Every process is gone: what they had begun is rolled back. */
  abandon(): void;
  backUp(db: Db): void;
  /** The backup stands in the file's place. */
  restore(): void;
  /** Removes the file and all that belongs to it. */
  remove(): void;
}

/** A connection as the library made it. */
interface Connection extends Pick<Db, 'exec' | 'transaction' | 'close'> {
  readonly db: Db;
}

const ends = ['', '-wal', '-shm'];

export function createStore(file: string): Store {
  let only: Connection | null = null;

  function abandon(): void {
    if (only?.db.inTransaction) only.exec('ROLLBACK');
  }

  function disconnect(): void {
    abandon();
    only?.close();
    only = null;
  }

  return {
    open(disk, seams, opened) {
      const armed = seams.pass('open-database');
      if (armed?.strike === 'EMFILE' || disk.trouble === 'broken')
        return { ok: false, problem: `The database ${file} can't be used (SQLITE_CANTOPEN).`, damaged: false };
      if (!only) {
        const found = openDatabase(file);
        if (!found.ok) return found;
        only = connectionOf(found.db);
      }
      const { db } = only;
      setReadOnly(db, false);
      opened(db);
      watchCommits(only, seams);
      setReadOnly(db, disk.trouble === 'read-only');
      return { ok: true, db };
    },
    abandon,
    backUp(db) {
      db.pragma('wal_checkpoint(TRUNCATE)');
      copyFileSync(file, `${file}.backup`);
    },
    restore() {
      disconnect();
      for (const end of ends) rmSync(`${file}${end}`, { force: true });
      copyFileSync(`${file}.backup`, file);
    },
    remove() {
      disconnect();
      for (const end of [...ends, '.backup']) rmSync(`${file}${end}`, { force: true });
    },
  };
}

function connectionOf(db: Db): Connection {
  const exec = db.exec.bind(db);
  const transaction: Db['transaction'] = db.transaction.bind(db);
  const close = db.close.bind(db);
  db.close = () => db;
  // Nothing here outlives a real loss of power, and nobody else looks at it.
  db.pragma('locking_mode = EXCLUSIVE');
  db.pragma('synchronous = OFF');
  return { db, exec, transaction, close };
}

/** As after a remount: SQLite itself refuses every write from now on. */
export function setReadOnly(db: Db, isReadOnly: boolean): void {
  db.pragma(`query_only = ${isReadOnly ? 1 : 0}`);
}

function watchCommits({ db, exec, transaction }: Connection, seams: Seams): void {
  const before = (): Armed | null => {
    const armed = seams.pass('commit');
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
