import type { CallbackResponse, OnBeforeRequestListenerDetails, Session, WebContents, WebRequest } from 'electron';
import type { CDPSession, Download } from 'playwright-core';
import { HostEmitter, HostEvent, strict } from './strict.ts';

type Check = NonNullable<Parameters<Session['setPermissionCheckHandler']>[0]>;
type Permission = Parameters<Check>[1];
type Implemented = Pick<
  Session,
  'setPermissionRequestHandler' | 'setPermissionCheckHandler' | 'setDevicePermissionHandler' | 'setProxy' | 'webRequest'
>;
type RequestFilter = (details: OnBeforeRequestListenerDetails, answer: (response: CallbackResponse) => void) => void;

/** What a page can ask for, by Electron's name and the browser's. */
const permissions: readonly (readonly [Permission, string])[] = [
  ['geolocation', 'geolocation'],
  ['notifications', 'notifications'],
  ['media', 'camera'],
  ['media', 'microphone'],
  ['midi', 'midi'],
  ['clipboard-read', 'clipboard-read'],
  ['idle-detection', 'idle-detection'],
  ['window-management', 'window-management'],
];

class HostSession extends HostEmitter implements Implemented {
  #check: Check | null = null;
  #filter: RequestFilter | null = null;
  #proxy: readonly string[] = [];

  readonly webRequest = strict('session.webRequest', {
    onBeforeRequest: (listener: RequestFilter): void => void (this.#filter = listener),
  }) as WebRequest;

  constructor() {
    super('session', ['will-download']);
  }

  setPermissionCheckHandler(handler: Check | null): void {
    this.#check = handler;
  }

  /** The browser never asks: the check handler's answers are settled beforehand. */
  setPermissionRequestHandler(): void {}

  /** The host hands out no devices. */
  setDevicePermissionHandler(): void {}

  /** Holds from the start of the browser on, which is with the first page. */
  async setProxy({ mode, proxyRules, proxyBypassRules }: Parameters<Session['setProxy']>[0]): Promise<void> {
    if (mode !== 'fixed_servers' || !proxyRules) throw new Error('the test host knows only fixed proxies');
    this.#proxy = [`--proxy-server=${proxyRules}`, `--proxy-bypass-list=${proxyBypassRules ?? ''}`];
    return Promise.resolve();
  }

  /** What the browser must be started with, for what the app has asked of the session. */
  flags(): readonly string[] {
    return this.#proxy;
  }

  /** Whether the app's filter lets a request go. Without one Electron lets all of them. */
  mayRequest(url: string): boolean {
    let cancelled = false;
    const details = strict('details', { url }) as unknown as OnBeforeRequestListenerDetails;
    this.#filter?.(details, ({ cancel }) => (cancelled = cancel === true));
    return !cancelled;
  }

  /** Gives the browser the app's own answer to every permission. Without a handler Electron grants them all. */
  async applyPermissions(cdp: CDPSession, contents: WebContents, origin: string): Promise<void> {
    // In a browser that ran already the page is a guest: by default the answers would hold for the first context there.
    const isGuest = process.env['LOKET_HOST_BROWSER'] !== undefined;
    const { browserContextId } = isGuest ? (await cdp.send('Target.getTargetInfo')).targetInfo : {};
    for (const [permission, name] of permissions) {
      const details = { isMainFrame: true, requestingUrl: origin };
      const granted = this.#check?.(contents, permission, origin, details) ?? true;
      const setting = granted ? 'granted' : 'denied';
      await cdp.send('Browser.setPermission', {
        permission: { name },
        setting,
        ...(browserContextId && { browserContextId }),
      });
    }
  }

  /** Undoes a download that the app doesn't want. By now it may be complete; Electron would not have begun. */
  judgeDownload(download: Download): void {
    const event = new HostEvent();
    this.emit('will-download', event);
    if (event.defaultPrevented) void download.cancel().then(() => download.delete());
  }
}

export const hostSession = new HostSession();
export const session = strict('session', { defaultSession: strict('session.defaultSession', hostSession) });
