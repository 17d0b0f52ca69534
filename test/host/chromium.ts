import { chromium, type BrowserContext, type Page } from 'playwright-core';
import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findBrowser } from './browser.ts';
import { serve } from './protocol.ts';

// LOKET_HOST_HEADED   1 shows a window; otherwise nothing is seen
// LOKET_HOST_BROWSER  the address of a browser that runs already: the app gets a context of its own in it, not a browser
// LOKET_HOST_CDP      a file that says, once the page is up, how another process drives it: the browser's address, or the
//                     page's id in the browser that runs already

const viewport = { width: 1366, height: 768 };
const closeMsMax = 3_000;
export const quietFlags = [
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

let opened: { readonly launch: Promise<BrowserContext>; readonly profile: string | null } | null = null;

/**
 * Starts the browser, with the flags that the app's wishes make, and a profile of its own, which ends with it. In a browser
 * that runs already, the app gets a context of its own instead; its flags are left out there. The first page is already open.
 */
export async function openBrowser(options: {
  readonly kiosk: boolean;
  readonly flags: readonly string[];
  readonly onClose: () => void;
}): Promise<BrowserContext> {
  const running = process.env.LOKET_HOST_BROWSER;
  const profile = running ? null : createProfile();
  const launch = profile === null ? openContext(running ?? '') : launchBrowser(profile, options);
  opened = { launch, profile };
  const context = await launch;
  // Holds for every page there will be; a window adds its own rules for navigation.
  await context.route('**/*', serve);
  context.once('close', options.onClose);
  return context;
}

/** The browser itself disposes of the context when this process is gone, however it went. */
async function openContext(address: string): Promise<BrowserContext> {
  const browser = await chromium.connectOverCDP(address);
  const context = await browser.newContext({ viewport });
  await context.newPage();
  return context;
}

function launchBrowser(
  profile: string,
  options: { readonly kiosk: boolean; readonly flags: readonly string[] },
): Promise<BrowserContext> {
  const browser = findBrowser();
  if (!browser.ok) throw new Error(browser.problem);
  const headed = process.env.LOKET_HOST_HEADED === '1';
  const args = [...quietFlags, ...options.flags];
  if (process.getuid?.() === 0) args.push('--no-sandbox');
  if (process.env.LOKET_HOST_CDP) args.push('--remote-debugging-port=0', '--remote-debugging-address=127.0.0.1');
  // An app window has no address bar.
  if (headed) args.push('--app=data:text/html,Loket', '--window-position=0,0', '--window-size=1366,768');
  if (headed && options.kiosk) args.push('--kiosk');
  return chromium.launchPersistentContext(profile, {
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
}

/** A new folder for a browser. Whoever starts it removes it. */
export function createProfile(): string {
  const profile = mkdtempSync(join(tmpdir(), 'loket-host-'));
  mkdirSync(join(profile, 'Default'));
  // A browser would offer to translate the till, in a bubble over its page.
  writeFileSync(join(profile, 'Default/Preferences'), JSON.stringify({ translate: { enabled: false } }));
  return profile;
}

/** Tells the process that waits for it how to reach the page. */
export async function announce(page: Page): Promise<void> {
  const file = process.env.LOKET_HOST_CDP;
  if (!file || !opened) return;
  const { profile } = opened;
  const said = profile === null ? await idOf(page) : addressIn(profile);
  // By renaming, so that nobody reads half of it.
  writeFileSync(`${file}.new`, said);
  renameSync(`${file}.new`, file);
}

/** Of a browser that listens: where, as it says in its profile. */
export function addressIn(profile: string): string {
  const [port, path] = readFileSync(join(profile, 'DevToolsActivePort'), 'utf8').split('\n');
  return `ws://127.0.0.1:${port}${path}`;
}

/** The same for every process that is connected to the browser. */
export async function idOf(page: Page): Promise<string> {
  const session = await page.context().newCDPSession(page);
  const { targetInfo } = await session.send('Target.getTargetInfo');
  await session.detach();
  return targetInfo.targetId;
}

/** Ends the browser, or the context in it, and removes its profile; gives up on a browser that hangs. */
export async function closeBrowser(): Promise<void> {
  if (!opened) return;
  const { launch, profile } = opened;
  opened = null;
  const closed = launch.then((context) => context.close()).catch(() => undefined);
  await Promise.race([closed, new Promise((resolve) => setTimeout(resolve, closeMsMax))]);
  if (profile !== null) rmSync(profile, { recursive: true, force: true, maxRetries: 3 });
}
