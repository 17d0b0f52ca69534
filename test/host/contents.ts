import type { WebContents } from 'electron';
import type { BrowserContext, CDPSession, Page, Route } from 'playwright-core';
import { bridgePreload, type Bridge } from './bridge.ts';
import { serve, toAppUrl, toBrowserUrl } from './protocol.ts';
import { hostSession, session } from './session.ts';
import { HostEmitter, HostEvent, strict } from './strict.ts';

type OpenHandler = Parameters<WebContents['setWindowOpenHandler']>[0];
type Implemented = Pick<
  WebContents,
  'send' | 'reload' | 'getURL' | 'setWindowOpenHandler' | 'setWebRTCIPHandlingPolicy'
>;

const events = ['will-navigate', 'will-attach-webview', 'render-process-gone', 'did-finish-load'];

/** The page of one window: what it may load, where it may go, what it hears. */
export class HostContents extends HostEmitter implements Implemented {
  readonly session = session.defaultSession;
  /** Itself, as the app may see it. `strict` throws on the parts of WebContents it lacks. */
  readonly shown = strict('WebContents', this) as unknown as WebContents;
  readonly #preload: string;
  readonly #onClosed: () => void;
  #context: BrowserContext | null = null;
  #page: Page | null = null;
  #crashed: Page | null = null;
  #bridge: Bridge | null = null;
  #url = '';
  /** Where the page itself, and not the app, asked to go. */
  #wanted: string | null = null;
  #webRtc: readonly string[] = [];
  #openHandler: OpenHandler = () => ({ action: 'allow' });

  constructor(preload: string, onClosed: () => void) {
    super('WebContents', events);
    this.#preload = preload;
    this.#onClosed = onClosed;
  }

  setWindowOpenHandler(handler: OpenHandler): void {
    this.#openHandler = handler;
  }

  setWebRTCIPHandlingPolicy(policy: Parameters<WebContents['setWebRTCIPHandlingPolicy']>[0]): void {
    // The second is its name in older browsers.
    this.#webRtc = [`--webrtc-ip-handling-policy=${policy}`, `--force-webrtc-ip-handling-policy=${policy}`];
  }

  /** What the browser must be started with, for what the app has asked of this page and its session. */
  flags(): readonly string[] {
    return [...hostSession.flags(), ...this.#webRtc];
  }

  getURL(): string {
    return toAppUrl(this.#page?.url() ?? '');
  }

  send(channel: string, data: unknown): void {
    this.#bridge?.send(channel, data);
  }

  reload(): void {
    this.#reload().catch((error: unknown) => {
      // Closed or crashed again meanwhile, which has been told already.
      if (!this.#page?.isClosed() && this.#page !== this.#crashed) throw error;
    });
  }

  /** Shows `url` in `page` and resolves when it has loaded. */
  async open(context: BrowserContext, page: Page, url: string): Promise<void> {
    this.#context = context;
    this.#page = page;
    this.#url = url;
    try {
      const cdp = await context.newCDPSession(page);
      await this.#watch(page, cdp);
      await hostSession.applyPermissions(cdp, this.shown, new URL(toBrowserUrl(url)).origin);
      this.#bridge = await bridgePreload(cdp, this.shown, this.#preload);
      await page.goto(toBrowserUrl(url));
    } catch (error) {
      // Its own event may come later than the failure.
      if (page.isClosed()) this.#onClosed();
      throw error;
    }
    this.emit('did-finish-load');
  }

  async #watch(page: Page, cdp: CDPSession): Promise<void> {
    page.on('close', () => {
      if (page === this.#page) this.#onClosed();
    });
    page.on('crash', () => {
      this.#crashed = page;
      this.emit('render-process-gone', new HostEvent(), { reason: 'crashed', exitCode: 1 });
    });
    page.on('download', (download) => hostSession.judgeDownload(download));
    page.on('popup', (popup) => this.#judgePopup(popup));
    // Comes only of links and scripts, and before the request does.
    cdp.on('Page.frameRequestedNavigation', ({ url }) => (this.#wanted = url));
    await page.route('**/*', (route) => this.#judgeRequest(page, route));
  }

  async #judgeRequest(page: Page, route: Route): Promise<void> {
    const request = route.request();
    const url = request.url();
    if (request.isNavigationRequest() && request.frame() === page.mainFrame() && url === this.#wanted) {
      this.#wanted = null;
      const event = Object.assign(new HostEvent(), { url: toAppUrl(url) });
      this.emit('will-navigate', event, event.url);
      if (event.defaultPrevented) return route.abort('aborted');
    }
    await serve(route);
  }

  /** The browser has opened the page already; Electron would not have. It is closed before it can show anything. */
  #judgePopup(popup: Page): void {
    const details = { url: toAppUrl(popup.url()), frameName: '', features: '', disposition: 'new-window' as const };
    const { action } = this.#openHandler({ ...details, referrer: { url: this.#url, policy: 'no-referrer' } });
    if (action === 'deny') return void popup.close();
    throw new Error('the test host opens no windows for a page');
  }

  /** A crashed page can't be used again, so another takes its place. */
  async #reload(): Promise<void> {
    const [context, gone] = [this.#context, this.#page];
    if (!context) return;
    if (gone && gone !== this.#crashed && !gone.isClosed()) {
      await gone.goto(toBrowserUrl(this.#url));
      return;
    }
    this.#page = await context.newPage();
    await gone?.close();
    await this.open(context, this.#page, this.#url);
  }
}
