import { beforeEach, expect, test, vi } from 'vitest';

// What a page can't show: how the window and the session were asked for. Each line is one of Electron's recommendations.

type Answer = (...args: unknown[]) => unknown;
const asked = vi.hoisted((): { options: Record<string, unknown>; readonly handlers: Map<string, Answer> } => ({
  options: {},
  handlers: new Map(),
}));

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
    on: (event: string, handler: Answer) => asked.handlers.set(event, handler),
  };
  return { app: {}, BrowserWindow, dialog: {}, protocol: {}, session: { defaultSession } };
});
const { openWindow, secureSession } = await import('../../electron/window.ts');

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

test('every permission, device and download is refused', () => {
  secureSession();
  const answer = vi.fn();
  asked.handlers.get('request')?.({}, 'media', answer);
  expect(answer).toHaveBeenCalledExactlyOnceWith(false);
  expect(asked.handlers.get('check')?.({}, 'media')).toBe(false);
  expect(asked.handlers.get('device')?.({})).toBe(false);
  const preventDefault = vi.fn();
  asked.handlers.get('will-download')?.({ preventDefault });
  expect(preventDefault).toHaveBeenCalledOnce();
});
