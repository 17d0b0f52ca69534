/** The disk failed us, as opposed to a bug of ours. `code` is the system's: `ENOSPC`, `EIO`, ... */
export class StorageError extends Error {
  readonly code: string;

  constructor(message: string, code: string) {
    super(message);
    this.name = 'StorageError';
    this.code = code;
  }

  /** Anything a system call threw; a bug stays a bug. */
  static from(error: unknown): unknown {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    // Node's own complaints about arguments are our bugs.
    return /^E[A-Z0-9]+$/.test(code) && !code.startsWith('ERR_')
      ? new StorageError((error as Error).message, code)
      : error;
  }
}

/** A failure of the disk or the database file, as opposed to a bug in our SQL. */
export function isStorageError(error: unknown): error is Error & { code: string } {
  if (error instanceof StorageError) return true;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return /^SQLITE_(FULL|IOERR|READONLY|CANTOPEN|CORRUPT|NOTADB|BUSY|LOCKED|PERM|NOLFS|PROTOCOL|AUTH)/.test(code);
}

/** What is read; null if the disk does not tell. */
export function readIfWell<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (!isStorageError(error)) throw error;
    return null;
  }
}

/** The disk has no room left. */
export function isFull(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return code === 'SQLITE_FULL' || code === 'ENOSPC' || code === 'EDQUOT';
}

/** What the system does not let us look at is not so. */
export function isSo(look: () => boolean): boolean {
  try {
    return look();
  } catch (error) {
    if (!isStorageError(StorageError.from(error))) throw error;
    return false;
  }
}

/** A sync that failed: of the journal's, or of SQLite's. */
export function isSyncFailure(error: unknown): boolean {
  return isStorageError(error) && (error.code === 'EIO' || error.code.startsWith('SQLITE_IOERR'));
}
