import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';

// What has the name of one of the till's files and is a folder, a pipe or a link that leads nowhere: it is never opened, for a pipe lets
// nobody go on.

const files = [
  ...['loket.db', 'loket.db-wal', 'loket.db-shm', 'loket.db-journal', 'loket.journal', 'loket.lock', 'loket.ballast'],
  ...[
    'loket.mark',
    'loket.mark.new',
    'loket.secrets',
    'loket.secrets.new',
    'loket.log',
    'loket.log.1',
    'loket.practice',
    'loket.practice.new',
  ],
];
const folders = ['journal', 'export', 'training'];
const segment = /^\d{6,9}\.jsonl(\.zst)?$/;

/** What in a data folder is no file, or no folder, where the till has one: a sentence that names it. Null if all is well, or not there. */
export function oddIn(folder: string): string | null {
  const journal = path.join(folder, 'journal');
  return (
    oddAmong({
      files: files.map((name) => path.join(folder, name)),
      folders: folders.map((name) => path.join(folder, name)),
    }) ?? oddAmong({ files: oddSegments(journal), folders: [] })
  );
}

/** The same of files and folders by their paths. */
export function oddAmong(all: {
  readonly files: readonly string[];
  readonly folders: readonly string[];
}): string | null {
  const file = all.files.find((name) => isOther(name, 'isFile'));
  if (file !== undefined) return `${file} must be a file and is something else; move it away.`;
  const folder = all.folders.find((name) => isOther(name, 'isDirectory'));
  return folder === undefined ? null : `${folder} must be a folder and is something else; move it away.`;
}

function isOther(name: string, kind: 'isFile' | 'isDirectory'): boolean {
  try {
    return statSync(name, { throwIfNoEntry: false })?.[kind]() === false;
  } catch (error) {
    // Whatever else the system says, it says again when the file is used.
    return (error as NodeJS.ErrnoException).code === 'ELOOP';
  }
}

/** Those that are no plain files at first sight. The folder tells of thousands at one go. */
function oddSegments(journal: string): readonly string[] {
  try {
    return readdirSync(journal, { withFileTypes: true })
      .filter((entry) => !entry.isFile() && segment.test(entry.name))
      .map(({ name }) => path.join(journal, name));
  } catch {
    // One that is not there has none, and one that can't be read is refused when it is used.
    return [];
  }
}
