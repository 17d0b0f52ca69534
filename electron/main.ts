import { app, dialog, Menu, safeStorage } from 'electron';
import { existsSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { chooseDataFolder, type DataFolder } from './machine/data-folder.ts';
import { createGate } from './gate.ts';
import { serveTill } from './window/ipc.ts';
import { describeRestored, restore } from './backup/restore.ts';
import { describeRebuilt, rebuild } from './books/rebuild.ts';
import { describeCrash, type Log } from './machine/log.ts';
import { missingPart } from './machine/whole-program.ts';
import { declarePageScheme, servePage } from './window/page-protocol.ts';
import { readRebuild, rebuildUsage } from './books/rebuild-option.ts';
import { systemKeychain, type Keychain } from './secrets/keychain.ts';
import { startTill } from './start.ts';
import { runVerifier } from './verify/program.ts';
import { startPrinterProcess } from './window/printer-process.ts';
import { serveInTurn, type Served } from './window/reopen.ts';
import { chooseFolder, focusWindow, openWindow, reloadWindow, secureSession } from './window/window.ts';

// The life of the desktop app. What the till does is in till.ts, which knows nothing of Electron.
//
// --rebuild=database, --rebuild=journal    makes the one again from the other and ends
// --restore FILE                           puts a backup into the data folder, which has to be empty or not there, and ends
// --verify [DIR] [--short WORD] [--witness FILE] [--json]   a second opinion on the books, by the independent verifier; ends with its exit code
//
// LOKET_DATA      the data folder, instead of the user's own
// LOKET_CONFIG    the config file, instead of config.json in the data folder; without either the till is in training mode
// LOKET_WINDOWED  1 for an ordinary window instead of the full screen

const refusedStartExitCode = 2;
/** An answer takes no longer to its page, in ms. */
const answerMs = 100;
/** Once the till is open. */
let log: Log | null = null;
let roaming: DataFolder['roaming'] = null;

// What the till makes is its user's alone.
process.umask(0o077);
// A terminal that was closed takes no till with it.
process.stderr.on('error', () => undefined);
// These must be said before Electron is ready.
app.enableSandbox();
declarePageScheme();
const toVerify = argumentsBehind('--verify');
const { restore: toRestore, rebuild: toRebuild } = optionsGiven();
const isForBooks = toVerify !== null || toRestore !== undefined;
const problem = missingPart(import.meta.filename) ?? (isForBooks ? null : useDataFolder());

if (problem) {
  stop(problem, refusedStartExitCode);
} else if (toVerify) {
  // A till may be at work on the same books: nothing here waits for it, or holds it up.
  verifyAndStop(toVerify).catch(crash);
} else if (toRestore !== undefined) {
  // Before Electron puts files of its own into the folder.
  restoreAndStop(toRestore);
} else if (app.requestSingleInstanceLock()) {
  // An unforeseen error leaves the till in an unknown state. Stopping is safe: the next start recovers every open payment.
  process.on('uncaughtException', crash);
  process.on('unhandledRejection', (reason) => {
    throw reason;
  });
  app.on('second-instance', focusWindow);
  app.on('window-all-closed', () => app.quit());
  refuseWhatTheTillNeverDoes();
  void app.whenReady().then(run);
} else {
  app.exit(0);
}

/** What stands behind a switch; null if that is not there. Electron's own switches stand before it. */
function argumentsBehind(name: string): readonly string[] | null {
  const at = process.argv.indexOf(name);
  return at < 0 ? null : process.argv.slice(at + 1);
}

function optionsGiven(): { readonly restore?: string | boolean; readonly rebuild?: string | boolean } {
  const option = { type: 'string' } as const;
  // Electron's own switches stand beside ours.
  return parseArgs({ args: process.argv.slice(1), strict: false, options: { rebuild: option, restore: option } })
    .values;
}

/** Says on stdout what the verifier finds, of the till's own books unless a folder is named. */
async function verifyAndStop(given: readonly string[]): Promise<void> {
  const isNamed = given[0] !== undefined && !given[0].startsWith('--');
  const { exitCode, out, err } = await runVerifier(isNamed ? given : [ownFolder().folder, ...given], 'loket --verify');
  await new Promise<unknown>((done) => process.stdout.write(out, done));
  await new Promise<unknown>((done) => process.stderr.write(err, done));
  app.exit(exitCode);
}

function ownFolder(): DataFolder {
  const given = process.env.LOKET_DATA;
  if (given) return { folder: resolve(given), roaming: null };
  const userData = app.getPath('userData');
  return process.platform === 'win32'
    ? chooseDataFolder(userData, process.env.LOCALAPPDATA)
    : { folder: userData, roaming: null };
}

/** An instance is locked by its data folder, so two tills with different folders may run side by side. */
function useDataFolder(): string | null {
  if (!process.env.LOKET_DATA && process.platform !== 'win32') return null;
  const { folder, roaming: inRoaming } = ownFolder();
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    app.setPath('userData', folder);
    roaming = inRoaming;
    return null;
  } catch {
    return `The data folder ${folder} can't be used.`;
  }
}

async function run(): Promise<void> {
  const dataDir = app.getPath('userData');
  const what = readRebuild(toRebuild);
  if (what === undefined) return stop(`Usage: ${rebuildUsage}.`, refusedStartExitCode);
  if (what) return rebuildAndStop(dataDir, what);
  const keychain = systemKeychain(safeStorage, process.platform);
  let passphrase: Keychain | null = null;
  let served = null as Served | null;
  /** Opens the till; `show` has the page ask for the passphrase before, where one is needed and nobody gave it yet. */
  async function open(show: (door: Served['till']) => unknown) {
    const configFile = findConfig(dataDir);
    const elapsed = (): number => performance.now();
    const gate = passphrase ? null : await createGate({ dataDir, configFile, keychain, elapsed });
    if (gate) {
      await show(gate.door);
      passphrase = await gate.opened;
    }
    const opened = await startTill({
      dataDir,
      configFile,
      chooseFolder,
      keychain,
      passphrase,
      mustSignIn: true,
      restart,
      startPrinterProcess,
    });
    return { opened, gate };
  }
  const { opened: start, gate } = await open((door) => showPage((served = serveInTurn(door)).till));
  if (!start.ok) return stop(start.problem, refusedStartExitCode);

  log = start.log;
  let close = start.close;
  let reopening: Promise<void> | null = null;

  /** Closes the till and opens it again; the page begins anew. */
  function restart(): void {
    reopening ??= reopen().finally(() => (reopening = null));
  }
  async function reopen(): Promise<void> {
    // Whoever asked for it gets their answer first.
    await new Promise((resolve) => setTimeout(resolve, answerMs));
    await close();
    const { opened: next, gate: asked } = await open((door) => {
      served?.replace(door);
      reloadWindow();
    });
    if (!next.ok) return stop(next.problem, refusedStartExitCode);
    ({ log, close } = next);
    served?.replace(next.till);
    asked?.pass(next.till);
    if (!asked) reloadWindow();
  }

  if (roaming) log.write('roaming-profile', { data: roaming, folder: dataDir });
  closeBeforeQuit(async () => {
    await reopening;
    await close();
  });
  if (served) served.replace(start.till);
  gate?.pass(start.till);
  if (!served) await showPage((served = serveInTurn(start.till)).till);
}

/** Opens the window, and answers its page. */
async function showPage(till: Served['till']): Promise<void> {
  serveTill(till, { write: (...entry) => log?.write(...entry) ?? '' });
  // No menu means no reload, zoom or developer tools by keyboard.
  Menu.setApplicationMenu(null);
  await secureSession();
  servePage(join(import.meta.dirname, 'renderer'));
  await openWindow({ kiosk: process.env.LOKET_WINDOWED !== '1' });
}

/** Makes one of the files again from the other, says what came of it, and ends. */
async function rebuildAndStop(dataDir: string, what: 'database' | 'journal'): Promise<void> {
  const done = await rebuild(dataDir, what, Date.now());
  stop(describeRebuilt(done), done.ok ? 0 : refusedStartExitCode);
}

/** Puts a backup into the data folder, says what came of it, and ends. */
function restoreAndStop(file: string | boolean): void {
  if (typeof file === 'boolean' || file === '') return stop('Usage: --restore FILE.', refusedStartExitCode);
  const done = restore(file, ownFolder().folder);
  stop(done.ok ? describeRestored(done.manifest).join('\n') : done.problem, done.ok ? 0 : refusedStartExitCode);
}

function findConfig(dataDir: string): string | null {
  if (process.env.LOKET_CONFIG) return process.env.LOKET_CONFIG;
  const ownConfig = join(dataDir, 'config.json');
  return existsSync(ownConfig) ? ownConfig : null;
}

/** Holds the exit until the till has closed, however the exit came about: the window, a signal, the desktop's log-off. */
function closeBeforeQuit(close: () => Promise<void>): void {
  let closing = false;
  app.on('before-quit', (event) => {
    event.preventDefault();
    if (closing) return;
    closing = true;
    close().then(() => app.exit(0), crash);
  });
}

/** Covers every web contents there will ever be, also ones this program doesn't mean to open. */
function refuseWhatTheTillNeverDoes(): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.on('will-navigate', (event) => event.preventDefault());
    contents.on('will-attach-webview', (event) => event.preventDefault());
    // With no proxy that answers, WebRTC then sends nothing at all.
    contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  });
}

function crash(error: unknown): void {
  stop(describeCrash(error, log), 1);
}

function stop(problem: string, exitCode: number): void {
  dialog.showErrorBox('Loket', problem);
  app.exit(exitCode);
}
