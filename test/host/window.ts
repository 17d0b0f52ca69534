import type { BrowserWindow as ElectronWindow, BrowserWindowConstructorOptions } from 'electron';
import type { BrowserContext } from 'playwright-core';
import { app } from './app.ts';
import { announce, openBrowser } from './chromium.ts';
import { HostContents } from './contents.ts';
import { HostEmitter, HostEvent, strict } from './strict.ts';

type Implemented = Pick<
  ElectronWindow,
  'loadURL' | 'show' | 'focus' | 'restore' | 'isMinimized' | 'isDestroyed' | 'webContents'
>;

const windows: HostWindow[] = [];
let browser: Promise<BrowserContext> | null = null;

class HostWindow extends HostEmitter implements Implemented {
  readonly webContents: ElectronWindow['webContents'];
  readonly #contents: HostContents;
  readonly #kiosk: boolean;

  static getAllWindows(): HostWindow[] {
    return windows.map((window) => strict('BrowserWindow', window));
  }

  constructor(options: BrowserWindowConstructorOptions) {
    super('BrowserWindow', ['ready-to-show', 'closed']);
    this.#kiosk = options.kiosk ?? false;
    this.#contents = new HostContents(preloadOf(options), () => this.#closed());
    this.webContents = this.#contents.shown;
    windows.push(this);
    app.emit('web-contents-created', new HostEvent(), this.webContents);
    return strict('BrowserWindow', this);
  }

  async loadURL(url: string): Promise<void> {
    const onClose = () => windows.forEach((window) => window.#closed());
    browser ??= openBrowser({ kiosk: this.#kiosk, flags: this.#contents.flags(), onClose });
    const context = await browser;
    const page = (windows[0] === this ? context.pages()[0] : undefined) ?? (await context.newPage());
    await this.#contents.open(context, page, url);
    this.emit('ready-to-show');
    await announce(page);
  }

  /** A page of the browser is visible from the start; Electron's window is not. */
  show(): void {}

  focus(): void {}

  restore(): void {}

  isMinimized(): boolean {
    return false;
  }

  isDestroyed(): boolean {
    return !windows.includes(this);
  }

  #closed(): void {
    if (this.isDestroyed()) return;
    windows.splice(windows.indexOf(this), 1);
    this.emit('closed');
    if (windows.length > 0) return;
    if (!app.emit('window-all-closed')) app.quit();
  }
}

/** The host knows only how to run a page the safe way, so an app that asks for less gets no window. */
function preloadOf({ webPreferences: web = {} }: BrowserWindowConstructorOptions): string {
  if (web.sandbox !== true || web.contextIsolation === false || web.nodeIntegration || web.webSecurity === false) {
    throw new Error('the test host runs only sandboxed, isolated pages without node');
  }
  if (!web.preload) throw new Error('the test host needs a preload script');
  return web.preload;
}

export const BrowserWindow = strict('BrowserWindow', HostWindow);
