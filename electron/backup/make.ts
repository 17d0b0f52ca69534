import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, statfsSync, statSync } from 'node:fs';
import path from 'node:path';
import { toWib } from '../../shared/time.ts';
import type { BooksFiles } from '../books/checks/verify-books.ts';
import { syncFolder } from '../books/journal/file.ts';
import { emptyHead } from '../books/journal/line.ts';
import { copyDatabase, countPayments } from '../db/copy.ts';
import { lastRow } from '../db/journal-table.ts';
import { openToRead, type Db } from '../db/open.ts';
import { hasPeople, recoveryPhrase } from '../db/people.ts';
import { packedHead } from '../db/segments.ts';
import { StorageError } from '../db/storage-error.ts';
import { copyJournal } from './journal-copy.ts';
import { manifestBytes, manifestName, type Manifest } from './manifest.ts';
import { checkBackup } from './check.ts';
import { leaveFolder, removeFolder } from './remove-folder.ts';
import { piecesOf, writeTar, type Entry } from './tar.ts';

/** What a backup is made of, and where it goes. Plain data, so that a thread can be told. */
export interface ToMake {
  /** A folder that is there. */
  readonly folder: string;
  /** Name of the folder in that one in which it is made: this till's alone, so that what a dead till left in it can go. */
  readonly work: string;
  /** Its name without an end. */
  readonly name: string;
  readonly atMs: number;
  readonly books: BooksFiles;
  /** Files that stand beside the books, by their names in the backup: where they are, or what they say. */
  readonly beside: Readonly<Record<string, { readonly file: string } | { readonly text: string }>>;
  readonly about: Pick<Manifest, 'till' | 'publicKey' | 'program' | 'training' | 'secrets'>;
}

/** `problems`: the copy is not what it has to be, a sentence each; then there is no file. Null if it was stopped. */
export type Made =
  | { readonly file: string; readonly records: number; readonly payments: number; readonly bytes: number }
  | { readonly problems: readonly string[] }
  | null;

/** How a backup's file name ends. */
export const backupEnd = '.loket-backup.tar';
/** What stays free on the disk: a backup never stops the till for want of room. In bytes. */
const spareBytes = 64 * 1024 * 1024;

class Stopped extends Error {}

/**
 * Makes a backup of books that are in use: written beside its place, synced, unpacked again and checked as a copy, and only then given its
 * name. Whatever happens before leaves the backups that were there. Throws what the disk says, and a Misfit for a journal that is damaged.
 */
export async function makeBackup(to: ToMake, isStopped: () => boolean): Promise<Made> {
  const work = path.join(to.folder, to.work);
  const look = (): void => {
    if (isStopped()) throw new Stopped();
  };
  try {
    removeFolder(work);
    mustFit(to);
    const stage = path.join(work, 'stage');
    mkdirSync(stage, { recursive: true, mode: 0o700 });
    const { about, entries } = await copyBooks(to, stage, isStopped);
    const manifest: Manifest = {
      ...about,
      files: entries.map((entry) => ({ ...entry, ...hashed(entry, look) })).map(fileOf),
    };
    const bytes = manifestBytes(manifest);
    const archive = path.join(work, 'backup.tar');
    writeTar(archive, [{ name: manifestName, bytes: bytes.length, from: bytes }, ...entries], to.atMs, look);
    removeFolder(stage);
    const problems = checkBackup(archive, path.join(work, 'copy'), look).problems;
    if (problems.length > 0) return { problems };
    look();
    const file = freeName(to);
    renameSync(archive, file);
    syncFolder(to.folder);
    return { file, records: manifest.head.n, payments: manifest.payments, bytes: statSync(file).size };
  } catch (error) {
    if (error instanceof Stopped) return null;
    throw StorageError.from(error);
  } finally {
    leaveFolder(work);
  }
}

/** Database and journal up to the same record, while the till goes on writing both. */
async function copyBooks(
  { books, atMs, about, beside }: ToMake,
  stage: string,
  isStopped: () => boolean,
): Promise<{ readonly about: Omit<Manifest, 'files'>; readonly entries: readonly Entry[] }> {
  const db = openToRead(books.database);
  try {
    // All is as it was at one moment.
    db.exec('BEGIN');
    const head = headOf(db);
    const payments = countPayments(db);
    const copy = path.join(stage, 'loket.db');
    if (!(await copyDatabase(db, copy, isStopped))) throw new Stopped();
    // After the database: whatever that has is in the journal.
    const journal = copyJournal(db, books.journal, head, stage);
    return {
      about: {
        ...{ format: 'loket-backup', version: 1, at: toWib(atMs), ...about, head, payments },
        ...{ people: hasPeople(db), phrase: recoveryPhrase(db) },
      },
      entries: [{ name: 'books/loket.db', bytes: statSync(copy).size, from: copy }, ...journal, ...besideThem(beside)],
    };
  } finally {
    db.close();
  }
}

function headOf(db: Db): Manifest['head'] {
  const all = [lastRow(db) ?? emptyHead, packedHead(db) ?? emptyHead];
  const { n, hash } = all.reduce((one, other) => (other.n > one.n ? other : one));
  return { n, hash };
}

function besideThem(beside: ToMake['beside']): readonly Entry[] {
  return Object.entries(beside).flatMap(([name, one]): readonly Entry[] => {
    if ('file' in one) return existsSync(one.file) ? [{ name, bytes: statSync(one.file).size, from: one.file }] : [];
    const from = Buffer.from(one.text);
    return [{ name, bytes: from.length, from }];
  });
}

function hashed({ from }: Entry, look: () => void): { readonly sha256: string } {
  const hash = createHash('sha256');
  for (const piece of typeof from === 'string' ? piecesOf(from) : [from]) {
    look();
    hash.update(piece);
  }
  return { sha256: hash.digest('hex') };
}

function fileOf({ name, bytes, sha256 }: Manifest['files'][number]): Manifest['files'][number] {
  return { name, bytes, sha256 };
}

/** The database is there three times for a moment: as a copy, in the archive, and unpacked again. */
function mustFit({ folder, books }: ToMake): void {
  const sizes = [books.database, `${books.database}-wal`].map(
    (file) => statSync(file, { throwIfNoEntry: false })?.size ?? 0,
  );
  const { bavail, bsize } = statfsSync(folder);
  if (bavail * bsize < 3 * sizes.reduce((sum, size) => sum + size, 0) + spareBytes)
    throw new StorageError('a backup does not fit', 'ENOSPC');
}

/** Never the name of one that is there. */
function freeName({ folder, name }: ToMake): string {
  for (let nth = 1; ; nth++) {
    const file = path.join(folder, `${name}${nth === 1 ? '' : `-${nth}`}${backupEnd}`);
    if (!existsSync(file)) return file;
  }
}
