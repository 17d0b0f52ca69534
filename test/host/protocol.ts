import type { CustomScheme, Protocol } from 'electron';
import type { Route } from 'playwright-core';
import { hostSession } from './session.ts';
import { strict } from './strict.ts';

// A browser of the shop knows no scheme of ours, so loket://app/x is https://app.loket.localhost/x there: also a secure
// origin of its own, so policies hold in the same way. No such server exists; every request is answered here.

type Handler = Parameters<Protocol['handle']>[1];

const privileged = new Set<string>();
const handlers = new Map<string, Handler>();

export const protocol = strict('protocol', {
  registerSchemesAsPrivileged(schemes: CustomScheme[]): void {
    for (const { scheme, privileges } of schemes) {
      if (!privileges?.standard || !privileges.secure || privileges.bypassCSP) {
        throw new Error(`the test host serves only standard, secure schemes under CSP, which ${scheme} is not`);
      }
      privileged.add(scheme);
    }
  },
  handle(scheme: string, handler: Handler): void {
    if (!privileged.has(scheme)) throw new Error(`the scheme ${scheme} was not registered as privileged`);
    handlers.set(scheme, handler);
  },
} satisfies Pick<Protocol, 'registerSchemesAsPrivileged' | 'handle'>);

/** The address in the browser of an address of the app. */
export function toBrowserUrl(url: string): string {
  return url.replace(/^([a-z]+):\/\/([a-z]+)\//, 'https://$2.$1.localhost/');
}

/** The address in the app of an address in the browser. Foreign ones stay as they are. */
export function toAppUrl(url: string): string {
  return url.replace(/^https:\/\/([a-z]+)\.([a-z]+)\.localhost\//, '$2://$1/');
}

/** Answers a request of the browser by the app's handler. What the app lets go elsewhere goes, as it would in Electron. */
export async function serve(route: Route): Promise<void> {
  const request = route.request();
  const url = toAppUrl(request.url());
  if (!hostSession.mayRequest(url)) return route.abort('blockedbyclient');
  const handler = handlers.get(new URL(url).protocol.slice(0, -1));
  if (!handler) return route.continue();
  const response = await handler(new Request(url, { method: request.method() }));
  const body = Buffer.from(await response.arrayBuffer());
  await route.fulfill({ status: response.status, headers: Object.fromEntries(response.headers), body });
}
