import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { checkBackup } from '../../../electron/backup/check.ts';
import { backupEnd } from '../../../electron/backup/make.ts';
import type { Books } from '../../../electron/books/books.ts';
import { mayHavePrinted } from '../../../electron/db/print-jobs.ts';
import { openSpoolStore } from '../../../electron/db/spool-store.ts';
import type { Promises } from './promises.ts';

// What a power cut left beside the books: the backups, and what waits to be printed.

/** Whatever has a backup's name is one, and what was told to be one is there. */
export function backupsSay(folder: string, { backups }: Promises): readonly string[] {
  const own = path.join(folder, 'backup');
  const names = existsSync(own) ? readdirSync(own).filter((name) => name.endsWith(backupEnd)) : [];
  return [
    ...backups.filter((name) => !names.includes(name)).map((name) => `the backup ${name} is lost`),
    ...names.flatMap((name) =>
      checkBackup(path.join(own, name), path.join(folder, 'unpacked')).problems.map((what) => `${name}: ${what}`),
    ),
  ];
}

/** The file of print jobs can be read, and no receipt that came out waits to come out as the original once more. */
export function spoolSays(folder: string, { db }: Books, { originals }: Promises): readonly string[] {
  const found: string[] = [];
  const store = openSpoolStore(path.join(folder, 'loket.spool'), 0, (why) => found.push(`the print jobs: ${why}`), {
    hadFile: () => false,
    printedSince: () => null,
    printedAt: () => 0,
    books: () => null,
  });
  const again = store
    .unfinished()
    .filter(({ what, transactionId }) => what === 'receipt' && originals.has(transactionId ?? ''))
    .filter(({ jobId }) => !mayHavePrinted(db, jobId));
  store.close();
  return [...found, ...again.map(({ transactionId }) => `${transactionId} would come out as the original once more`)];
}
