import { existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { systemClock } from '../../../electron/time/clock.ts';
import type { Books } from '../../../electron/books/books.ts';
import { rebuild } from '../../../electron/books/rebuild.ts';
import { startBooks, type StartedBooks } from '../../../electron/books/start-books.ts';
import { verifyBooks } from '../../../electron/books/checks/verify-books.ts';
import { openKeys } from '../../../electron/secrets/own-keys.ts';
import { readSettings, settingsFile } from '../../../electron/settings/settings-file.ts';
import { checkBooks } from '../../../electron/verify/books.ts';
import { backupsSay, spoolSays } from './beside.ts';
import { reportTo, type Problems } from '../../../electron/verify/report.ts';
import { removeSnapshot, takeSnapshot } from '../../../electron/verify/snapshot.ts';
import type { PaymentParts } from '../../../electron/payment/parts.ts';
import { recover } from '../../../electron/payment/recover.ts';
import { createSealing, sealText } from '../../../electron/books/sealing.ts';
import { sealSegment } from '../../../electron/books/segments/seal.ts';
import { keepMark } from '../disk/books-folder.ts';
import { segmentBytes, strayFiles } from '../segments/left-files.ts';
import type { Cut } from './disk.ts';
import type { Promises } from './promises.ts';
import { clockAt } from '../../harness/clock-at.ts';

// Opens what a power cut left, as the till does when it starts, and holds it to what was promised before the cut.

const ballast = 'loket.ballast';
const ballastBytes = 1024 * 1024;
/** Far more than it takes to seal what there is. */
const turnsMax = 10_000;
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
  /** How far the till's clock is ahead of this PC's, in ms. */
  readonly aheadMs: number;
  /** Whether its journal is to be sealed to the end. */
  readonly seals: boolean;
}

/** What is wrong with a state; empty if nothing. */
export async function check(folder: string, state: State): Promise<readonly string[]> {
  lay(folder, state);
  const started = start(folder, state);
  if (started.ok) return inspect(folder, started, state);
  if (!state.isLying) return [`the start is refused: ${started.problem}`];
  return mend(folder, started.problem, state);
}

/** Puts the files of a state into the folder. */
export function lay(folder: string, { cut, shm }: Pick<State, 'cut' | 'shm'>): void {
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(folder)) {
    if (!left.includes(name)) rmSync(path.join(folder, name), { recursive: true });
  }
  const hasBallast = [...cut].some(([name, bytes]) => path.basename(name) === ballast && bytes.length === ballastBytes);
  if (!hasBallast) rmSync(path.join(folder, ballast), { force: true });
  for (const [file, bytes] of cut) {
    const name = /(backup\/.+|journal(\.new)?\/[^/]+)$/.exec(file)?.[0] ?? path.basename(file);
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

function start(folder: string, { aheadMs }: Pick<State, 'aheadMs'>): ReturnType<typeof startBooks> {
  return startBooks(folder, {
    clock: clockAt(() => Date.now() + aheadMs),
    ...{ newEpoch: () => 'CUT1', by: 'owner', version: 'cut', segmentBytes },
  });
}

async function inspect(
  folder: string,
  { books, restored, close }: StartedBooks,
  state: State,
): Promise<readonly string[]> {
  const { promises, isLying, opensTwice } = state;
  try {
    const problems = state.seals ? await sealToTheEnd(books, folder, state.aheadMs) : [];
    if (!isLying) problems.push(...spoolSays(folder, books, promises));
    problems.push(...verifyBooks(books.known(), books).problems, ...promises.broken(books), ...unbalanced(books));
    const lastSave = savesIn(books);
    if (restored !== null && !isLying) problems.push(`the till takes its own files for restored ones: ${restored}`);
    if (sending(books) > 0) recover(recoverParts(books));
    if (sending(books) > 0) problems.push('a payment is still sending after the recovery');
    close();
    problems.push(...verifierSays(folder));
    if (!isLying) problems.push(...settingsSay(folder, lastSave), ...backupsSay(folder, promises));
    return problems.length > 0 || !opensTwice ? problems : again(folder, state);
  } catch (error) {
    close();
    return [`it threw: ${error instanceof Error ? error.message : String(error)}`];
  }
}

/** Each shift's postings come to 0, and the Zs run from 1 on without a gap. */
function unbalanced({ db }: Books): readonly string[] {
  const sums = db.prepare('SELECT shift FROM ledger GROUP BY shift HAVING sum(amount) <> 0').pluck().all() as number[];
  const zs = db.prepare('SELECT z FROM zs ORDER BY z').pluck().all() as number[];
  return [
    ...sums.map((shift) => `shift ${shift} does not come to 0`),
    ...(zs.every((z, at) => z === at + 1) ? [] : [`the Zs are ${zs.join(', ')}`]),
  ];
}

/** How many saves of the settings are in the books. */
function savesIn({ db }: Books): number {
  const sql = `SELECT coalesce(max(data ->> '$.revision'), 0) FROM journal WHERE kind = 'settings'`;
  return db.prepare(sql).pluck().get() as number;
}

/** The file is as far as the books, or says itself what they do not say yet. */
function settingsSay(folder: string, recorded: number): readonly string[] {
  const read = readSettings(settingsFile(folder));
  if (!read.ok) return [read.problem];
  const { revision, unrecorded } = read.settings;
  const isSaid = revision === recorded || (revision > recorded && unrecorded?.revision === revision);
  return isSaid ? [] : [`the settings are at save ${revision}, and the books at ${recorded}`];
}

/** What the independent verifier finds wrong with a folder whose till has ended. */
function verifierSays(folder: string): readonly string[] {
  const snapshot = takeSnapshot(folder);
  if (!snapshot) return ['the verifier finds no books'];
  const problems: Problems = { named: [], count: 0 };
  checkBooks(snapshot, {}, reportTo(problems));
  removeSnapshot(snapshot);
  return problems.named.map(({ file, n, what }) => `the verifier says of ${file}, record ${n}: ${what}`);
}

/** Seals all that is due as the till does; answers what is wrong with the folder then. */
async function sealToTheEnd(books: Books, folder: string, aheadMs: number): Promise<string[]> {
  const journal = path.join(folder, 'journal');
  const problems: string[] = [];
  const isDue = (): boolean => readdirSync(journal).filter((name) => name.endsWith('.jsonl')).length > 1;
  const own = await openKeys(folder, { keychain: null, isReal: false, hasBooks: true, at: Date.now() });
  const till = books.tillState().till;
  const sealing = createSealing({
    books,
    clock: {
      now: () => Date.now() + aheadMs,
      elapsed: () => performance.now(),
      after(ms, action) {
        if (ms === 0) setImmediate(action);
        return () => undefined;
      },
    },
    segmentBytes,
    sign: (seal) => (own.ok && till !== null ? own.keys.sign(sealText(till, seal)) : null),
    seal: (number, from) => Promise.resolve(sealSegment(journal, number, from)),
    sealed: () => undefined,
    failed: (error) => void problems.push(`sealing failed: ${String(error)}`),
  });
  sealing.look();
  for (let turn = 0; turn < turnsMax && isDue() && problems.length === 0; turn++)
    await new Promise((resolve) => setImmediate(resolve));
  await sealing.stop();
  if (isDue()) problems.push('not all is sealed');
  // What was rebuilt keeps what was there.
  const stray = strayFiles(folder).filter((name) => !name.includes('.damaged-'));
  return [...problems, ...stray.map((name) => `left behind: ${name}`)];
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
function again(folder: string, state: State): readonly string[] {
  const second = start(folder, state);
  if (!second.ok) return [`the second start is refused: ${second.problem}`];
  const { toDatabase, toJournal, torn } = second.caughtUp;
  second.close();
  return toDatabase + toJournal + torn === 0 ? [] : ['at the second start something had to catch up again'];
}

/** The person does as the sentence says: makes the named file again from the other, and then perhaps the other from that. */
async function mend(
  folder: string,
  problem: string,
  state: State,
  before: readonly string[] = [],
): Promise<readonly string[]> {
  const said = [...before, problem];
  const all = said.join(', then ');
  const [, file] = /(loket\.db|journal\/\d+\.jsonl)/.exec(problem) ?? [];
  if (file === undefined) return [`no file is named: ${all}`];
  const done = await rebuild(folder, file === 'loket.db' ? 'database' : 'journal', Date.now());
  if (!done.ok) return [`refused (${all}), and the rebuild too: ${done.problem}`];
  keepMark(folder);
  const started = start(folder, state);
  if (started.ok) return (await inspect(folder, started, state)).map((wrong) => `${wrong} (refused before: ${all})`);
  return said.length > 1
    ? [`refused after two rebuilds: ${all}, then ${started.problem}`]
    : mend(folder, started.problem, state, said);
}
