import { createHash } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, writeSync } from 'node:fs';
import path from 'node:path';
import { unreadable, verifyFiles, type BooksFiles } from '../books/checks/verify-books.ts';
import { readTail } from '../books/segments/tail.ts';
import { countPayments } from '../db/copy.ts';
import { openDatabase, type Db } from '../db/open.ts';
import { packedHead } from '../db/segments.ts';
import { isFull } from '../db/storage-error.ts';
import { manifestName, readManifest, type Manifest } from './manifest.ts';
import { leaveFolder, removeFolder } from './remove-folder.ts';
import { readTar, type Found } from './tar.ts';

/** What was found in a backup; without problems it can be restored. */
export interface Checked {
  /** Null if the file is no backup. */
  readonly manifest: Manifest | null;
  /** A sentence each. */
  readonly problems: readonly string[];
}

/** The files of books that were unpacked. */
const unpackedBooks = (folder: string): BooksFiles => ({
  database: path.join(folder, 'books', 'loket.db'),
  journal: path.join(folder, 'books', 'journal'),
});

/** Unpacks a backup into a new folder, checks what came out of it, and takes the folder away again. Throws what the disk says. */
export function checkBackup(file: string, into: string, look: () => void = () => undefined): Checked {
  // What a dead till left there.
  removeFolder(into);
  try {
    return unpackAndCheck(file, into, look);
  } finally {
    leaveFolder(into);
  }
}

/**
 * Unpacks a backup into a new folder, whatever comes out of it: every file against its hash, then the books as books: SQLite's own check, the
 * tables against the records, the journal's chain, and how much there is. `look` is called now and then and may throw. Throws what the disk
 * says.
 */
export function unpackAndCheck(file: string, into: string, look: () => void = () => undefined): Checked {
  const manifest = readManifest(file);
  if (!manifest)
    return {
      manifest,
      problems: [
        'This is no backup that this Loket can read: another file, one whose beginning is cut off, or one of an older Loket.',
      ],
    };
  const torn = unpack(file, manifest, into, look);
  return { manifest, problems: torn.length > 0 ? torn : checkBooks(manifest, into, look) };
}

function unpack(file: string, { files }: Manifest, into: string, look: () => void): readonly string[] {
  mkdirSync(into, { recursive: true, mode: 0o700 });
  const left = [...files];
  for (const found of readTar(file)) {
    if (found.name === manifestName) continue;
    const expected = left.shift();
    if (expected?.name !== found.name || expected.bytes !== found.bytes)
      return [`The backup has other files in it than it says: ${expected?.name ?? 'one more'}.`];
    if (writeOut(found, path.join(into, found.name), look) !== expected.sha256)
      return [`The backup's ${found.name} is cut short, or not what was written.`];
  }
  return left[0] ? [`The backup is cut short: ${left[0].name} is missing.`] : [];
}

/** Writes it, synced; answers its hash, in hex. */
function writeOut({ chunks }: Found, file: string, look: () => void): string {
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  const hash = createHash('sha256');
  const fd = openSync(file, 'wx', 0o600);
  try {
    for (const chunk of chunks()) {
      look();
      hash.update(chunk);
      for (let at = 0; at < chunk.length;) at += writeSync(fd, chunk, at);
    }
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
  return hash.digest('hex');
}

function checkBooks(known: Manifest, folder: string, look: () => void): readonly string[] {
  const files = unpackedBooks(folder);
  if (!existsSync(files.database)) return ['The backup has no database.'];
  mkdirSync(files.journal, { recursive: true, mode: 0o700 });
  try {
    // A backup of an older till is brought to the form of this one, as its own next start would have.
    const opened = openDatabase(files.database);
    if (!opened.ok) return [plain(opened.problem, folder)];
    try {
      return checkOpened(opened.db, files, known, look).map((problem) => plain(problem, folder));
    } finally {
      // Last of all connections: so no log stays beside the database.
      opened.db.close();
    }
  } catch (error) {
    if (isFull(error)) throw error;
    return [plain(unreadable(error), folder)];
  }
}

function checkOpened(
  db: Db,
  files: BooksFiles,
  { head, payments }: Pick<Manifest, 'head' | 'payments'>,
  look: () => void,
): readonly string[] {
  const [packed, found] = [packedHead(db)?.segment ?? 0, countPayments(db)];
  look();
  const known = { head, packed, bytes: tailBytes(files.journal, packed), problems: [] };
  const waiting = { isStopped: () => (look(), false), tellDone: () => undefined };
  const counted = found === payments ? [] : [`The backup has ${found} payments, and there were ${payments}.`];
  return [...verifyFiles(files, known, waiting).problems, ...counted];
}

function tailBytes(journal: string, packed: number): number {
  const tail = readTail(journal, packed);
  try {
    let bytes = 0;
    for (const chunk of tail.chunks()) bytes += chunk.length;
    return bytes;
  } finally {
    tail.close();
  }
}

/** Without the name of a folder that is gone when somebody reads it. */
function plain(problem: string, folder: string): string {
  return problem.replaceAll(`${folder}${path.sep}`, '');
}
