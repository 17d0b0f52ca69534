import { existsSync } from 'node:fs';
import path from 'node:path';

// On Windows Electron's own place for data is the roaming profile, which a domain copies to every PC that the user signs in
// to: keys and books with it, and two tills would sell from one. The till's place is the local profile.

export interface DataFolder {
  readonly folder: string;
  /** Something is in the roaming profile: the till is still there, or has left it behind. */
  readonly roaming: 'used' | 'left' | null;
}

/** What a shop's data folder has in it, and what one has that was only tried. */
const books = ['loket.db', 'loket.journal', 'journal'];
const traces = [...books, 'config.json', 'training'];

/**
 * The desktop app's data folder, from Electron's `userData` and Windows' `LOCALAPPDATA`. A till that has its books in the
 * roaming profile stays there: books are never left behind.
 */
export function chooseDataFolder(userData: string, localAppData: string | undefined): DataFolder {
  if (!localAppData) return { folder: userData, roaming: null };
  const local = path.join(localAppData, path.basename(userData));
  const has = (folder: string, names: readonly string[]): boolean =>
    names.some((name) => existsSync(path.join(folder, name)));
  if (local === userData || !has(userData, traces)) return { folder: local, roaming: null };
  const stays = has(local, books) ? false : has(userData, books) || !has(local, traces);
  return stays ? { folder: userData, roaming: 'used' } : { folder: local, roaming: 'left' };
}
