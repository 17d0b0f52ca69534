import { accessSync, constants, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright-core';
import { installPackages, run } from './packages.ts';

export type Browser = { readonly ok: true; readonly path: string } | { readonly ok: false; readonly problem: string };

const commands = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'];
const linuxPaths = ['/opt/google/chrome/chrome', '/opt/microsoft/msedge/msedge', '/snap/bin/chromium'];
const windowsPaths = [
  'Google\\Chrome\\Application\\chrome.exe',
  'Chromium\\Application\\chrome.exe',
  'Microsoft\\Edge\\Application\\msedge.exe',
];

/**
 * Answers the path of a Chromium, Chrome or Edge, and gets one if there is none. LOKET_BROWSER overrides the search. Says
 * on stderr what it does beyond looking.
 */
export function findBrowser(): Browser {
  const explicit = process.env.LOKET_BROWSER;
  if (explicit) {
    if (isExecutable(explicit)) return { ok: true, path: explicit };
    return { ok: false, problem: `LOKET_BROWSER names ${explicit}, which is not a program` };
  }
  const path = installed() ?? byPackageManager() ?? byPlaywright();
  if (path) return { ok: true, path };
  const tried =
    'Chromium, Chrome and Edge on this machine, apt-get (Debian or Ubuntu as root), and the download of Playwright';
  return {
    ok: false,
    problem: `No browser was found. Tried: ${tried}. Install Chromium or name one in LOKET_BROWSER.`,
  };
}

function installed(): string | null {
  return candidates().find(isExecutable) ?? null;
}

function candidates(): string[] {
  if (process.platform === 'win32') {
    const roots = [process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)'], process.env.LOCALAPPDATA];
    return roots.flatMap((root) => (root ? windowsPaths.map((path) => join(root, path)) : []));
  }
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  return [...commands.flatMap((command) => folders.map((folder) => join(folder, command))), ...linuxPaths];
}

function byPackageManager(): string | null {
  // Ubuntu's package of this name is a pointer to a snap, which may not work; then the next step is tried.
  return installPackages(['chromium', 'fonts-liberation']) ? installed() : null;
}

function byPlaywright(): string | null {
  if (!isExecutable(chromium.executablePath())) {
    const cli = createRequire(import.meta.url).resolve('playwright-core/cli.js');
    run(process.execPath, [cli, 'install', 'chromium']);
  }
  return isExecutable(chromium.executablePath()) ? chromium.executablePath() : null;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
