import { randomBytes } from 'node:crypto';
import { accessSync, constants, mkdirSync } from 'node:fs';
import path from 'node:path';
import about from '../package.json' with { type: 'json' };

import { defaultConfig, readConfig, type Config } from './config.ts';
import { lockFolder } from './db/folder-lock.ts';
import { checkInBackground, createVerifier } from './checks.ts';
import { systemClock } from './clock.ts';
import { createCorrectedClock, type CorrectedClock } from './corrected-clock.ts';
import { environmentProblem } from './environment.ts';
import { createNewId, newEpoch } from './id.ts';
import { listSticks } from './export/sticks.ts';
import type { Books } from './journal/books.ts';
import { booksFiles, startBooks, type StartedBooks } from './journal/start-books.ts';
import { shortHead } from './journal/line.ts';
import { describeError, openLog, type Log } from './log.ts';
import { deliver } from './printing/transport.ts';
import { createSend } from './providers/http.ts';
import { createProviders } from './providers/index.ts';
import { startTraining } from './providers/training/start.ts';
import { cashier, createTill, type Till, type TillParts } from './till.ts';

export type Start =
  | {
      readonly ok: true;
      readonly till: Till;
      readonly log: Log;
      /** Takes no more calls, leaves unfinished payments pending, closes everything; within 5 s. */
      readonly close: () => Promise<void>;
    }
  | { readonly ok: false; readonly problem: string };

/** How long running calls may go on after closing began, in ms; then their connections are cut. */
const graceMs = 2_500;
/** How long closing waits for the threads that check to end, in ms. */
const checkEndMs = 1_000;
/** The first payment waits for the database's check, but not longer than this, in ms. */
const checkWaitMs = 10_000;
/** How long the till then waits for what they store, in ms. */
const storeWaitMs = 1_500;

/**
 * Opens the till in a data folder. Without a config file it is in training mode. The problem is one sentence that
 * names the key's path, the file or the environment variable.
 */
export async function startTill(options: {
  readonly dataDir: string;
  readonly configFile: string | null;
  /** Absent where there is no screen. */
  readonly chooseFolder?: () => Promise<string | null>;
}): Promise<Start> {
  const unsafe = environmentProblem(process.env, process.execArgv);
  if (unsafe) return { ok: false, problem: unsafe };
  const dataDir = path.resolve(options.dataDir);
  const read =
    options.configFile === null
      ? { ok: true as const, config: defaultConfig(dataDir) }
      : readConfig(options.configFile);
  if (!read.ok) return read;
  // Training has its own folder, so that no practice payment ever stands among real ones.
  const folder = read.config.training ? path.join(dataDir, 'training') : dataDir;
  const problem = prepareFolder(folder);
  if (problem) return { ok: false, problem };
  const lock = lockFolder(folder);
  if (!lock.ok) return lock;
  const clock = createCorrectedClock(systemClock);
  const books = startBooks(folder, {
    clock,
    newEpoch: () => newEpoch(randomBytes),
    by: cashier,
    version: about.version,
  });
  if (!books.ok) {
    lock.release();
    return books;
  }
  return open({ dataDir, folder, chooseFolder: options.chooseFolder ?? null }, read.config, clock, books, lock.release);
}

async function open(
  { dataDir, folder, chooseFolder }: Pick<TillParts, 'chooseFolder'> & Record<'dataDir' | 'folder', string>,
  config: Config,
  clock: CorrectedClock,
  { books, joined, restored, close: closeBooks }: StartedBooks,
  releaseLock: () => void,
): Promise<Start> {
  const { now } = clock;
  const newId = createNewId(now, randomBytes, books.state().epoch);
  const log = openLog({ file: path.join(dataDir, 'loket.log'), now, newId, secrets: secretsOf(config) });
  const cut = new AbortController();
  const training = config.training ? await startTraining(config.providers, now) : null;
  const running = training ? { ...config, providers: training.providers, routing: {} } : config;
  const check = watchIntegrity(booksFiles.database(folder), books, log);
  const files = { database: booksFiles.database(folder), journal: booksFiles.journal(folder) };
  const verifier = createVerifier(books, files);
  const till = createTill({
    books,
    verify: () => verifier.verify(),
    checked: Promise.race([check.done, wait(checkWaitMs)]),
    config: running,
    providers: createProviders(running.providers, createSend(cut.signal)),
    deliver,
    clock,
    newId,
    chance: () => randomBytes(4).readUInt32LE() / 2 ** 32,
    log,
    exportFolder: path.join(folder, 'export'),
    listSticks,
    chooseFolder,
    trainingNumbers: training?.numbers ?? [],
  });
  const { caughtUp, torn, restored: restoredRecords } = joined;
  if (caughtUp + torn + restoredRecords > 0) log.write('journal-mended', { caughtUp, torn, restored: restoredRecords });
  if (restored !== null) log.write('books-restored', { why: restored });
  log.write('started', { training: config.training, folder, journal: shortHead(books.head()) });

  const close = async (): Promise<void> => {
    const checkEnded = check.stop();
    const drained = till.drain();
    await Promise.race([drained, wait(graceMs)]);
    cut.abort();
    const verifierEnded = verifier.stop();
    await Promise.race([drained, wait(storeWaitMs)]);
    await training?.close();
    await Promise.race([Promise.all([checkEnded, verifierEnded]), wait(checkEndMs)]);
    log.write('closed');
    log.sumUp();
    closeBooks();
    releaseLock();
  };
  return { ok: true, till, log, close };
}

/** Reads the whole database once; if it is damaged, takes no new payments. */
export function watchIntegrity(
  databaseFile: string,
  books: Books,
  log: Log,
): { readonly done: Promise<void>; readonly stop: () => Promise<void> } {
  const check = checkInBackground(databaseFile);
  const done = check.found.then(
    (problems) => {
      if (!problems || problems.length === 0) return;
      books.distrust();
      log.write('database-damaged', { problems });
    },
    (error: unknown) => void log.write('integrity-not-checked', describeError(error)),
  );
  return { done, stop: check.stop };
}

/** Makes the folders; a sentence if they can't be written. */
function prepareFolder(folder: string): string | null {
  try {
    mkdirSync(path.join(folder, 'export'), { recursive: true, mode: 0o700 });
    accessSync(folder, constants.W_OK);
    return null;
  } catch (error) {
    return `The data folder ${folder} can't be written: ${(error as Error).message}.`;
  }
}

/** Every secret of the config, for the log to take out. */
function secretsOf({ providers: { alfakios, ayoconnect, iak } }: Config): readonly string[] {
  const ids = [ayoconnect?.partnerId, iak?.username];
  const keys = [alfakios?.apiKey, ayoconnect?.apiKey, ayoconnect?.apiSecret, iak?.apiKey];
  return [...ids, ...keys].filter((value) => value !== undefined);
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms).unref());
}
