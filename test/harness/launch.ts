import { _electron, chromium, type Page } from 'playwright-core';
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { electronBinary } from '../host/electron-binary.ts';
import { pageOf, sharedBrowser } from './shared-browser.ts';

const project = join(import.meta.dirname, '../..');
const viewport = { width: 1366, height: 768 };
const startMsMax = 60_000;
/** Shorter than a test may take, so that what was waited for is named. */
const waitMsMax = 25_000;
const stopMsMax = 10_000;
const pollMs = 25;

export const runtime = process.env.LOKET_E2E_RUNTIME === 'electron' ? 'electron' : 'host';
/** Where the page lives: the host's browser knows no scheme of ours. */
export const pageOrigin = runtime === 'electron' ? 'loket://app' : 'https://app.loket.localhost';

export interface LaunchOptions {
  readonly dataDir: string;
  /** Without one the till is in training mode. */
  readonly configFile?: string;
  /** Leaves the first run in front, where nobody has chosen yet; otherwise somebody chooses to train. */
  readonly firstRun?: boolean;
  /** PINs and passphrases cost what they cost at a counter. In Electron they always do. */
  readonly realPins?: boolean;
  /** Gives it a browser of its own, with the switches that the app asks for; otherwise it is a guest in one of this process. */
  readonly ownBrowser?: boolean;
  readonly env?: Readonly<Record<string, string>>;
}

export interface LaunchedApp {
  readonly page: Page;
  /** Asks the app to quit, and ends it if it doesn't. Resolves when it is gone. */
  stop(): Promise<void>;
  /** Ends it as a power cut would. */
  kill(): void;
  readonly signal: (signal: NodeJS.Signals) => void;
  /** What it has said on stderr so far. */
  stderr(): string;
  /** Its exit code, null when a signal ended it. */
  readonly exited: Promise<number | null>;
}

/**
 * Starts the built app and resolves when its page has loaded. Throws, with what the app said, if that takes longer than
 * 20 s or the app ends before. LOKET_E2E_RUNTIME=electron runs it in Electron; otherwise the test host stands in.
 */
export async function launchApp(options: LaunchOptions): Promise<LaunchedApp> {
  const app = await (runtime === 'electron' ? launchInElectron(options) : launchInHost(options));
  if (!options.configFile && !options.firstRun) await trainFirst(app.page);
  return app;
}

async function trainFirst(page: Page): Promise<void> {
  const first = ['train-first', 'number-input', 'sign-in', 'pay-button'].map((id) => `[data-testid="${id}"]`).join();
  await page.locator(first).first().waitFor();
  const choice = page.getByTestId('train-first');
  if (await choice.isVisible()) await choice.click();
}

/** Runs the built app with arguments by which it opens no window, to its end. Exit code null when a signal ended it. */
export async function runApp(
  args: readonly string[],
  dataDir: string,
): Promise<{ readonly code: number | null; readonly out: string; readonly err: string }> {
  const host = ['--import', pathToFileURL(join(project, 'test/host/register.ts')).href, join(project, 'dist/main.js')];
  const electron = [project, ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])];
  const program = runtime === 'electron' ? electronBinary() : process.execPath;
  const child = spawn(program ?? '', [...(runtime === 'electron' ? electron : host), ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: appEnv({ dataDir }),
  });
  let out = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  const { exited, stderr } = follow(child);
  return { code: await exited, out, err: stderr() };
}

async function launchInHost(options: LaunchOptions): Promise<LaunchedApp> {
  // The host's browser profile goes here too, so that nothing is left even after a kill.
  const scratch = mkdtempSync(join(tmpdir(), 'loket-launch-'));
  const endpointFile = join(scratch, 'cdp');
  const parts = ['register.ts', ...(options.realPins ? [] : ['quick-scrypt.ts'])];
  const imports = parts.flatMap((name) => ['--import', pathToFileURL(join(project, 'test/host', name)).href]);
  const shared = options.ownBrowser ? null : await sharedBrowser();
  const child = spawn(process.execPath, [...imports, join(project, 'dist/main.js')], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: {
      ...{ ...appEnv(options), TMPDIR: scratch, LOKET_HOST_CDP: endpointFile },
      ...(shared && { LOKET_HOST_BROWSER: shared.address }),
    },
  });
  const app = follow(child);
  const clean = () => rmSync(scratch, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  try {
    const said = await untilWritten(endpointFile, app);
    const { page, leave } = shared ? { page: await pageOf(shared, said), leave: null } : await connect(said);
    page.setDefaultTimeout(waitMsMax);
    const stop = async () => {
      await leave?.();
      await end(child, app.exited);
      clean();
    };
    void app.exited.then(() => sleep(500)).then(clean);
    return { page, stop, ...app };
  } catch (error) {
    await end(child, app.exited);
    clean();
    throw error;
  }
}

/** To the only page of the app's own browser. Leaving closes the connection only: the browser is the app's. */
async function connect(address: string): Promise<{ readonly page: Page; readonly leave: () => Promise<void> }> {
  const browser = await chromium.connectOverCDP(address, { timeout: startMsMax });
  const page = browser.contexts()[0]?.pages()[0];
  if (!page) throw new Error('the test host has no page');
  return { page, leave: () => browser.close() };
}

async function launchInElectron(options: LaunchOptions): Promise<LaunchedApp> {
  const executablePath = electronBinary();
  if (!executablePath)
    throw new Error("Electron's program is not on this machine; `npx install-electron --no` fetches it");
  const electron = await _electron.launch({
    executablePath,
    args: [project, ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
    env: { ...appEnv(options), LOKET_WINDOWED: '1' },
    timeout: startMsMax,
  });
  const app = follow(electron.process());
  try {
    const page = await electron.firstWindow({ timeout: startMsMax });
    await page.setViewportSize(viewport);
    const stop = () => end(electron.process(), app.exited);
    return { page, stop, ...app };
  } catch (error) {
    await end(electron.process(), app.exited);
    throw new Error(`the app did not open its window; it said:\n${app.stderr()}`, { cause: error });
  }
}

function appEnv(options: LaunchOptions): Record<string, string> {
  const inherited = Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const config = options.configFile ? { LOKET_CONFIG: options.configFile } : {};
  return { ...Object.fromEntries(inherited), LOKET_DATA: options.dataDir, ...config, ...options.env };
}

type Followed = Pick<LaunchedApp, 'exited' | 'stderr' | 'kill' | 'signal'>;

function follow(child: ChildProcess): Followed {
  let said = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (said += text));
  // `close`, not `exit`: by then all it said has been read.
  const exited = new Promise<number | null>((resolve) => child.once('close', (code) => resolve(code)));
  // A test that failed to stop it must not leave it behind.
  const signal = (name: NodeJS.Signals): void => void child.kill(name);
  const kill = () => signal('SIGKILL');
  process.once('exit', kill);
  void exited.then(() => process.off('exit', kill));
  return { exited, stderr: () => said, kill, signal };
}

async function untilWritten(file: string, app: Followed): Promise<string> {
  let ended: { readonly code: number | null } | null = null;
  void app.exited.then((code) => (ended = { code }));
  const deadline = performance.now() + startMsMax;
  while (!existsSync(file)) {
    if (ended)
      throw new Error(`the app ended (${JSON.stringify(ended)}) before its page was up; it said:\n${app.stderr()}`);
    if (performance.now() > deadline) throw new Error(`the page was not up in time; the app said:\n${app.stderr()}`);
    await sleep(pollMs);
  }
  return readFileSync(file, 'utf8');
}

async function end(child: ChildProcess, exited: Promise<number | null>): Promise<void> {
  child.kill('SIGTERM');
  const timeout = new AbortController();
  const tooLate = sleep(stopMsMax, 'late', { signal: timeout.signal }).catch(() => 'ended');
  if ((await Promise.race([exited, tooLate])) === 'late') child.kill('SIGKILL');
  timeout.abort();
  await exited;
}
