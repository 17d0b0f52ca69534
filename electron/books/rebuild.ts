import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmdirSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { findUnrecorded } from '../db/audit.ts';
import { fillNew } from '../db/fill.ts';
import { lockFolder } from '../db/folder-lock.ts';
import { isUniqueViolation, openDatabase, openToRead, type Db } from '../db/open.ts';
import { listPacked, listUnpacked, setMark } from '../db/segments.ts';
import { isStorageError, StorageError } from '../db/storage-error.ts';
import { storedHead } from './apply-record.ts';
import { tellDamage } from './both-damaged.ts';
import { syncFolder, type Journal } from './journal/file.ts';
import { catchUp, catchUpAhead, type CaughtUp } from './catch-up.ts';
import { Misfit, remedy, type BooksProblem } from './journal/problem.ts';
import { oddIn } from './odd-files.ts';
import { findSegments, plainFile, sealedFile } from './segments/names.ts';
import { fileMark, openTail, segmentFiles } from './segments/tail.ts';
import { takeOver } from './segments/take-over.ts';
import { createThreads, type Threads } from './segments/threads.ts';
import { unpackPart } from './segments/unpack-part.ts';
import { booksFiles } from './start-books.ts';

/** A database is up to three files. */
const ends = ['', '-wal', '-shm'] as const;

type Rebuilt =
  | { readonly ok: true; readonly records: number; readonly file: string; readonly aside: string | null }
  | { readonly ok: false; readonly problem: string };

/**
 * Makes a data folder's database again from its journal, or its journal from its database. What was there is kept beside it,
 * renamed to `….damaged-TIME` (`at` in ms). If the other one is damaged too, nothing is changed.
 */
export async function rebuild(dataDir: string, what: 'database' | 'journal', at: number): Promise<Rebuilt> {
  const folder = folderOf(path.resolve(dataDir));
  if (!folder) return { ok: false, problem: `The data folder ${dataDir} has no ${sourceOf(what)} to rebuild from.` };
  const odd = oddIn(folder);
  if (odd !== null) return { ok: false, problem: odd };
  const lock = lockFolder(folder);
  if (!lock.ok) return lock;
  const file = booksFiles[what](folder);
  const fresh = `${file}.new`;
  const threads = createThreads();
  try {
    remove(fresh);
    const made = await (what === 'database' ? makeDatabase : makeJournal)(folder, fresh, at, threads);
    if (!made.ok) return refusal(folder, what, made.problem);
    const longer = whyLonger(folder, what, made.head.n);
    if (longer) return { ok: false, problem: longer };
    const stamp = new Date(at).toISOString().replace(/[-:]|\.\d+/g, '');
    const old = what === 'journal' ? setAside(booksFiles.oldJournal(folder), stamp) : null;
    const aside = setAside(file, stamp) ?? old;
    exchange(fresh, file, aside);
    syncFolder(folder);
    return { ok: true, records: made.head.n, file, aside };
  } catch (thrown) {
    if (thrown instanceof Misfit) return refusal(folder, what, thrown.message);
    const error = StorageError.from(thrown);
    if (!isStorageError(error)) throw error;
    return refusal(folder, what, `${file} can't be made: ${error.message} (${error.code}).`);
  } finally {
    // What they still write is to go too.
    await threads.end();
    remove(fresh);
    lock.release();
  }
}

/** Where it is damage that stands against it, what is whole and what is not is told too. */
function refusal(folder: string, what: 'database' | 'journal', problem: string): Rebuilt {
  if (!/\bdamaged\b|\(SQLITE_(CORRUPT|NOTADB)/.test(problem)) return { ok: false, problem };
  const files = { database: booksFiles.database(folder), journal: booksFiles.journal(folder) };
  return { ok: false, problem: tellDamage(what, files, problem) };
}

/**
 * Why what is there is not exchanged for what was made: it has more records, and these would be lost; null if it has not, or can't be read.
 * `records` is how many were made.
 */
function whyLonger(folder: string, what: 'database' | 'journal', records: number): string | null {
  const file = booksFiles[what](folder);
  const there = what === 'database' ? recordsInDatabase(file) : recordsInJournal(file);
  if (there === null || there <= records) return null;
  return (
    `The ${what} ${file} has ${there} records, and the ${sourceOf(what)} only ${records}: ${remedy(sourceOf(what))}. ` +
    `If that can't be, move ${file} away first, and ask a person to compare with the providers.`
  );
}

function recordsInDatabase(file: string): number | null {
  try {
    const db = openToRead(file);
    try {
      return storedHead(db).n;
    } finally {
      db.close();
    }
  } catch {
    return null;
  }
}

/** By its last whole line, where that is plain. */
function recordsInJournal(folder: string): number | null {
  try {
    const { plain } = findSegments(folder);
    const lines = readFileSync(plainFile(folder, Math.max(...plain)), 'utf8').split('\n');
    const { n } = JSON.parse(lines.at(-2) ?? '') as { readonly n?: unknown };
    return typeof n === 'number' ? n : null;
  } catch {
    return null;
  }
}

/** What was done, or why not, in a sentence or two. */
export function describeRebuilt(done: Rebuilt): string {
  if (!done.ok) return done.problem;
  const { file, records, aside } = done;
  const kept = aside ? ` What was there is kept as ${aside}.` : '';
  return `${file} was made again from ${records} records.${kept}`;
}

/** Where the till's files are: the folder itself, or the one inside it for training. */
function folderOf(dataDir: string): string | null {
  const folders = [dataDir, path.join(dataDir, 'training')];
  const { journal, oldJournal, database } = booksFiles;
  return folders.find((one) => [journal, oldJournal, database].some((file) => existsSync(file(one)))) ?? null;
}

function sourceOf(what: 'database' | 'journal'): 'database' | 'journal' {
  return what === 'database' ? 'journal' : 'database';
}

/** Made where no till looks for it. */
async function makeDatabase(
  folder: string,
  fresh: string,
  at: number,
  threads: Threads,
): Promise<CaughtUp | BooksProblem> {
  const source = booksFiles.journal(folder);
  takeOver(booksFiles.oldJournal(folder), source);
  if (!existsSync(source)) return isMissing(source, 'database');
  const opened = openDatabase(fresh);
  if (!opened.ok) return opened;
  let file: Journal | undefined;
  try {
    const journal = (file = openTail(source, 0, segmentFiles(source, threads)));
    // As they are before they are read: one that changes meanwhile is read again.
    const marks = marksIn(source);
    return await fillNew(opened.db, async () => {
      const made = await catchUpAhead(opened.db, journal);
      if (made.ok) setMarks(opened.db, marks, at);
      return made;
    });
  } catch (error) {
    // One by one the records were good; only a hand has put them together.
    if (!isUniqueViolation(error)) throw error;
    return {
      ok: false,
      problem: `The journal ${source} is damaged: ${error.message}; ${remedy('journal')}.`,
    };
  } finally {
    file?.close();
    opened.db.close();
  }
}

/**
 * Made where no till looks for it. The chain proves every record that it is made of, and what else the database has was made of
 * those records: whether that is right, the next start finds out, and then it can be rebuilt from this journal.
 */
async function makeJournal(
  folder: string,
  fresh: string,
  at: number,
  threads: Threads,
): Promise<CaughtUp | BooksProblem> {
  const source = booksFiles.database(folder);
  if (!existsSync(source)) return isMissing(source, 'journal');
  const opened = openDatabase(source);
  if (!opened.ok) return opened;
  let file: Journal | undefined;
  try {
    const unrecorded = findUnrecorded(opened.db);
    if (unrecorded !== null)
      return { ok: false, problem: `The database ${source} is damaged: it lacks the records of ${unrecorded}.` };
    file = openTail(fresh, await writePacked(opened.db, fresh, threads));
    const made = catchUp(opened.db, file, 'journal');
    if (!made.ok) return made;
    await writeUnpacked(opened.db, fresh, threads);
    await threads.written();
    syncFolder(fresh);
    // They keep them when the folder gets its name.
    setMarks(opened.db, marksIn(fresh), at);
    return made;
  } finally {
    file?.close();
    opened.db.close();
  }
}

/** Writes the sealed segments that the database has packed; answers how many. */
async function writePacked(db: Db, folder: string, threads: Threads): Promise<number> {
  mkdirSync(folder, { mode: 0o700 });
  const packed = listPacked(db);
  for (const { number, last, head } of packed) {
    const plain = unpackPart(db, number);
    if (plain.head.n !== last || plain.head.hash !== head)
      throw new Misfit(
        `The database ${db.name} is damaged: its records of segment ${number} are not those that were sealed.`,
      );
    await threads.write(folder, number, plain.bytes);
  }
  return packed.length;
}

/** Beside their plain files, those whose seal has its record, though the till had not packed them yet when it ended: it goes on from there. */
async function writeUnpacked(db: Db, folder: string, threads: Threads): Promise<void> {
  for (const { number } of listUnpacked(db))
    await threads.write(folder, number, readFileSync(plainFile(folder, number)));
}

/** How the sealed files of a journal are left, by their numbers. */
function marksIn(journal: string): ReadonlyMap<number, string> {
  const { sealed } = findSegments(journal);
  return new Map([...sealed].map((number) => [number, fileMark(sealedFile(journal, number))]));
}

/** All of them were read or written just now; so the next start does not read them again. `at` in ms. */
function setMarks(db: Db, marks: ReadonlyMap<number, string>, at: number): void {
  db.transaction(() => {
    for (const { number } of listPacked(db)) setMark(db, { number, file: marks.get(number) ?? '', readAt: at });
  })();
}

function isMissing(source: string, what: 'database' | 'journal'): BooksProblem {
  return { ok: false, problem: `${source} is missing, so the ${what} can't be made from it.` };
}

/** What was there is kept under another name, which is answered; null if nothing was there. */
function setAside(file: string, stamp: string): string | null {
  const aside = freeName(`${file}.damaged-${stamp}`);
  // A folder with nothing in it is nothing to keep.
  if (existsSync(file) && statSync(file).isDirectory() && readdirSync(file).length === 0) rmdirSync(file);
  const isThere = existsSync(file);
  for (const end of ends.filter((end) => existsSync(`${file}${end}`))) renameSync(`${file}${end}`, `${aside}${end}`);
  return isThere ? aside : null;
}

/** What was made gets its name; if the disk refuses that, what was there has it again. */
function exchange(fresh: string, file: string, aside: string | null): void {
  try {
    renameSync(fresh, file);
  } catch (error) {
    for (const end of ends.filter((end) => aside !== null && existsSync(`${aside}${end}`)))
      renameSync(`${aside}${end}`, `${file}${end}`);
    throw error;
  }
}

/** What was kept before, in the same second too, stays. */
function freeName(name: string): string {
  const isTaken = (one: string): boolean => ends.some((end) => existsSync(`${one}${end}`));
  let free = name;
  for (let nth = 2; isTaken(free); nth++) free = `${name}-${nth}`;
  return free;
}

function remove(file: string): void {
  for (const end of ends.filter((end) => existsSync(`${file}${end}`))) rmSync(`${file}${end}`, { recursive: true });
}
