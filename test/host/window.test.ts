import { beforeEach, expect, test, vi } from 'vitest';

// What a page can't show: how the window and the session were asked for. Each line is one of Electron's recommendations.

type Answer = (...args: unknown[]) => unknown;
interface Asked {
  options: Record<string, unknown>;
  proxy: object;
  readonly handlers: Map<string, Answer>;
}
const asked = vi.hoisted((): Asked => ({ options: {}, proxy: {}, handlers: new Map() }));

vi.mock('electron', () => {
  const record = (name: string) => (handler: Answer) => asked.handlers.set(name, handler);
  class BrowserWindow {
    webContents = { on: () => undefined };
    once = () => undefined;
    loadURL = () => Promise.resolve();
    constructor(options: Record<string, unknown>) {
      asked.options = options;
    }
  }
  const defaultSession = {
    setPermissionRequestHandler: record('request'),
    setPermissionCheckHandler: record('check'),
    setDevicePermissionHandler: record('device'),
    webRequest: { onBeforeRequest: record('request-filter') },
    setProxy: (proxy: object) => void (asked.proxy = proxy),
    on: (event: string, handler: Answer) => asked.handlers.set(event, handler),
  };
  return { app: {}, BrowserWindow, dialog: {}, protocol: {}, session: { defaultSession } };
});
const { openWindow, secureSession } = await import('../../electron/window/window.ts');

beforeEach(() => asked.handlers.clear());

test('the page is sandboxed, isolated and without node, and can neither open tools nor dialogs', async () => {
  await openWindow({ kiosk: true });
  expect(asked.options).toMatchObject({ kiosk: true, show: false });
  expect(asked.options['webPreferences']).toEqual({
    preload: expect.stringMatching(/preload\.cjs$/) as string,
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    webviewTag: false,
    navigateOnDragDrop: false,
    spellcheck: false,
    disableDialogs: true,
    devTools: false,
  });
});

test('every permission, device and download is refused', async () => {
  await secureSession();
  const answer = vi.fn();
  asked.handlers.get('request')?.({}, 'media', answer);
  expect(answer).toHaveBeenCalledExactlyOnceWith(false);
  expect(asked.handlers.get('check')?.({}, 'media')).toBe(false);
  expect(asked.handlers.get('device')?.({})).toBe(false);
  const preventDefault = vi.fn();
  asked.handlers.get('will-download')?.({ preventDefault });
  expect(preventDefault).toHaveBeenCalledOnce();
});

test('a request for anything but our page is cancelled, and the only proxy is one that does not answer', async () => {
  await secureSession();
  const isCancelled = (url: string): unknown => {
    const answer = vi.fn();
    asked.handlers.get('request-filter')?.({ url }, answer);
    return answer.mock.calls;
  };
  expect(isCancelled('loket://app/assets/index.js')).toEqual([[{ cancel: false }]]);
  for (const url of [
    'https://example.com/',
    'http://127.0.0.1:1/',
    'ws://app/',
    'file:///etc/passwd',
    'loket://other/',
  ])
    expect([url, isCancelled(url)]).toEqual([url, [[{ cancel: true }]]]);
  expect(asked.proxy).toEqual({
    mode: 'fixed_servers',
    proxyRules: 'http://127.0.0.1:9',
    proxyBypassRules: '<-loopback>',
  });
});
