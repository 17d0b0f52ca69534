import { randomBytes } from 'node:crypto';
import { homedir } from 'node:os';
import path from 'node:path';
import about from '../package.json' with { type: 'json' };

import { defaultConfig, isForReal, readConfig, type Config } from './config.ts';
import { lockFolder } from './db/folder-lock.ts';
import { isLong } from './db/open.ts';
import { knownJobs } from './db/openings.ts';
import { backupsOf } from './backup-parts.ts';
import { createVerifier } from './books/checks/background.ts';
import { systemClock } from './time/clock.ts';
import { createCorrectedClock, type CorrectedClock } from './time/corrected-clock.ts';
import { environmentProblem } from './machine/environment.ts';
import { createNewId, newEpoch } from './machine/id.ts';
import { listSticks } from './export/sticks.ts';
import { openAnchor } from './books/anchor.ts';
import type { Identity } from './books/identity.ts';
import { oddAmong, oddIn } from './books/odd-files.ts';
import { askWitnesses, type Witness } from './books/witness.ts';
import { booksFiles, hasBooks, startBooks, type StartedBooks } from './books/start-books.ts';
import { shortHead } from './books/journal/line.ts';
import { openLog, type Log } from './machine/log.ts';
import { closeFolder } from './machine/own-files.ts';
import { stateFolder } from './machine/state-folder.ts';
import { forkPrinterProcess } from './printers/fork.ts';
import { createPrinterLink, type StartPrinterProcess } from './printers/printer-link.ts';
import type { Keychain } from './secrets/keychain.ts';
import { openKeys, type OpenedKeys } from './secrets/own-keys.ts';
import { openedSettings } from './settings/opening.ts';
import { secretsOf } from './settings/secret-keys.ts';
import { settingsParts } from './settings-parts.ts';
import { startSettings, tellStart, type StartedSettings } from './settings/start-settings.ts';
import { isOwn, prepareFolder, withRoom } from './start-folders.ts';
import { practiceOrLive } from './practice.ts';
import { createSend } from './providers/wire/http.ts';
import { createProviders } from './providers/index.ts';
import { openSpoolStore, type KnownJobs } from './db/spool-store.ts';
import { createTill, type Till } from './till.ts';
import { theOwner } from './people/desk.ts';
import type { TillParts } from './till-parts.ts';
import {
  checksOf,
  compareElsewhere,
  keepCheckpoints,
  scrub,
  startSealing,
  tellFound,
  watchIntegrity,
} from './upkeep.ts';

export type Start =
  | {
      readonly ok: true;
      readonly till: Till;
      readonly log: Log;
      /** What a person should hear of it, a sentence each; mostly nothing. */
      readonly notices: readonly string[];
      /** Takes no more calls, leaves unfinished payments pending, closes everything; within 5 s. */
      readonly close: () => Promise<void>;
    }
  | { readonly ok: false; readonly problem: string };

/** How long running calls may go on after closing began, in ms; then their connections are cut. */
const graceMs = 2_500;
/** How long closing waits for the threads that check to end, in ms. */
const checkEndMs = 1_000;
/** The process that prints is started when the till is up, so many ms later. */
const warmMs = 300;
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
  /** Closes the till and opens it again. Absent where nobody does. */
  readonly restart?: () => void;
  /** Absent where there is no desktop. */
  readonly keychain?: Keychain;
  /** What the shop's secrets lie under instead; absent where nobody gave a passphrase. */
  readonly passphrase?: Keychain | null;
  /** Who signs the end of the chain; nobody does yet. */
  readonly witnesses?: readonly Witness[];
  /** Whether people sign in, once there are some; else whoever calls acts as the owner. */
  readonly mustSignIn?: boolean;
  /** Electron's own way to start one; Node's if absent. */
  readonly startPrinterProcess?: StartPrinterProcess;
}): Promise<Start> {
  const unsafe = environmentProblem(process.env, process.execArgv);
  if (unsafe) return { ok: false, problem: unsafe };
  const dataDir = path.resolve(options.dataDir);
  const odd = oddIn(dataDir);
  if (odd !== null) return { ok: false, problem: odd };
  // First, since the config may lie in it.
  const around = closeFolder(dataDir);
  if (!around.ok) return around;
  const file =
    options.configFile === null
      ? { ok: true as const, ...defaultConfig(dataDir), foundOpen: [] }
      : readConfig(options.configFile, dataDir);
  if (!file.ok) return file;
  const system = options.keychain ?? null;
  // Training's own secrets are worth no passphrase.
  const shops = options.passphrase ?? system;
  const read = await startSettings(dataDir, file, shops);
  if (!read.ok) return read;
  // Training has its own folder, so that no practice payment ever stands among real ones.
  const folder = read.config.training ? path.join(dataDir, 'training') : dataDir;
  const prepared = prepareFolder(folder, dataDir);
  if (!prepared.ok) return withRoom(prepared, dataDir);
  const printer = read.config.printers.findIndex(({ transport }) => isOwn(transport, [dataDir, folder]));
  if (printer >= 0) return { ok: false, problem: `printers.${printer}.transport is one of the till's own files.` };
  const lock = lockFolder(folder);
  if (!lock.ok) return withRoom(lock, dataDir);
  const clock = createCorrectedClock(systemClock);
  const own = await openOwn(folder, read.config, clock, read.config.training ? system : shops);
  if (!own.ok) {
    lock.release();
    return withRoom(own, dataDir);
  }
  const at = {
    folder,
    configFile: options.configFile,
    keychain: shops,
    chooseFolder: options.chooseFolder ?? null,
    restart: options.restart ?? null,
    isBare: options.configFile === null && options.mustSignIn === true,
    witnesses: options.witnesses ?? [],
    mustSignIn: options.mustSignIn ?? false,
    startPrinterProcess: options.startPrinterProcess ?? forkPrinterProcess,
  };
  const started = await open(at, read, clock, own, lock.release);
  for (const { closed, ...found } of [...around.foundOpen, ...file.foundOpen, ...prepared.foundOpen])
    started.log.write(closed ? 'closed-to-others' : 'open-to-others', found);
  return started;
}

/** What is the till's alone: its secrets, and its books, open for business. */
interface Own {
  readonly ok: true;
  readonly secrets: Extract<OpenedKeys, { readonly ok: true }>;
  readonly identity: Identity;
  readonly started: StartedBooks;
}

async function openOwn(
  folder: string,
  config: Config,
  clock: CorrectedClock,
  keychain: Keychain | null,
): Promise<Own | { readonly ok: false; readonly problem: string }> {
  const isReal = isForReal(config);
  const anchor = isReal ? openAnchor(stateFolder(process.env, process.platform, homedir()), folder) : null;
  const odd = anchor && oddAmong(anchor);
  if (odd !== null) return { ok: false, problem: odd };
  const secrets = await openKeys(folder, { keychain, isReal, hasBooks: hasBooks(folder), at: clock.now() });
  if (!secrets.ok) return secrets;
  const identity = { till: config.shop.till, ...secrets.keys };
  const started = startBooks(folder, {
    clock,
    newEpoch: () => newEpoch(randomBytes),
    by: theOwner.name,
    version: about.version,
    identity,
    settings: openedSettings(config, (text) => secrets.keys.mac(text)),
    segmentBytes: config.journal.segmentBytes,
    anchor,
  });
  if (!started.ok) return started;
  // If the disk refuses it, the next start tries again.
  await secrets.keys.keepMac().catch(() => undefined);
  return { ok: true, secrets, identity, started };
}

/** What is where, and who is asked outside the till. */
type Around = Pick<TillParts, 'chooseFolder'> &
  Required<Pick<TillParts, 'mustSignIn' | 'restart'>> & {
    readonly isBare: boolean;
    readonly configFile: string | null;
    readonly startPrinterProcess: StartPrinterProcess;
    readonly folder: string;
    readonly keychain: Keychain | null;
    readonly witnesses: readonly Witness[];
  };

async function open(
  around: Around,
  set: StartedSettings,
  clock: CorrectedClock,
  { secrets, identity, started }: Own,
  releaseLock: () => void,
): Promise<Start & { readonly ok: true }> {
  const { folder, chooseFolder, restart, witnesses, mustSignIn } = around;
  const [{ books, close: closeBooks }, { now }, { config, dataDir }] = [started, clock, set];
  const newId = createNewId(now, randomBytes, books.tillState().epoch);
  const hidden = [...secretsOf(config), ...secrets.store.all()];
  const log = openLog({ file: path.join(dataDir, 'loket.log'), now, newId, secrets: hidden });
  const cut = new AbortController();
  const { training, live } = await practiceOrLive(config, now, { folder, db: books.db });
  const secretsNow = (): readonly string[] => [...hidden, ...secretsOf(live.config), ...secrets.store.all()];
  const files = { database: booksFiles.database(folder), journal: booksFiles.journal(folder) };
  const check = watchIntegrity(files.database, books, clock, log);
  const verifier = createVerifier(() => books.known(), files);
  const sealing = startSealing(started, { config, clock, identity, log, journal: files.journal });
  const backups = backupsOf(around, set, { identity, books: files, clock, log });
  const stops = [scrub(books, clock, log, files), compareElsewhere(started, files), backups.stop];
  const send = createSend(cut.signal);
  const printers = openPrinters(around, config, clock, log, knownJobs(books.db));
  const till = createTill({
    ...{ books, identity, mustSignIn, clock, newId, log, listSticks, chooseFolder, restart },
    ...{ ...printers.parts, begun: started.begun, chance, backups },
    afterCall: () => sealing.look(),
    keepPepper: () => secrets.keys.keepMac(),
    ...checksOf(verifier, check, files.database),
    support: { version: about.version, dataDir, folder, secrets: secretsNow },
    // Years of payments are read for longer than a customer waits.
    checked: isLong(files.database) ? Promise.resolve() : Promise.race([check.done, wait(checkWaitMs)]),
    config: live.config,
    ...settingsParts(around, { started: set, live, books, clock, log }, secrets.store, send),
    providers: createProviders(live.config.providers, send),
    exportFolder: path.join(folder, 'export'),
    ...{ trainingNumbers: training?.numbers ?? [], ...(training && { toppedUp: training.topUp }) },
  });
  tellFound(log, secrets, started);
  sealing.look();
  log.write('started', { training: config.training, folder, journal: shortHead(books.head()) });

  const endCheckpoints = keepCheckpoints(clock, started, () => askWitnesses(books, identity, witnesses, clock));
  const close = async (): Promise<void> => {
    endCheckpoints();
    const threads = [check.stop(), sealing.stop(), ...stops.map((stop) => stop())];
    const drained = till.drain();
    await Promise.race([drained, wait(graceMs)]);
    cut.abort();
    const ended = Promise.all([...threads, verifier.stop()]);
    await Promise.race([drained, wait(storeWaitMs)]);
    printers.close();
    await training?.close();
    await Promise.race([ended, wait(checkEndMs)]);
    log.write('closed');
    log.sumUp();
    closeBooks();
    releaseLock();
  };
  return { ok: true, till, log, notices: [...tellStart(set), ...printers.notices], close };
}

function chance(): number {
  return randomBytes(4).readUInt32LE() / 2 ** 32;
}

/** What waits to be printed, and the process that sends it: started when the till is up, where there is a printer. */
function openPrinters(
  { folder, startPrinterProcess }: Pick<Around, 'folder' | 'startPrinterProcess'>,
  { printers }: Config,
  clock: CorrectedClock,
  log: Log,
  known: KnownJobs,
): {
  readonly parts: Pick<TillParts, 'deliver' | 'spoolStore'>;
  readonly notices: readonly string[];
  readonly close: () => void;
} {
  const link = createPrinterLink(startPrinterProcess, log);
  const file = path.join(folder, 'loket.spool');
  const notices: string[] = [];
  const lost = (why: string): void => {
    log.write('spool-damaged', { why });
    notices.push(`Print jobs are lost (${file}: ${why}): look which slips are missing, and print them again.`);
  };
  const spoolStore = openSpoolStore(file, clock.now(), lost, known);
  if (printers.length > 0) clock.after(warmMs, () => link.warm());
  return { parts: { deliver: link.deliver, spoolStore }, notices, close: () => link.close() };
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms).unref());
}
