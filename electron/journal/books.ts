import { existsSync } from 'node:fs';
import { assert } from '../../shared/errors.ts';
import type { Db, OpenDatabase } from '../db/open.ts';
import { findTillState, recordsAfter, storeRecord, type TillState } from '../db/records.ts';
import { isFull, isStorageError, StorageError } from '../db/storage-error.ts';
import type { Ballast } from './ballast.ts';
import type { JournalFile } from './file.ts';
import { join, remedy, type Joined, type NotJoined } from './join.ts';
import { appendMax, toLines, type Head } from './line.ts';
import type { Entry } from './record.ts';

export interface BooksParts {
  /** Opens, and checks, what is there. */
  readonly openDatabase: () => OpenDatabase;
  /** Throws a storage error. */
  readonly openFile: () => JournalFile;
  readonly ballast: Ballast;
}

export type OpenBooks = { readonly ok: true; readonly books: Books; readonly joined: Joined } | NotJoined;

type StoredListener = (records: readonly Pick<Entry, 'kind' | 'transactionId'>[]) => void;

/** Commits after which the database's log is worth copying back. */
const tidyAfterCommits = 200;

/** Opens journal and database and brings them together. */
export function openBooks(parts: BooksParts): OpenBooks {
  const both = openBoth(parts);
  if (!both.ok) return both;
  parts.ballast.hold();
  return { ok: true, books: new Books(parts, both), joined: both.joined };
}

interface Both {
  readonly ok: true;
  readonly db: Db;
  readonly file: JournalFile;
  readonly joined: Joined;
  /** Does it in one transaction of the database that nobody else can be in. */
  readonly transact: (work: () => void) => void;
}

function openBoth(parts: BooksParts): Both | NotJoined {
  const opened = parts.openDatabase();
  if (!opened.ok)
    return {
      ok: false,
      problem: opened.damaged ? `${opened.problem.slice(0, -1)}; ${remedy('database')}.` : opened.problem,
    };
  let file: JournalFile | undefined;
  try {
    file = parts.openFile();
    const joined = join(opened.db, file);
    if (joined.ok) return { ok: true, db: opened.db, file, joined, transact: transactIn(opened.db) };
    closeQuietly(file, opened.db);
    return joined;
  } catch (error) {
    closeQuietly(file, opened.db);
    if (!isStorageError(error)) throw error;
    return { ok: false, problem: sickSentence(opened.db.name, file?.name ?? 'the journal', error) };
  }
}

function transactIn(db: Db): Both['transact'] {
  const transaction = db.transaction((work: () => void) => work());
  return (work) => transaction.immediate(work);
}

/**
 * The till's books: journal and database, always written together. A record is in both or in neither; after a failure of the
 * disk that leaves this uncertain nothing is written until `mend` has looked at both anew.
 */
export class Books {
  readonly #parts: BooksParts;
  #both: Both;
  #head: Head;
  #certain = true;
  #trusted = true;
  #told: () => void = () => undefined;
  #stored: StoredListener = () => undefined;
  #commits = 0;

  constructor(parts: BooksParts, both: Both) {
    this.#parts = parts;
    this.#both = both;
    this.#head = both.joined.head;
  }

  /** For reading. Another one after `mend`, so never to be kept. */
  get db(): Db {
    return this.#both.db;
  }

  get file(): JournalFile {
    return this.#both.file;
  }

  head(): Head {
    return this.#head;
  }

  state(): TillState {
    const state = findTillState(this.db);
    assert(state, 'a till that runs was opened');
    return state;
  }

  /** Neither file was deleted, replaced, cut or added to by somebody else; what can't be looked at counts as touched. */
  untouched(): boolean {
    const { db, file } = this.#both;
    try {
      return file.untouched() && (db.memory || existsSync(db.name));
    } catch {
      return false;
    }
  }

  /** Writes new business. Throws a storage error, or what a constraint of the database says; then nothing was stored. */
  write(entries: readonly Entry[]): void {
    assert(entries.length > 0 && entries.length <= appendMax, 'records are written a few at a time');
    const { db, file, transact } = this.#both;
    if (this.#certain && !this.untouched()) this.#doubt();
    if (!this.#certain) throw new StorageError('journal and database have to be opened again', 'EBROKEN');
    const lines = toLines(this.#head, entries);
    const size = file.size();
    try {
      transact(() => {
        lines.forEach((line, at) => storeRecord(db, line, entries[at]?.data));
        // First the journal, then the database: what the database says is committed is in the journal.
        file.append(Buffer.from(lines.map(({ text }) => `${text}\n`).join('')));
      });
    } catch (error) {
      this.#takeBack(size, error);
      throw error;
    }
    this.#head = lines.at(-1) ?? this.#head;
    this.#commits++;
    this.#stored(entries);
  }

  /** Writes what must not be lost: on a full disk the ballast is given up for it. Throws as `write` does. */
  keep(entries: readonly Entry[]): void {
    const { ballast } = this.#parts;
    try {
      this.write(entries);
    } catch (error) {
      if (!isFull(error) || !ballast.held()) throw error;
      ballast.drop();
      this.write(entries);
    }
  }

  /** Whether what is in the files is what was meant to be; if not, `mend` must look. */
  certain(): boolean {
    return this.#certain;
  }

  /** `listener` hears when the files became uncertain, so that somebody mends them. */
  whenUncertain(listener: () => void): void {
    this.#told = listener;
  }

  /**
   * `listener` hears of records as soon as both files have them: of what was written together, and of what `mend` finds that a write
   * which failed had stored all the same. It must not throw.
   */
  whenStored(listener: StoredListener): void {
    this.#stored = listener;
  }

  /** Whether new business may be taken on: the disk is sound and has room for what will be answered. */
  sound(): boolean {
    return this.#certain && this.#trusted && this.#parts.ballast.held();
  }

  /** The database was found damaged: no new business until it was mended and the till started anew. */
  distrust(): void {
    this.#trusted = false;
  }

  /** After a failure: opens both again and brings them together. True if new business may be taken on now. */
  mend(): boolean {
    if (!this.#certain) {
      const again = openBoth(this.#parts);
      if (!again.ok) return false;
      const { n } = this.#head;
      this.close();
      this.#both = again;
      this.#head = again.joined.head;
      this.#certain = true;
      const found = recordsAfter(this.db, n);
      if (found.length > 0) this.#stored(found);
    }
    return this.#parts.ballast.hold() && this.#trusted;
  }

  /** Whether the database's log has grown so much that `tidyUp` should be called when nobody waits. */
  untidy(): boolean {
    return this.#commits >= tidyAfterCommits && this.#certain;
  }

  /** Copies the database's log back into its file. */
  tidyUp(): void {
    this.#commits = 0;
    this.db.pragma('wal_checkpoint(PASSIVE)');
    // The first commit after it begins the log anew, which costs a sync more; better now than under a payment.
    this.db.pragma(`user_version = ${Number(this.db.pragma('user_version', { simple: true }))}`);
  }

  close(): void {
    closeQuietly(this.#both.file, this.#both.db);
  }

  #doubt(): void {
    this.#certain = false;
    this.#told();
  }

  #takeBack(size: number, error: unknown): void {
    const { file } = this.#both;
    if (!isStorageError(error) && file.size() === size) return;
    // A sync that failed says nothing about what is on the disk now, and a second one would say nothing either.
    if (isStorageError(error) && isSyncFailure(error)) this.#doubt();
    else this.#cut(size);
  }

  #cut(size: number): void {
    try {
      this.file.cut(size);
    } catch {
      this.#doubt();
    }
  }
}

/** A disk or a file that failed, in a sentence that names it: SQLite's failures are the database's, the system's the other's. */
export function sickSentence(database: string, other: string, error: Error & { readonly code: string }): string {
  const isDamaged = /^SQLITE_(CORRUPT|NOTADB)/.test(error.code);
  const which = error.code.startsWith('SQLITE_') ? `The database ${database}` : `What belongs to ${other}`;
  return `${which} can't be used: ${error.message} (${error.code})${isDamaged ? `; ${remedy('database')}` : ''}.`;
}

/** What was written is synced; there is nothing to lose by a close that fails. */
function closeQuietly(...all: readonly ({ close(): unknown } | undefined)[]): void {
  for (const one of all) {
    try {
      one?.close();
    } catch {
      // As above.
    }
  }
}

/** The journal's own, or SQLite's. */
function isSyncFailure({ code }: { readonly code: string }): boolean {
  return code === 'EIO' || code.startsWith('SQLITE_IOERR');
}
