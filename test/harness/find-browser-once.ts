import { findBrowser } from '../host/browser.ts';

/** Before any test: one browser for all of them, so that no two workers try to install one at the same time. */
export default function findBrowserOnce(): void {
  const browser = findBrowser();
  if (!browser.ok) throw new Error(browser.problem);
  process.env.LOKET_BROWSER = browser.path;
}
