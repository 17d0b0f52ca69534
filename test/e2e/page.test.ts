import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LoketBridge } from '../../shared/api.ts';
import { launchApp, pageOrigin, runtime, type LaunchedApp } from '../harness/launch.ts';

// What the page of the built app may reach. Its rules are the main process's and the browser's, not its own.

/** In the page. */
declare const loket: LoketBridge;

const dataDir = mkdtempSync(join(tmpdir(), 'loket-page-'));
let app: LaunchedApp;

beforeAll(async () => {
  app = await launchApp({ dataDir, ownBrowser: true });
}, 60_000);

afterAll(async () => {
  await app.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

describe('what the page gets', () => {
  test('it is served from our own origin, which is a secure one', async () => {
    expect(app.page.url()).toBe(`${pageOrigin}/index.html`);
    expect(await app.page.evaluate(() => window.isSecureContext)).toBe(true);
  });

  test('window.loket has call and on, is frozen and cannot be replaced', async () => {
    const found = await app.page.evaluate(() => {
      const before = loket;
      try {
        Object.assign(window, { loket: null });
      } catch {
        // In strict mode it throws.
      }
      return { names: Object.keys(loket), frozen: Object.isFrozen(before), same: loket === before };
    });
    expect(found).toEqual({ names: ['call', 'on'], frozen: true, same: true });
  });

  test('nothing of node, of Electron or of the host is in reach', async () => {
    const names = await app.page.evaluate(() => Object.getOwnPropertyNames(window));
    expect(names).toContain('loket');
    const foreign =
      /^(process|require|module|global|Buffer|setImmediate|__dirname|ipcRenderer|electron|host.*|send.+|__pw.*)$/;
    expect(names.filter((name) => foreign.test(name))).toEqual([]);
  });

  test('what the page does to its prototypes does not reach the preload script', async () => {
    const answer = await app.page.evaluate(async () => {
      const includes = Array.prototype.includes;
      Array.prototype.includes = () => true;
      try {
        return await loket.call('no:such' as 'till:status', {}).catch((error: Error) => error.message);
      } finally {
        Array.prototype.includes = includes;
      }
    });
    expect(answer).toContain('there is no channel no:such');
  });
});

describe('what the page may call', () => {
  test('a call reaches the till', async () => {
    expect(await app.page.evaluate(() => loket.call('till:status', {}))).toMatchObject({ ok: true });
  });

  test.each(['no:such', 'constructor', '__proto__', ''])('the channel %j is refused', async (channel) => {
    const call = app.page.evaluate((name) => loket.call(name as 'till:status', {}), channel);
    await expect(call).rejects.toThrow('there is no channel');
  });

  test('an unlisted event is refused', async () => {
    const listen = app.page.evaluate(() => void loket.on('quit' as 'transaction:changed', () => undefined));
    await expect(listen).rejects.toThrow('there is no event quit');
  });

  test('what cannot be cloned is refused', async () => {
    const call = app.page.evaluate(() => loket.call('till:status', { field: Symbol('x') } as never));
    await expect(call).rejects.toThrow('could not be cloned');
  });
});

describe('what the page may not do', () => {
  test('text does not become script', async () => {
    const outcome = await app.page.evaluate(async () => {
      const broken: string[] = [];
      document.addEventListener('securitypolicyviolation', (event) => broken.push(event.effectiveDirective));
      const inline = document.createElement('script');
      const failed: string[] = [];
      const attempt = (name: string, action: () => unknown) => {
        try {
          action();
        } catch {
          failed.push(name);
        }
      };
      // A debugger's evaluation is exempt from the policy, so step out of it first.
      await new Promise((resolve) => setTimeout(resolve));
      const runText = (name: string) => () =>
        (Reflect.get(window, name) as (code: string) => unknown)('window.ran = true');
      attempt('eval', runText('eval'));
      attempt('Function', runText('Function'));
      attempt('timer', runText('setTimeout'));
      attempt('innerHTML', () => (document.createElement('div').innerHTML = '<img src=x onerror="window.ran = true">'));
      attempt('script text', () => (inline.text = 'window.ran = true'));
      const types = Reflect.get(window, 'trustedTypes') as { createPolicy(name: string, rules: object): unknown };
      attempt('policy', () => types.createPolicy('mine', {}));
      inline.append('window.ran = true');
      document.body.append(inline);
      await new Promise((resolve) => setTimeout(resolve, 100));
      return { failed, broken: [...new Set(broken)].sort(), ran: 'ran' in window };
    });
    expect(outcome.ran).toBe(false);
    expect(outcome.failed).toEqual(['eval', 'Function', 'timer', 'innerHTML', 'script text', 'policy']);
    expect(outcome.broken).toEqual(expect.arrayContaining(['require-trusted-types-for', 'trusted-types']));
  });

  test('it has no network', async () => {
    const outcome = await app.page.evaluate(async () => {
      const tryFetch = (url: string) =>
        fetch(url).then(
          () => 'answered',
          () => 'failed',
        );
      const image = new Image();
      const loaded = new Promise<string>((resolve) => {
        image.onload = () => resolve('answered');
        image.onerror = () => resolve('failed');
      });
      image.src = 'https://example.com/x.png';
      const socket = new Promise<string>((resolve) => {
        try {
          const opening = new WebSocket('wss://example.com');
          opening.onopen = () => resolve('answered');
          opening.onerror = () => resolve('failed');
        } catch {
          resolve('failed');
        }
      });
      return Promise.all([tryFetch('https://example.com'), tryFetch('/index.html'), loaded, socket]);
    });
    expect(outcome).toEqual(['failed', 'failed', 'failed', 'failed']);
  });

  test.each(['https://example.com/', 'file:///etc/passwd', `${pageOrigin}/other.html`])(
    'it cannot go to %s',
    async (url) => {
      await app.page.evaluate((target) => void (window.location.href = target), url);
      await sleep(300);
      expect(app.page.url()).toBe(`${pageOrigin}/index.html`);
      expect(await app.page.evaluate(() => typeof loket.call)).toBe('function');
    },
  );

  test('a reload by the browser brings it back', async () => {
    await app.page.reload();
    expect(await app.page.evaluate(() => loket.call('till:status', {}))).toMatchObject({ ok: true });
  });

  test('it cannot open a window', async () => {
    await app.page.evaluate((url) => void window.open(url), `${pageOrigin}/index.html`);
    await expect.poll(() => app.page.context().pages().length).toBe(1);
    expect(await app.page.evaluate(() => window.location.href)).toBe(`${pageOrigin}/index.html`);
  });

  test('it gets no permission', async () => {
    const state = await app.page.evaluate(async () => {
      const { state } = await navigator.permissions.query({ name: 'geolocation' });
      return [state, Notification.permission];
    });
    expect(state).toEqual(['denied', 'denied']);
  });
});

describe('what is served', () => {
  const served = async (path: string) => {
    const page = await app.page.context().newPage();
    const answered = page.waitForResponse(() => true);
    // An empty answer shows an error page, which fails the navigation.
    await page.goto(`${pageOrigin}${path}`).catch(() => undefined);
    const status = (await answered).status();
    await page.close();
    return status;
  };

  // Playwright opens no second page in Electron, and this is the app's own code on both.
  test.runIf(runtime === 'host')('only files of the page', async () => {
    expect(await served('/index.html')).toBe(200);
    for (const path of ['/', '/none.js', '/..%2fmain.js', '/%2e%2e/main.js', '/..%2f..%2fpackage.json', '/%ff.html']) {
      expect([path, await served(path)]).toEqual([path, 404]);
    }
  });
});
