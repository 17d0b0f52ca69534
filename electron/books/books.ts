import { assert } from '../../shared/errors.ts';
import { listKindsAfter } from '../db/journal-table.ts';
import type { Db } from '../db/open.ts';
import { isFull, isSo, isStorageError, isSyncFailure, StorageError } from '../db/storage-error.ts';
import { findTillState, type TillState } from '../db/till-state.ts';
import { storeRecord } from './apply-record.ts';
import { verifyBooks, type Known } from './checks/verify-books.ts';
import { createComparison, type Compare } from './comparison.ts';
import type { Journal } from './journal/file.ts';
import { appendMax, toLines, type Head } from './journal/line.ts';
import type { Entry } from './journal/record.ts';
import { broken, closeQuietly, isUntouched, knownOf, openFiles, touchedCode } from './open-files.ts';
import type { BooksParts, OpenFiles } from './open-files.ts';
import type { BooksProblem } from './journal/problem.ts';

type OpenBooks = ({ readonly ok: true; readonly books: Books } & Pick<OpenFiles, 'caughtUp' | 'guards'>) | BooksProblem;

/**
 * Whether new business may begin: only while they are `ready`. What must not be lost is kept in every state but `uncertain`.
 * `no-room`: the disk is full. `damaged`: something in them is not what was written. `uncertain`: what is in the files may not be
 * what was meant, after a failure of the disk or because somebody else touched them; `catchUp` finds out.
 */
export type BooksState = 'ready' | 'no-room' | 'damaged' | 'uncertain';

type ComparedListener = (problems: readonly string[]) => void;
type StoredListener = (records: readonly Pick<Entry, 'kind' | 'transactionId'>[]) => void;

/** Commits after which the database's log is worth copying back. */
const tidyAfterCommits = 200;

/** Opens journal and database and lets the one that is behind catch up. */
export function openBooks(parts: BooksParts): OpenBooks {
  const files = openFiles(parts);
  if (!files.ok) return files;
  parts.ballast.hold();
  return { ok: true, books: new Books(parts, files), caughtUp: files.caughtUp, guards: files.guards };
}

/**
 * The till's books: journal and database, always written together. A record is in both or in neither; after a failure of the
 * disk that leaves this uncertain, or after somebody else wrote, nothing is written until they caught up with each other.
 */
export class Books {
  readonly #parts: BooksParts;
  #files: OpenFiles;
  #head: Head;
  /** What the head is if the last write that failed did not fail after all. */
  #tried: Head | null = null;
  /** Where the journal is to be cut before it is opened again: behind it is what was told not to be kept. */
  #cutAt: number | null = null;
  #certain = true;
  #damaged = false;
  #refused = false;
  #told: () => void = () => undefined;
  #stored: StoredListener = () => undefined;
  #compared: ComparedListener = () => undefined;
  #compare: Compare | null = null;
  readonly #comparison = createComparison((problems) => this.#judge(problems));
  #commits = 0;

  constructor(parts: BooksParts, files: OpenFiles) {
    this.#parts = parts;
    this.#files = files;
    this.#head = files.caughtUp.head;
  }

  /** For reading. Another one after `catchUp` or a write that failed, so never to be kept. */
  get db(): Db {
    return this.#files.db;
  }

  get file(): Journal {
    return this.#files.file;
  }

  head(): Head {
    return this.#head;
  }

  /** What the records make of the till. */
  tillState(): TillState {
    const state = findTillState(this.db);
    assert(state, 'a till that runs was opened');
    return state;
  }

  /** How the books are now. Looks whether somebody else touched the files; if so they are uncertain, and who listens hears it. */
  state(): BooksState {
    this.#look();
    if (!this.#certain || this.#comparison.isUnderWay()) return 'uncertain';
    if (this.#damaged) return 'damaged';
    return this.#parts.ballast.held() ? 'ready' : 'no-room';
  }

  /** Whether the disk refused what was to be written last. The next write that works ends it, or files that could be opened anew. */
  isRefused(): boolean {
    return this.#refused;
  }

  #look(): void {
    if (this.#certain && !isUntouched(this.#files)) this.#doubt();
  }

  /** What is known of the files now. Only what is true of both at this moment: in the next there may be more in them. */
  known(): Known {
    return knownOf(this.#files, this.#head);
  }

  /**
   * Writes new business, which somebody who looked at the state has let begin. Throws a storage error, or what a constraint of the
   * database says; then nothing was stored.
   */
  write(entries: readonly Entry[]): void {
    if (!this.#agree()) throw broken();
    this.#store(entries);
  }

  /** Whether what they say may be acted on, as far as is known. */
  #agree(): boolean {
    this.#look();
    return this.#certain && !this.#comparison.isUnderWay() && !this.#damaged;
  }

  #store(entries: readonly Entry[]): void {
    assert(entries.length > 0 && entries.length <= appendMax, 'records are written a few at a time');
    if (!this.#certain) throw broken();
    const { db, file, transact } = this.#files;
    const lines = toLines(this.#head, entries);
    const size = file.size();
    this.#tried = lines.at(-1) ?? null;
    let isInJournal = false;
    try {
      transact(() => {
        lines.forEach((line, at) => storeRecord(db, line, entries[at]?.data));
        // First the journal, then the database: what the database says is committed is in the journal.
        file.append(Buffer.from(lines.map(({ text }) => `${text}\n`).join('')));
        isInJournal = true;
      });
    } catch (error) {
      this.#refused ||= isStorageError(error);
      this.#takeBack(size, error);
      if (this.#mayTurnUp(entries, error) && this.#isThereAfterAll(isInJournal ? null : size)) return;
      throw error;
    }
    this.#refused = false;
    this.#head = lines.at(-1) ?? this.#head;
    this.#commits++;
    this.#stored(entries);
  }

  /** Of a payment, whoever keeps its outcome keeps it until it is stored. */
  #mayTurnUp(entries: readonly Entry[], error: unknown): boolean {
    const isTouched = error instanceof StorageError && error.code === touchedCode;
    return !this.#certain && !isTouched && entries.every(({ transactionId }) => transactionId === null);
  }

  /** Looks at once. What is not whole is cut off, for it was told not to be kept; if the disk refuses, before the next look. */
  #isThereAfterAll(cutAt: number | null): boolean {
    this.#cutAt = cutAt;
    this.#openAnew();
    return this.#certain && this.#head.hash === this.#tried?.hash;
  }

  /**
   * Writes what must not be lost: on a full disk the ballast is given up for it, and damaged books take it too. Throws as
   * `write` does.
   */
  keep(entries: readonly Entry[]): void {
    const { ballast } = this.#parts;
    this.#look();
    try {
      this.#store(entries);
    } catch (error) {
      if (!isFull(error) || !ballast.held()) throw error;
      ballast.drop();
      this.#store(entries);
    }
  }

  /** `listener` hears when the books became uncertain, so that somebody lets them catch up. */
  whenUncertain(listener: () => void): void {
    this.#told = listener;
  }

  /** `listener`, which must not throw, hears of records once both files have them, also of those that `catchUp` finds of a failed write. */
  whenStored(listener: StoredListener): void {
    this.#stored = listener;
  }

  /** `listener` hears what is wrong with books that were opened anew or compared; nothing if they were touched and agree. */
  whenCompared(listener: ComparedListener): void {
    this.#compared = listener;
  }

  /** Has `compare` read everything where somebody else wrote, and not the till itself. What must not be lost is kept meanwhile. */
  compareBy(compare: Compare): void {
    this.#compare = compare;
  }

  /** Something in the books was found not to be what was written: no new business until they were rebuilt and the till started anew. */
  foundDamaged(): void {
    this.#damaged = true;
  }

  /** Opens uncertain books again and lets them catch up with each other, and takes room again on a disk that has some. */
  catchUp(): BooksState {
    if (!this.#certain) this.#openAnew();
    if (this.#certain) this.#parts.ballast.hold();
    return this.state();
  }

  /** If it can be done the books are certain again; whether they are damaged depends on what somebody else did to them. */
  #openAnew(): void {
    const { watch } = this.#files;
    const isAlone = isSo(() => watch.untouched());
    if (this.#cutAt !== null && !this.#isCut(this.#cutAt)) return;
    const again = openFiles(this.#parts);
    if (!again.ok) return this.#compared([again.problem]);
    const { n } = this.#head;
    const { head } = again.caughtUp;
    const isOurs = head.hash === this.#head.hash || head.hash === this.#tried?.hash;
    this.close();
    this.#files = again;
    this.#head = head;
    this.#certain = true;
    this.#refused = false;
    const found = listKindsAfter(this.db, n);
    if (found.length > 0) this.#stored(found as Parameters<StoredListener>[0]);
    // What the journal says was compared byte for byte when both were opened.
    if (isAlone && isOurs) return;
    const here = (): readonly string[] => verifyBooks(this.known(), this).problems;
    if (!isOurs) this.#judge([`Record ${head.n} was written by somebody else.`]);
    else if (this.#compare) this.#comparison.begin(this.#compare(this.known()), here);
    else this.#judge(here());
  }

  #judge(problems: readonly string[]): void {
    if (problems.length > 0) this.foundDamaged();
    this.#compared(problems);
  }

  /**
   * Changes how the files keep what they have, and nothing that they say: `work` writes no record. Only of certain books, and to be
   * done when nobody waits. Throws a storage error; then the database is as before, or the books are uncertain.
   */
  arrange(work: (files: Pick<OpenFiles, 'db' | 'file'>) => void): void {
    if (!this.#agree()) throw broken();
    const { db, file, transact } = this.#files;
    try {
      transact(() => work({ db, file }));
    } catch (error) {
      this.#takeBack(file.size(), error);
      throw error;
    }
    this.#commits++;
  }

  /** Whether the database's log has grown so much that `tidyUp` should be called when nobody waits. */
  untidy(): boolean {
    return this.#commits >= tidyAfterCommits && this.#certain;
  }

  /** Copies the database's log back into its file. */
  tidyUp(): void {
    this.#commits = 0;
    if (!this.#agree()) return;
    this.db.pragma('wal_checkpoint(PASSIVE)');
    // The first commit after it begins the log anew, which costs a sync more; better now than under a payment.
    this.db.pragma(`user_version = ${Number(this.db.pragma('user_version', { simple: true }))}`);
    this.#files.watch.note();
  }

  close(): void {
    closeQuietly(this.#files.file, this.#files.db);
  }

  #doubt(): void {
    this.#certain = false;
    this.#told();
  }

  #takeBack(size: number, error: unknown): void {
    const { file } = this.#files;
    if (error instanceof StorageError && error.code === touchedCode) return this.#doubt();
    if (!isStorageError(error) && file.size() === size) return;
    // A sync that failed says nothing about what is on the disk now, and a second one would say nothing either.
    if (isSyncFailure(error) || !this.#isCut(size)) this.#doubt();
  }

  #isCut(size: number): boolean {
    try {
      this.file.cut(size);
    } catch {
      return false;
    }
    this.#cutAt = null;
    return true;
  }
}
