import Database from 'better-sqlite3';
import { openDatabase, type Db, type OpenDatabase } from '../../electron/db/open.ts';
import type { Disk } from './disk.ts';
import type { Armed, Seams } from './seams.ts';

/** Opens the real database, whose commits pass the seam `commit`. `opened` hears of it first. */
export function openWatched(file: string, disk: Disk, seams: Seams, opened: (db: Db) => void): OpenDatabase {
  const armed = seams.pass('open-database');
  if (armed?.strike === 'EMFILE' || disk.trouble === 'broken')
    return { ok: false, problem: `The database ${file} can't be used (SQLITE_CANTOPEN).`, damaged: false };
  const found = openDatabase(file);
  if (!found.ok) return found;
  const { db } = found;
  opened(db);
  watchCommits(db, seams);
  setReadOnly(db, disk.trouble === 'read-only');
  return found;
}

/** As after a remount: SQLite itself refuses every write from now on. */
export function setReadOnly(db: Db, isReadOnly: boolean): void {
  db.pragma(`query_only = ${isReadOnly ? 1 : 0}`);
}

function watchCommits(db: Db, seams: Seams): void {
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
  const execute = db.exec.bind(db);
  db.exec = (sql) => {
    const armed = sql === 'COMMIT' ? before() : null;
    execute(sql);
    after(armed);
    return db;
  };
  const make = db.transaction.bind(db);
  db.transaction = ((action: () => unknown) => {
    let armed: Armed | null = null;
    const real = make(() => {
      action();
      armed = before();
    });
    const watched = (run: () => unknown) => (): void => {
      run();
      after(armed);
    };
    return Object.assign(watched(real), { immediate: watched(real.immediate) });
  }) as unknown as Db['transaction'];
}
