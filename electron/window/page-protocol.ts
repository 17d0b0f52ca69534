import { protocol } from 'electron';
import { readFile } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';

// The page comes from a scheme of our own: file:// would give it every file of the machine.

const scheme = 'loket';
const host = 'app';
export const pageUrl = `${scheme}://${host}/index.html`;

/** Every kind of file the page is built of. Anything else under its folder, source maps say, is not served. */
const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'none'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "require-trusted-types-for 'script'",
  // Vue makes a policy of this name for the static parts of its templates, and no other may be made.
  'trusted-types vue',
].join('; ');

const headers = {
  'Content-Security-Policy': contentSecurityPolicy,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  // An update replaces the files; the window must not show the old ones.
  'Cache-Control': 'no-cache',
};

/** Says what the scheme may do. Electron wants to know before it is ready. */
export function declarePageScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ]);
}

/** Serves the files under `folder` (absolute), and nothing else, to the page. */
export function servePage(folder: string): void {
  protocol.handle(scheme, async (request) => {
    if (request.method !== 'GET') return refuse(405);
    const file = fileOf(new URL(request.url), folder);
    if (!file) return refuse(404);
    const content = await readFile(file).catch(() => null);
    if (!content) return refuse(404);
    return new Response(content, { headers: { ...headers, 'Content-Type': contentTypes[extname(file)] ?? '' } });
  });
}

/** Whether this is our page and not one that something else brought into the window. */
export function isOurPage(address: string): boolean {
  const url = URL.canParse(address) ? new URL(address) : null;
  return url !== null && url.protocol === `${scheme}:` && url.host === host;
}

function fileOf(url: URL, folder: string): string | null {
  if (!isOurPage(url.href)) return null;
  const file = join(folder, decode(url.pathname));
  return file.startsWith(folder + sep) && extname(file) in contentTypes ? file : null;
}

function decode(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return '';
  }
}

function refuse(status: number): Response {
  return new Response(null, { status, headers });
}
