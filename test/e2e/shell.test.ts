import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { LoketBridge } from '../../shared/api.ts';
import { launchApp, pageOrigin, runtime, type LaunchedApp, type LaunchOptions } from '../harness/launch.ts';

// The life of the built app, and who may call its till.

/** In the page. */
declare const loket: LoketBridge;

let dataDir = '';
const launched: LaunchedApp[] = [];

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'loket-shell-'));
});

afterEach(async () => {
  await Promise.all(launched.splice(0).map((app) => app.stop()));
  rmSync(dataDir, { recursive: true, force: true });
});

async function launch(options: Partial<LaunchOptions> = {}): Promise<LaunchedApp> {
  const app = await launchApp({ dataDir, ownBrowser: true, ...options });
  launched.push(app);
  return app;
}

function askStatus(page: Page): Promise<unknown> {
  return page.evaluate(() => loket.call('till:status', {}));
}

describe('who may call', () => {
  const forbidden = { ok: false, code: 'forbidden', logId: expect.any(String) as string };

  test.each(['about:blank', 'data:text/html,<p>hello</p>'])('not the window while it shows %s', async (url) => {
    const { page } = await launch();
    await page.goto(url);
    expect(await askStatus(page)).toEqual(forbidden);
    await page.goto(`${pageOrigin}/index.html`);
    expect(await askStatus(page)).toMatchObject({ ok: true });
  });

  test.runIf(runtime === 'host')('not a frame inside the page', async () => {
    const { page } = await launch({ env: { LOKET_HOST_PRELOAD_IN_FRAMES: '1' } });
    await page.evaluate(() => document.body.append(document.createElement('iframe')));
    await expect.poll(() => page.frames().length).toBe(2);
    const inside = page.frames()[1];
    await inside?.waitForFunction(() => 'loket' in window);
    expect(await inside?.evaluate(() => loket.call('till:status', {}))).toEqual(forbidden);
  });
});

describe('start and end', () => {
  // In Electron the same page is loaded again, so there is no new one to wait for.
  test.runIf(runtime === 'host')('a crashed page comes back, and the till answers it', async () => {
    const app = await launch();
    const returned = app.page.context().waitForEvent('page', { timeout: 10_000 });
    await app.page.goto('chrome://crash').catch(() => undefined);
    const page = await returned;
    await page.waitForURL(`${pageOrigin}/index.html`);
    expect(await askStatus(page)).toMatchObject({ ok: true });
  });

  test.runIf(runtime === 'host')('a page that keeps crashing ends the app in order, with a sentence', async () => {
    const app = await launch();
    const context = app.page.context();
    for (let crash = 1; crash <= 4; crash++) {
      const returned = crash < 4 ? context.waitForEvent('page', { timeout: 10_000 }) : null;
      await context
        .pages()[0]
        ?.goto('chrome://crash')
        .catch(() => undefined);
      await (await returned)?.waitForURL(`${pageOrigin}/index.html`);
      await expect.poll(() => context.pages().length).toBeLessThanOrEqual(1);
    }
    expect(await app.exited).toBe(0);
    expect(app.stderr()).toContain('The screen keeps failing (crashed).');
  });

  test('a second start with the same data ends at once and leaves the first alone', async () => {
    const { page } = await launch();
    await expect(launch()).rejects.toThrow();
    expect(await askStatus(page)).toMatchObject({ ok: true });
  });

  test('a stop is orderly', async () => {
    const app = await launch();
    await app.stop();
    expect(await app.exited).toBe(0);
  });

  test('closing the window ends the app in order', async () => {
    const app = await launch();
    await app.page.close();
    expect(await app.exited).toBe(0);
  });

  test.runIf(runtime === 'host')('a refused start says why and answers 2', async () => {
    const configFile = join(dataDir, 'config.json');
    writeFileSync(configFile, '{"shop": 1}');
    await expect(launch({ configFile })).rejects.toThrow(/"code":2[^]*Loket: /);
  });
});

describe.runIf(runtime === 'host')('the app called with --rebuild', () => {
  /** Runs to its end, without a window. */
  function ended(...args: readonly string[]): { readonly status: number | null; readonly stderr: string } {
    const project = join(import.meta.dirname, '../..');
    const all = ['--import', join(project, 'test/host/register.ts'), join(project, 'dist/main.js'), ...args];
    const env = { ...process.env, LOKET_DATA: dataDir };
    return spawnSync(process.execPath, all, { encoding: 'utf8', timeout: 20_000, env });
  }

  test.each(['database', 'journal'] as const)('makes the %s again, says so, and opens no till', async (what) => {
    const app = await launch();
    await app.stop();
    const file = join(dataDir, 'training', what === 'database' ? 'loket.db' : 'journal');
    for (const gone of what === 'database' ? [file] : readdirSync(file).map((name) => join(file, name))) rmSync(gone);
    const { status, stderr } = ended(`--rebuild=${what}`);
    expect(stderr).toMatch(/^Loket: .* was made again from \d+ records\.$/m);
    expect(stderr).toContain(file);
    expect(status).toBe(0);
    const { page } = await launch();
    expect(await askStatus(page)).toMatchObject({ ok: true, value: { mode: 'normal' } });
  });

  test('answers 2 and a sentence if there is nothing to make it from, or for anything else', () => {
    expect(ended('--rebuild=journal')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('has no database to rebuild from') as string,
    });
    for (const wrong of ['--rebuild=everything', '--rebuild'])
      expect(ended(wrong)).toMatchObject({ status: 2, stderr: expect.stringContaining('Usage: --rebuild=') as string });
  });
});

describe.runIf(runtime === 'host')('the test host says what it lacks', () => {
  test.each([
    ["import { app } from 'electron'; app.relaunch();", 'has no electron.app.relaunch'],
    ["import { app } from 'electron'; app.on('gpu-info-update', () => {});", "has no event 'gpu-info-update'"],
    ["import { shell } from 'electron'; shell.beep();", "does not provide an export named 'shell'"],
    [
      "import { BrowserWindow } from 'electron'; new BrowserWindow({ webPreferences: { sandbox: false } });",
      'only sandboxed, isolated pages',
    ],
  ])('%s', (code, message) => {
    const register = join(import.meta.dirname, '../host/register.ts');
    const args = ['--import', register, '--input-type=module', '--eval', code];
    const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8', timeout: 10_000 });
    expect(stderr).toContain(message);
    expect(status).toBe(1);
  });
});
