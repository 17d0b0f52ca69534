import { chromium, type BrowserContext, type Page } from 'playwright-core';
import { rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { findBrowser } from '../host/browser.ts';
import { addressIn, createProfile, idOf, quietFlags } from '../host/chromium.ts';
import { endings } from './endings.ts';

interface SharedBrowser {
  /** Where an app connects to it, to have a context of its own in it. */
  readonly address: string;
  /** Through it this process sees the pages of every app. */
  readonly seen: BrowserContext;
}

const waitMsMax = 5_000;
const pollMs = 10;

let shared: Promise<SharedBrowser> | null = null;

/**
 * The one browser of this process for all apps that it launches: starting one takes longer than opening a page in it. One
 * that has crashed is followed by another. Rejects if there is none to start. It is one of the `endings`, and ends
 * with the process at the latest.
 */
export function sharedBrowser(): Promise<SharedBrowser> {
  return (shared ??= start().catch((error: unknown) => {
    shared = null;
    throw error;
  }));
}

async function start(): Promise<SharedBrowser> {
  const browser = findBrowser();
  if (!browser.ok) throw new Error(browser.problem);
  const profile = createProfile();
  const clean = () => rmSync(profile, { recursive: true, force: true, maxRetries: 3 });
  const seen = await chromium.launchPersistentContext(profile, {
    executablePath: browser.path,
    headless: true,
    // Each app says what its page is like.
    viewport: null,
    args: [
      ...[...quietFlags, '--remote-debugging-port=0', '--remote-debugging-address=127.0.0.1'],
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    ],
    ignoreDefaultArgs: ['--enable-automation'],
  });
  process.once('exit', clean);
  seen.once('close', () => (shared = null));
  endings.push(async () => {
    // Only when it is gone is there nobody left to write into its profile again.
    await seen.close();
    clean();
  });
  return { address: addressIn(profile), seen };
}

/** The page that an app has said is its own. Throws if it is not there. */
export async function pageOf({ seen }: SharedBrowser, id: string): Promise<Page> {
  for (const deadline = performance.now() + waitMsMax; performance.now() < deadline; await sleep(pollMs)) {
    for (const page of seen.pages()) if ((await idOf(page).catch(() => null)) === id) return page;
  }
  throw new Error('the page of the app is not in the shared browser');
}
