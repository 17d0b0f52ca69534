import { existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { systemClock } from '../../../electron/time/clock.ts';
import type { Books } from '../../../electron/books/books.ts';
import { rebuild } from '../../../electron/books/rebuild.ts';
import { startBooks, type StartedBooks } from '../../../electron/books/start-books.ts';
import { verifyBooks } from '../../../electron/books/checks/verify-books.ts';
import type { PaymentParts } from '../../../electron/payment/parts.ts';
import { recover } from '../../../electron/payment/recover.ts';
import { keepMark } from '../disk/books-folder.ts';
import type { Cut } from './disk.ts';
import type { Promises } from './promises.ts';
import { clockAt } from '../../harness/clock-at.ts';

// Opens what a power cut left, as the till does when it starts, and holds it to what was promised before the cut.

const ballast = 'loket.ballast';
const ballastBytes = 1024 * 1024;
const left = ['loket.log', 'loket.lock', ballast];

export interface State {
  readonly cut: Cut;
  /** What SQLite's index of the log holds: it is never synced, so anything. */
  readonly shm: Buffer | null;
  /** The disk did not do what it said: then a start may be refused, if a rebuild of what it names mends it. */
  readonly isLying: boolean;
  readonly promises: Promises;
  /** Whether it is opened a second time, which must mend nothing more. */
  readonly opensTwice: boolean;
}

/** What is wrong with a state; empty if nothing. */
export function check(folder: string, state: State): readonly string[] {
  lay(folder, state);
  const started = start(folder);
  if (started.ok) return inspect(folder, started, state);
  if (!state.isLying) return [`the start is refused: ${started.problem}`];
  return mend(folder, started.problem, state);
}

/** Puts the files of a state into the folder. */
function lay(folder: string, { cut, shm }: State): void {
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(folder)) {
    if (!left.includes(name)) rmSync(path.join(folder, name), { recursive: true });
  }
  const hasBallast = [...cut].some(([name, bytes]) => path.basename(name) === ballast && bytes.length === ballastBytes);
  if (!hasBallast) rmSync(path.join(folder, ballast), { force: true });
  for (const [file, bytes] of cut) {
    const name = /journal\/[^/]+$/.exec(file)?.[0] ?? path.basename(file);
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    if (left.includes(name)) {
      if (name === ballast && sizeOf(path.join(folder, name)) !== bytes.length)
        writeFileSync(path.join(folder, name), bytes);
    } else if (!name.endsWith('-shm')) writeFileSync(path.join(folder, name), bytes);
  }
  if (shm) writeFileSync(path.join(folder, 'loket.db-shm'), shm);
  keepMark(folder);
}

function sizeOf(file: string): number {
  return existsSync(file) ? statSync(file).size : 0;
}

function start(folder: string): ReturnType<typeof startBooks> {
  return startBooks(folder, { clock: clockAt(Date.now), newEpoch: () => 'CUT1', by: 'owner', version: 'cut' });
}

function inspect(
  folder: string,
  { books, restored, close }: StartedBooks,
  { promises, isLying, opensTwice }: State,
): readonly string[] {
  try {
    const problems = [...verifyBooks(books.known(), books).problems, ...promises.broken(books)];
    if (restored !== null && !isLying) problems.push(`the till takes its own files for restored ones: ${restored}`);
    if (sending(books) > 0) recover(recoverParts(books));
    if (sending(books) > 0) problems.push('a payment is still sending after the recovery');
    close();
    return problems.length > 0 || !opensTwice ? problems : again(folder);
  } catch (error) {
    close();
    return [`it threw: ${error instanceof Error ? error.message : String(error)}`];
  }
}

function sending({ db }: Books): number {
  return Number(db.prepare(`SELECT count(*) FROM transactions WHERE status = 'sending'`).pluck().get());
}

/** Nobody is asked here: all that is tried is that what was under way is found. */
function recoverParts(books: Books): PaymentParts {
  const parts = { books, providers: new Map(), clock: systemClock, pace: { scale: 1, chance: () => 0 } };
  return parts as unknown as PaymentParts;
}

/** What was mended once needs no mending the next time. */
function again(folder: string): readonly string[] {
  const second = start(folder);
  if (!second.ok) return [`the second start is refused: ${second.problem}`];
  const { toDatabase, toJournal, torn } = second.caughtUp;
  second.close();
  return toDatabase + toJournal + torn === 0 ? [] : ['at the second start something had to catch up again'];
}

/** The person does as the sentence says: makes the named file again from the other, and then perhaps the other from that. */
function mend(folder: string, problem: string, state: State, before: readonly string[] = []): readonly string[] {
  const said = [...before, problem];
  const what = /loket\.db/.test(problem.split('journal/000001.jsonl')[0] ?? '') ? 'database' : 'journal';
  if (!problem.includes('loket.db') && !problem.includes('journal/000001.jsonl'))
    return [`no file is named: ${said.join(', then ')}`];
  const done = rebuild(folder, what, Date.now());
  if (!done.ok) return [`refused (${said.join(', then ')}), and the rebuild too: ${done.problem}`];
  keepMark(folder);
  const started = start(folder);
  if (started.ok)
    return inspect(folder, started, state).map((wrong) => `${wrong} (refused before: ${said.join(', then ')})`);
  if (said.length > 1) return [`refused after two rebuilds: ${[...said, started.problem].join(', then ')}`];
  return mend(folder, started.problem, state, said);
}
