import { app, BrowserWindow, dialog, session } from 'electron';
import { join } from 'node:path';
import { isOurPage, pageUrl } from './page-protocol.ts';

/** A page that crashes this often within the time has a fault that reloading doesn't cure. */
const reloadsMax = 3;
const reloadsWithinMs = 60_000;

/** Opens the one window of the till and resolves when its page has loaded, or the window was closed before. */
export async function openWindow(options: { readonly kiosk: boolean }): Promise<void> {
  const window = new BrowserWindow({
    width: 1366,
    height: 768,
    kiosk: options.kiosk,
    show: false,
    backgroundColor: '#ffffff',
    webPreferences: {
      preload: join(import.meta.dirname, 'preload.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      // Spell checking would fetch dictionaries from the network.
      spellcheck: false,
      disableDialogs: true,
      devTools: false,
    },
  });
  // Shown only once painted, so that the cashier never sees an empty frame.
  window.once('ready-to-show', () => window.show());
  reloadAfterCrash(window);
  await window.loadURL(pageUrl).catch((error: unknown) => {
    // Closed while it was loading: that is a person's right, not a fault.
    if (!window.isDestroyed()) throw error;
  });
}

/** Brings the window to the front, for a person who started the till a second time. */
export function focusWindow(): void {
  const [window] = BrowserWindow.getAllWindows();
  if (!window) return;
  if (window.isMinimized()) window.restore();
  window.focus();
}

/** Shows the page anew, as after the till was opened again. */
export function reloadWindow(): void {
  for (const window of BrowserWindow.getAllWindows()) window.webContents.reload();
}

/** Lets the person at the window choose a folder; null if none was chosen. */
export async function chooseFolder(): Promise<string | null> {
  const [window] = BrowserWindow.getAllWindows();
  if (!window) return null;
  const { filePaths } = await dialog.showOpenDialog(window, { properties: ['openDirectory', 'createDirectory'] });
  return filePaths[0] ?? null;
}

/** Nobody listens there, and nothing goes around it: `<-loopback>` takes this machine off the exceptions. */
const deadProxy = {
  mode: 'fixed_servers',
  proxyRules: 'http://127.0.0.1:9',
  proxyBypassRules: '<-loopback>',
} as const;

/**
 * Refuses every permission, device and download (Electron's own answer to a permission request is yes), and takes the page's
 * network away. The page's policy sees to most of it already, but knows nothing of WebRTC.
 */
export async function secureSession(): Promise<void> {
  const own = session.defaultSession;
  own.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  own.setPermissionCheckHandler(() => false);
  own.setDevicePermissionHandler(() => false);
  own.on('will-download', (event) => event.preventDefault());
  own.webRequest.onBeforeRequest(({ url }, answer) => answer({ cancel: !isOurPage(url) }));
  await own.setProxy(deadProxy);
}

function reloadAfterCrash(window: BrowserWindow): void {
  let crashes: number[] = [];
  window.webContents.on('render-process-gone', (_event, details) => {
    if (details.reason === 'clean-exit') return;
    const now = performance.now();
    crashes = [...crashes.filter((at) => now - at < reloadsWithinMs), now];
    if (crashes.length <= reloadsMax) return window.webContents.reload();
    // Payments are safe: they live in the main process, which closes in order.
    dialog.showErrorBox('Loket', `The screen keeps failing (${details.reason}). Start Loket again.`);
    app.quit();
  });
}
