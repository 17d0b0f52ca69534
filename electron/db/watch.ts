import { statSync } from 'node:fs';
import { prepared, type Db } from './open.ts';

/** Tells whether anybody but its own connection changed a database since that was opened. */
export interface Watch {
  /** Nobody else committed anything. Asked within a transaction, it is true for as long as that. */
  alone(): boolean;
  /** Nor wrote to the file without SQLite, nor put another in the place of it or its log. Throws what SQLite says. */
  untouched(): boolean;
  /** The connection itself has just written to the file, which it does in a checkpoint and never else. */
  note(): void;
}

export function watchDatabase(db: Db): Watch {
  // Changes with what other connections commit, and with nothing else.
  const version = (): unknown => prepared(db, 'PRAGMA data_version').pluck().get();
  const files = (): string => (db.memory ? '' : filesOf(db.name));
  const opened = version();
  let left = files();
  return {
    alone: () => version() === opened,
    untouched: () => version() === opened && files() === left,
    note: () => void (left = files()),
  };
}

/** The file and its last change, and which file the log is: that changes with every commit. */
function filesOf(name: string): string {
  const options = { bigint: true, throwIfNoEntry: false } as const;
  const [file, log] = [statSync(name, options), statSync(`${name}-wal`, options)];
  return `${file?.ino} ${file?.size} ${file?.mtimeNs} ${log?.ino}`;
}
