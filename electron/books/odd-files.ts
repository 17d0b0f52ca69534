import { statSync } from 'node:fs';
import path from 'node:path';
import { mustBe } from './journal/problem.ts';

// What has the name of one of the till's files and is a folder, a pipe or a link that leads nowhere: it is never opened, for a pipe lets
// nobody go on.

const files = [
  ...['loket.db', 'loket.db-wal', 'loket.db-shm', 'loket.db-journal', 'loket.journal', 'loket.lock', 'loket.ballast'],
  ...[
    'loket.mark',
    'loket.mark.new',
    'loket.secrets',
    'loket.secrets.new',
    'loket.settings',
    'loket.settings.new',
    'loket.settings.before',
    'loket.settings.before.new',
    'loket.log',
    'loket.log.1',
    'loket.practice',
    'loket.practice.new',
    'loket.restored',
    ...['loket.spool', 'loket.spool-wal', 'loket.spool-shm'],
  ],
];
const folders = ['journal', 'export', 'training'];

/** What in a data folder is no file, or no folder, where the till has one: a sentence that names it. Null if all is well, or not there. Segments are looked at where they are listed. */
export function oddIn(folder: string): string | null {
  const inFolder = (names: readonly string[]): readonly string[] => names.map((name) => path.join(folder, name));
  return oddAmong({ files: inFolder(files), folders: inFolder(folders) });
}

/** The same of files and folders by their paths. */
export function oddAmong(all: {
  readonly files: readonly string[];
  readonly folders: readonly string[];
}): string | null {
  const file = all.files.find((name) => isOther(name, 'isFile'));
  if (file !== undefined) return mustBe('file', file);
  const folder = all.folders.find((name) => isOther(name, 'isDirectory'));
  return folder === undefined ? null : mustBe('folder', folder);
}

function isOther(name: string, kind: 'isFile' | 'isDirectory'): boolean {
  try {
    return statSync(name, { throwIfNoEntry: false })?.[kind]() === false;
  } catch (error) {
    // Whatever else the system says, it says again when the file is used.
    return (error as NodeJS.ErrnoException).code === 'ELOOP';
  }
}
