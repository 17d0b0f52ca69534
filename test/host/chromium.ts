import { chromium, type BrowserContext } from 'playwright-core';
import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findBrowser } from './browser.ts';
import { serve } from './protocol.ts';

// LOKET_HOST_HEADED   1 shows a window; otherwise nothing is seen
// LOKET_HOST_CDP      a file that is given the address by which another process can drive the page

const viewport = { width: 1366, height: 768 };
const closeMsMax = 3_000;
const quietFlags = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // Whatever the page or the browser tries, there is no network.
  '--host-resolver-rules=MAP * ~NOTFOUND',
  '--test-type',
];

let opened: { readonly launch: Promise<BrowserContext>; readonly profile: string } | null = null;

/** Starts the browser, with the flags that the app's wishes make, and a profile of its own, which ends with it. The first page is already open. */
export async function openBrowser(options: {
  readonly kiosk: boolean;
  readonly flags: readonly string[];
  readonly onClose: () => void;
}): Promise<BrowserContext> {
  const browser = findBrowser();
  if (!browser.ok) throw new Error(browser.problem);
  const profile = createProfile();
  const headed = process.env.LOKET_HOST_HEADED === '1';
  const args = [...quietFlags, ...options.flags];
  if (process.getuid?.() === 0) args.push('--no-sandbox');
  if (process.env.LOKET_HOST_CDP) args.push('--remote-debugging-port=0', '--remote-debugging-address=127.0.0.1');
  // An app window has no address bar.
  if (headed) args.push('--app=data:text/html,Loket', '--window-position=0,0', '--window-size=1366,768');
  if (headed && options.kiosk) args.push('--kiosk');
  const launch = chromium.launchPersistentContext(profile, {
    executablePath: browser.path,
    headless: !headed,
    viewport: headed ? null : viewport,
    args,
    ignoreDefaultArgs: ['--enable-automation', ...(headed ? ['about:blank'] : [])],
    // A signal to this program is the app's to answer; it closes the browser when it is done.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  });
  opened = { launch, profile };
  const context = await launch;
  // Holds for every page there will be; a window adds its own rules for navigation.
  await context.route('**/*', serve);
  context.once('close', options.onClose);
  return context;
}

function createProfile(): string {
  const profile = mkdtempSync(join(tmpdir(), 'loket-host-'));
  mkdirSync(join(profile, 'Default'));
  // A browser would offer to translate the till, in a bubble over its page.
  writeFileSync(join(profile, 'Default/Preferences'), JSON.stringify({ translate: { enabled: false } }));
  return profile;
}

/** Tells the process that waits for it how to reach the page. */
export function announce(): void {
  const file = process.env.LOKET_HOST_CDP;
  if (!file || !opened) return;
  const [port] = readFileSync(join(opened.profile, 'DevToolsActivePort'), 'utf8').split('\n');
  // By renaming, so that nobody reads half of it.
  writeFileSync(`${file}.new`, `http://127.0.0.1:${port}`);
  renameSync(`${file}.new`, file);
}

/** Ends the browser and removes its profile; gives up on a browser that hangs. */
export async function closeBrowser(): Promise<void> {
  if (!opened) return;
  const { launch, profile } = opened;
  opened = null;
  const closed = launch.then((context) => context.close()).catch(() => undefined);
  await Promise.race([closed, new Promise((resolve) => setTimeout(resolve, closeMsMax))]);
  rmSync(profile, { recursive: true, force: true, maxRetries: 3 });
}
