import { existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { tempFolder } from '../harness/temp-folder.ts';

// Where the app has its data on Windows, which no test here can run on: the main process's start, with a stub for Electron.

const set = vi.hoisted(() => ({ userData: '', paths: [] as string[] }));

vi.mock('electron', () => ({
  app: {
    enableSandbox: () => undefined,
    getPath: () => set.userData,
    setPath: (_name: string, folder: string) => set.paths.push(folder),
    requestSingleInstanceLock: () => false,
    exit: () => undefined,
  },
  BrowserWindow: {},
  dialog: {},
  ipcMain: {},
  Menu: {},
  protocol: { registerSchemesAsPrivileged: () => undefined },
  session: {},
}));
vi.spyOn(process, 'umask').mockReturnValue(0);

const { platform } = process;
let profile = '';

beforeEach(() => {
  profile = tempFolder();
  set.userData = path.join(profile, 'Roaming', 'Loket');
  set.paths.length = 0;
  mkdirSync(set.userData, { recursive: true });
  Object.defineProperty(process, 'platform', { value: 'win32' });
  vi.stubEnv('LOKET_DATA', undefined);
  vi.stubEnv('LOCALAPPDATA', path.join(profile, 'Local'));
});

afterEach(() => {
  Object.defineProperty(process, 'platform', { value: platform });
  vi.unstubAllEnvs();
});

async function folderUsed(): Promise<string | undefined> {
  vi.resetModules();
  await import('../../electron/main.ts');
  return set.paths.at(-1);
}

function put(...names: readonly string[]): void {
  const file = path.join(profile, ...names);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, '');
}

const local = (): string => path.join(profile, 'Local', 'Loket');

test('on Windows a new till keeps its books in the local profile, which no domain copies to another PC', async () => {
  expect(await folderUsed()).toBe(local());
  expect(statSync(local()).mode & 0o077).toBe(0);
});

test.each([['loket.db'], ['loket.journal'], ['config.json'], ['training/loket.db']])(
  'a till that has %s in the roaming profile is still found there',
  async (name) => {
    put('Roaming', 'Loket', name);
    expect(await folderUsed()).toBe(set.userData);
    expect(existsSync(local())).toBe(false);
  },
);

test('books in the local profile count before books in the roaming one, and real books before practice', async () => {
  put('Local', 'Loket', 'training', 'loket.db');
  put('Roaming', 'Loket', 'loket.db');
  expect(await folderUsed()).toBe(set.userData);
  put('Local', 'Loket', 'loket.db');
  expect(await folderUsed()).toBe(local());
});

test('LOKET_DATA is taken as it is, for its owner alone; elsewhere the place is Electron’s', async () => {
  const given = path.join(profile, 'given', 'deep');
  vi.stubEnv('LOKET_DATA', given);
  expect(await folderUsed()).toBe(given);
  expect(statSync(given).mode & 0o077).toBe(0);
  vi.stubEnv('LOKET_DATA', undefined);
  Object.defineProperty(process, 'platform', { value: 'linux' });
  set.paths.length = 0;
  expect(await folderUsed()).toBeUndefined();
});
