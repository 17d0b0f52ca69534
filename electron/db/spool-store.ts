import type Database from 'better-sqlite3';
import { renameSync, rmSync, statSync } from 'node:fs';
import type { PrinterCause } from '../../shared/health.ts';
import type { JobState, Paper } from '../../shared/print-job.ts';
import { mute, type Answers, type Probed } from '../../shared/printer-answers.ts';
import { openSpoolFile, type First } from './spool-file.ts';

/** A job, whole: what goes to a printer, and how far it is. Times in ms. */
export interface Job {
  readonly jobId: string;
  readonly printerId: string;
  readonly what: Paper;
  /** The payment whose slip it is. */
  readonly transactionId: string | null;
  readonly copy: number | null;
  /** Whether a person asked for it; `confirmed` if although something about the payment is odd. */
  readonly asked: 'no' | 'yes' | 'confirmed';
  /** The drawer is to open with it, while it is fresh. */
  readonly drawer: boolean;
  /** What the books say of it when it goes out, as JSON; null where its slip says that, or nothing is to be said. */
  readonly entry: string | null;
  /** The bytes without the drawer's pulse; null until its slip is composed, and again once it is over. */
  readonly bytes: Buffer | null;
  /** SHA-256 of the bytes, in hex. */
  readonly hash: string | null;
  /** Characters a line that the bytes are composed for. */
  readonly columns: number;
  readonly state: JobState;
  readonly cause: PrinterCause | null;
  readonly attempts: number;
  readonly createdAt: number;
  readonly updatedAt: number;
  /** When a person or the till last wanted it. */
  readonly wantedAt: number;
  /** A person has seen to it: it is doubtful or failed, and nobody has to be told any more. */
  readonly seen: boolean;
}

/** Jobs on the disk. Throws what the disk says. */
export interface SpoolStore {
  save(job: Job): void;
  /** Jobs that are not over, in their order. */
  unfinished(): readonly Job[];
  /** Jobs that are doubtful or failed and that no person has seen to, in their order. */
  troubled(): readonly Job[];
  find(jobId: string): Job | null;
  /** Whether there is, or was lately, such a slip of this payment. */
  knows(transactionId: string, what: Paper): boolean;
  /** What became of each paper of which the books are told that, as far as it is known. */
  printsOf(entry: string): readonly Pick<Job, 'copy' | 'state'>[];
  /** The newest first; those before `cursor`, a job's id. */
  list(state: JobState | null, cursor: string | null, limit: number): readonly Job[];
  /** Whether what went to that printer last may have ended in the middle. */
  isLeftBroken(printerId: string): boolean;
  /** What the printer at that transport was found to answer. */
  answersOf(transport: string): Answers;
  /** Keeps what was found at `at`, in ms. What is owed there stays so unless such an answer was found. */
  learn(transport: string, probed: Probed, at: number): void;
  /** Keeps that so many answers may come yet. */
  owe(transport: string, owes: number): void;
  /** Forgets jobs that were over before that time. */
  forget(beforeMs: number): void;
  close(): void;
}

const columns = [
  ...['jobId', 'printerId', 'what', 'transactionId', 'copy', 'asked', 'drawer', 'entry', 'bytes', 'hash', 'columns'],
  ...['state', 'cause', 'attempts', 'createdAt', 'updatedAt', 'wantedAt', 'seen'],
] as const;

type Row = Omit<Job, 'drawer' | 'seen'> & { readonly drawer: number; readonly seen: number };

/** What the books know of print jobs; each is asked only where it counts. */
export interface KnownJobs {
  /** Whether there was a file of them. */
  hadFile(): boolean;
  /** The id of a job that was said to go out after `since` (ms); null if there was none. */
  printedSince(since: number): string | null;
  /** When the last of all was, in ms; 0 if there was none. */
  printedAt(): number;
  /** The hash of their first record, by which their file of print jobs is told from another till's; null where it is not known. */
  books(): string | null;
}

/** A store that knows from when on, in ms, its file has every job that was ever taken. */
interface OpenedStore extends SpoolStore {
  completeSince(): number;
  /** What was gone before that time is told. */
  beginAt(since: number): void;
}

/**
 * Opens the jobs' own small file, which is no part of the books: those say what went out, this what is still to. One that is damaged is
 * put aside and begun anew. Where the disk gives none, jobs are kept in memory, for a till must sell. `found` hears of either, and the
 * queue has a job that says so from `now` (ms) on, until a person has seen it. So it does where the file is gone or empty and the books
 * know that there was one, or where it lacks a job that they know: then it is older than they are, or was emptied. One that is of other books is
 * put aside as a damaged one is: what waits in it is another till's.
 */
export function openSpoolStore(file: string, now: number, found: (why: string) => void, known: KnownJobs): SpoolStore {
  let isLost = false;
  const lose = (why: string): void => {
    isLost = true;
    found(why);
  };
  if (isEmpty(file) && known.hadFile()) lose('it is gone or empty');
  // The PC's clock may have been set back since the last of them.
  const begins = (): number => Math.max(now, known.printedAt());
  const store = openOrBegin(file, { since: begins, books: known.books() }, lose);
  const printed = isLost ? null : known.printedSince(store.completeSince());
  const isOlder = printed !== null && store.find(printed) === null;
  if (isOlder) lose('it is older than the books, or was emptied');
  if (!isLost) return store;
  try {
    if (isOlder) for (const job of store.unfinished()) if (job.transactionId === null) store.save(doubted(job, now));
    store.save(lostJobs(now));
    store.beginAt(begins());
  } catch (error) {
    found((error as Error).message);
  }
  return store;
}

/** What waited in an older file may have come out since, and of paper that is no payment's slip the books need not know. */
function doubted(job: Job, now: number): Job {
  return { ...job, state: 'doubtful', bytes: null, updatedAt: now };
}

function isEmpty(file: string): boolean {
  return (statSync(file, { throwIfNoEntry: false })?.size ?? 0) === 0;
}

/** Nothing is sent of it. */
function lostJobs(now: number): Job {
  return {
    ...{ jobId: 'lost', printerId: '', what: 'lost', transactionId: null, copy: null, asked: 'no', drawer: false },
    ...{ entry: null, bytes: null, hash: null, columns: 0, state: 'failed', cause: null, attempts: 0, seen: false },
    ...{ createdAt: now, updatedAt: now, wantedAt: now },
  };
}

function openOrBegin(file: string, first: First, found: (why: string) => void): OpenedStore {
  try {
    return openFile(file, first);
  } catch (error) {
    found((error as Error).message);
    if (isOfTheDisk(error)) return openFile(':memory:', first);
  }
  try {
    renameSync(file, `${file}.damaged`);
    for (const end of ['-wal', '-shm']) rmSync(file + end, { force: true });
    return openFile(file, first);
  } catch (error) {
    found((error as Error).message);
    return openFile(':memory:', first);
  }
}

/** It says nothing of what is in the file, which stays where it is. */
function isOfTheDisk(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return /^SQLITE_(FULL|IOERR|READONLY|CANTOPEN|BUSY|LOCKED|PERM)/.test(code);
}

function openFile(file: string, first: First): OpenedStore {
  const db = openSpoolFile(file, first);
  try {
    return storeIn(db);
  } catch (error) {
    db.close();
    throw error;
  }
}

const selectLeftBroken = `SELECT state = 'doubtful' FROM jobs WHERE printerId = ? AND state IN ('sent', 'confirmed', 'doubtful')
  ORDER BY updatedAt DESC, at DESC LIMIT 1`;

function storeIn(db: Database.Database): OpenedStore {
  const names = columns.join(', ');
  const sets = columns.map((name) => `${name} = excluded.${name}`).join(', ');
  const save = db.prepare(
    `INSERT INTO jobs (${names}) VALUES (${columns.map((name) => `:${name}`).join(', ')}) ON CONFLICT (jobId) DO UPDATE SET ${sets}`,
  );
  const unfinished = db.prepare(`SELECT ${names} FROM jobs WHERE state IN ('queued', 'sending') ORDER BY at`);
  const troubled = db.prepare(
    `SELECT ${names} FROM jobs WHERE state IN ('doubtful', 'failed') AND seen = 0 ORDER BY at`,
  );
  const one = db.prepare(`SELECT ${names} FROM jobs WHERE jobId = ?`);
  const known = db.prepare('SELECT EXISTS (SELECT 1 FROM jobs WHERE transactionId = ? AND what = ?)').pluck();
  const page = db.prepare(`SELECT ${names} FROM jobs WHERE (:state IS NULL OR state = :state)
    AND (:cursor IS NULL OR at < (SELECT at FROM jobs WHERE jobId = :cursor)) ORDER BY at DESC LIMIT :limit`);
  const prints = db.prepare('SELECT copy, state FROM jobs WHERE entry = ?');
  const leftBroken = db.prepare(selectLeftBroken).pluck();
  const forget = db.prepare(`DELETE FROM jobs WHERE updatedAt < ? AND state NOT IN ('queued', 'sending')`);
  const since = db.prepare('SELECT since FROM complete').pluck();
  const begin = db.prepare('UPDATE complete SET since = max(since, ?)');
  return {
    completeSince: () => since.get() as number,
    beginAt: (at) => void begin.run(at),
    save(job) {
      const row = { ...job, drawer: Number(job.drawer), seen: Number(job.seen) };
      // That it goes out now is said of a payment's slip in the books, and of other paper perhaps here alone.
      const isClaim = job.state === 'sending' && job.transactionId === null;
      if (isClaim) db.pragma('synchronous = FULL');
      try {
        save.run(row);
      } finally {
        if (isClaim) db.pragma('synchronous = NORMAL');
      }
    },
    unfinished: () => (unfinished.all() as Row[]).map(jobOf),
    troubled: () => (troubled.all() as Row[]).map(jobOf),
    find(jobId) {
      const row = one.get(jobId) as Row | undefined;
      return row ? jobOf(row) : null;
    },
    knows: (transactionId, what) => known.get(transactionId, what) === 1,
    printsOf: (entry) => prints.all(entry) as Pick<Job, 'copy' | 'state'>[],
    list: (state, cursor, limit) => (page.all({ state, cursor, limit }) as Row[]).map(jobOf),
    isLeftBroken: (printerId) => leftBroken.get(printerId) === 1,
    ...answersStore(db),
    forget: db.transaction((beforeMs: number) => {
      if (forget.run(beforeMs).changes > 0) begin.run(beforeMs);
    }),
    close: () => void db.close(),
  };
}

function answersStore(db: Database.Database): Pick<SpoolStore, 'answersOf' | 'learn' | 'owe'> {
  const answers = new Map(answersIn(db));
  const learn = db.prepare(
    'INSERT OR REPLACE INTO answers (transport, fence, asksStatus, calls, at, owes) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const owe = db.prepare('UPDATE answers SET owes = ? WHERE transport = ?');
  return {
    answersOf: (transport) => answers.get(transport) ?? mute,
    learn(transport, probed, at) {
      const { fence, asksStatus, calls } = probed;
      const owes = fence === 'none' ? (answers.get(transport)?.owes ?? 0) : 0;
      answers.set(transport, answersOf({ fence, asksStatus, owes }));
      learn.run(transport, fence, Number(asksStatus), JSON.stringify(calls), at, owes);
    },
    owe(transport, owes) {
      answers.set(transport, { ...(answers.get(transport) ?? mute), owes });
      owe.run(owes, transport);
    },
  };
}

function answersIn(db: Database.Database): readonly (readonly [string, Answers])[] {
  const rows = db.prepare('SELECT transport, fence, asksStatus, owes FROM answers').all() as readonly {
    readonly transport: string;
    readonly fence: Answers['fence'];
    readonly asksStatus: number;
    readonly owes: number;
  }[];
  return rows.map(({ transport, asksStatus, ...row }) => [
    transport,
    answersOf({ ...row, asksStatus: asksStatus === 1 }),
  ]);
}

function answersOf({ fence, asksStatus, owes }: Required<Answers>): Answers {
  return { fence, asksStatus, ...(owes > 0 && { owes }) };
}

function jobOf(row: Row): Job {
  return { ...row, drawer: row.drawer === 1, seen: row.seen === 1 };
}
