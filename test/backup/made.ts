import { makeBackup, type Made } from '../../electron/backup/make.ts';
import { booksFiles } from '../../electron/books/start-books.ts';
import type { Counter } from '../harness/counter.ts';
import { tempFolder } from '../harness/temp-folder.ts';

/** Makes a backup of a till that is open; at `at` of its clock. */
export function make(
  { folder, identity }: Counter,
  into: string,
  isStopped = () => false,
  at = '2026-11-21T21:00:00+07:00',
): Promise<Made> {
  const { till, publicKey } = identity;
  return makeBackup(
    {
      ...{ folder: into, work: '.making', name: 'copy', atMs: Date.parse(at), beside: {} },
      books: { database: booksFiles.database(folder), journal: booksFiles.journal(folder) },
      about: { till, publicKey, program: 'test', training: false, secrets: [] },
    },
    isStopped,
  );
}

export const fileOf = (made: Made): string => (made && 'file' in made ? made.file : '');

/** The file of one in a folder of its own. */
export async function backUp(counter: Counter): Promise<string> {
  return fileOf(await make(counter, tempFolder()));
}
