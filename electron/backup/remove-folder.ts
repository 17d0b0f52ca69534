import { rmSync } from 'node:fs';
import { isStorageError, StorageError } from '../db/storage-error.ts';

/** Removes a folder and all in it, if it is there. Throws a StorageError: what Node throws of a folder can lack the system's code, as a bug's does. */
export function removeFolder(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true });
  } catch (error) {
    const known = StorageError.from(error);
    throw isStorageError(known) ? known : new StorageError(String(error), 'EIO');
  }
}

/** The same at the end of what was done there: whoever comes next removes what can't be, and it must not hide how that ended. */
export function leaveFolder(folder: string): void {
  try {
    removeFolder(folder);
  } catch {
    // It stays until then.
  }
}
