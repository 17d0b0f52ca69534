import { gzipSync } from 'node:zlib';
import { reply, type Treatment } from '../harness/fake-provider.ts';
import type { Rudeness } from './rude-server.ts';

// What a network, a proxy or a provider in trouble can do to an exchange. `good` is the answer that would settle it.

export type Fault = {
  readonly what: string;
  /** What a payment must become, at least the first words of it. */
  readonly atPay: string;
  /** How long the exchange may take, in ms, where it is meant to take too long. */
  readonly limitMs?: number;
} & (
  | { readonly answer: (good: string, baseUrl: string) => Treatment }
  | { readonly rude: (good: string) => Rudeness; readonly scheme?: 'https' }
  /** Instead of a server that is there. */
  | { readonly unreachable: (baseUrl: string) => string }
);

const noReply = 'pending no-reply';
/** For an exchange that is meant to run out of time. */
const limitMs = 400;

const unsent: readonly Fault[] = [
  { what: 'nobody listens', atPay: 'refused not-sent', unreachable: (baseUrl) => baseUrl },
  {
    // Longer than a name may be, so that no resolver is asked.
    what: 'the host has no address',
    atPay: 'refused not-sent',
    unreachable: () => `https://${'x'.repeat(64)}.invalid`,
  },
];

const handshake: readonly Fault[] = [
  {
    what: 'no TLS is spoken there',
    atPay: 'refused not-sent',
    scheme: 'https',
    rude: () => ({ connected: (socket) => socket.once('data', () => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')) }),
  },
  { what: 'the connection is closed at once', atPay: noReply, rude: () => ({ connected: (socket) => socket.end() }) },
  {
    what: 'the connection is reset while the request arrives',
    atPay: noReply,
    rude: () => ({ connected: (socket) => socket.once('data', () => socket.resetAndDestroy()) }),
  },
  {
    what: 'words before any question',
    atPay: noReply,
    rude: () => ({ connected: (socket) => socket.write('220 ready\r\n') }),
  },
];

const cut: readonly Fault[] = [
  { what: 'reset after the request', atPay: noReply, answer: () => 'reset' },
  { what: 'closed after the request', atPay: noReply, answer: () => 'cut' },
  { what: 'no answer ever', atPay: noReply, limitMs, answer: () => 'hang' },
  {
    what: 'slow beyond the limit',
    atPay: noReply,
    limitMs,
    answer: (good) => ({ raw: reply(200, good), afterMs: limitMs + 100 }),
  },
  {
    what: 'a word now and then, beyond the limit',
    atPay: noReply,
    limitMs,
    rude: (good) => ({
      asked: (socket) => {
        const bytes = reply(200, good);
        let at = 0;
        const timer = setInterval(() => socket.write(bytes.slice(at, (at += 3))), 20);
        socket.on('close', () => clearInterval(timer));
      },
    }),
  },
  { what: 'cut in the first line', atPay: noReply, answer: () => ({ raw: 'HTTP/1.1 20', thenCut: true }) },
  {
    what: 'cut between two headers',
    atPay: noReply,
    answer: () => ({ raw: 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n', thenCut: true }),
  },
  {
    what: 'cut in the body',
    atPay: noReply,
    answer: (good) => ({ raw: reply(200, good).slice(0, -30), thenCut: true }),
  },
  {
    what: 'the last byte is missing',
    atPay: noReply,
    answer: (good) => ({ raw: reply(200, good).slice(0, -1), thenCut: true }),
  },
  {
    what: 'head complete, no body, then nothing',
    atPay: noReply,
    limitMs,
    answer: (good) => ({ raw: reply(200, good).split('\r\n\r\n')[0] + '\r\n\r\n' }),
  },
];

const framing: readonly Fault[] = [
  {
    what: 'a Content-Length beyond the body, then closed',
    atPay: noReply,
    answer: (good) => ({ raw: head(`Content-Length: ${good.length + 9}`) + good, thenCut: true }),
  },
  {
    what: 'a Content-Length beyond the body, kept open',
    atPay: noReply,
    limitMs,
    answer: (good) => ({ raw: head(`Content-Length: ${good.length + 9}`) + good }),
  },
  {
    what: 'a Content-Length short of the body',
    atPay: 'pending',
    answer: (good) => ({ raw: head(`Content-Length: ${good.length - 9}`) + good }),
  },
  {
    what: 'two Content-Lengths',
    atPay: noReply,
    answer: (good) => ({ raw: head(`Content-Length: ${good.length}\r\nContent-Length: ${good.length + 1}`) + good }),
  },
  {
    what: 'a Content-Length that is no number',
    atPay: noReply,
    answer: (good) => ({ raw: head('Content-Length: many') + good }),
  },
  {
    what: 'no length, closed in the middle',
    atPay: 'pending',
    answer: (good) => ({ raw: head('Connection: close') + good.slice(0, -30), thenCut: true }),
  },
  {
    what: 'chunks without an end',
    atPay: noReply,
    answer: (good) => ({
      raw: `${head('Transfer-Encoding: chunked')}${good.length.toString(16)}\r\n${good}\r\n`,
      thenCut: true,
    }),
  },
  {
    what: 'a chunk of no size',
    atPay: noReply,
    answer: (good) => ({ raw: `${head('Transfer-Encoding: chunked')}xyz\r\n${good}\r\n0\r\n\r\n` }),
  },
  {
    what: 'a head beyond any size',
    atPay: noReply,
    answer: (good) => ({ raw: reply(200, good, [`X: ${'x'.repeat(100_000)}`]) }),
  },
  { what: 'no HTTP at all', atPay: noReply, answer: (good) => ({ raw: `${good}\r\n`, thenCut: true }) },
];

const bodies: readonly Fault[] = [
  { what: 'an empty body', atPay: 'pending unreadable-reply', answer: () => ({ raw: reply(200, '') }) },
  {
    what: 'the log-in page of a captive portal',
    atPay: 'pending unreadable-reply',
    answer: () => ({ raw: reply(200, '<!doctype html><html><title>Login WiFi</title><form>00 SUCCESS</form></html>') }),
  },
  {
    what: 'a body that calls itself gzip',
    atPay: noReply,
    answer: (good) => ({ raw: reply(200, good, ['Content-Encoding: gzip']) }),
  },
  {
    what: 'a gzip body',
    atPay: noReply,
    rude: (good) => ({
      asked: (socket) => {
        const body = gzipSync(good);
        socket.write(head(`Content-Encoding: gzip\r\nContent-Length: ${body.length}`));
        socket.write(body);
      },
    }),
  },
  {
    what: 'a gzip body that does not say so',
    atPay: noReply,
    rude: (good) => ({
      asked: (socket) => {
        const body = gzipSync(good);
        socket.write(head(`Content-Length: ${body.length}`));
        socket.write(body);
      },
    }),
  },
  {
    what: 'a body of 2 MB',
    atPay: noReply,
    answer: (good) => ({ raw: reply(200, good + ' '.repeat(2 * 1024 * 1024)) }),
  },
];

const statuses: readonly Fault[] = [
  ...[301, 302, 303, 307, 308].map((status): Fault => ({
    what: `HTTP ${status} with a success inside`,
    atPay: 'pending http-status',
    answer: (good, baseUrl) => ({ raw: reply(status, good, [`Location: ${baseUrl}/elsewhere`]) }),
  })),
  ...[408, 409, 429, 500, 501, 502, 503, 504, 511, 599].map((status): Fault => ({
    what: `HTTP ${status} with a success inside`,
    atPay: 'pending http-status',
    answer: (good) => ({ raw: reply(status, good, ['Retry-After: 0']) }),
  })),
  ...[400, 401, 403, 404, 407, 422].flatMap((status): readonly Fault[] => [
    {
      what: `HTTP ${status} with a web page`,
      atPay: 'pending http-status',
      answer: () => ({ raw: reply(status, '<html>proxy</html>') }),
    },
    {
      what: `HTTP ${status} with a success inside`,
      atPay: 'pending',
      answer: (good) => ({ raw: reply(status, good) }),
    },
  ]),
  { what: 'HTTP 204', atPay: 'pending', answer: () => ({ raw: 'HTTP/1.1 204 No Content\r\n\r\n' }) },
  {
    what: 'HTTP 500, and a success behind it on the same connection',
    atPay: 'pending http-status',
    answer: (good) => ({ raw: reply(500, '{}') + reply(200, good) }),
  },
  {
    what: 'HTTP 100 and nothing more',
    atPay: noReply,
    limitMs,
    answer: () => ({ raw: 'HTTP/1.1 100 Continue\r\n\r\n' }),
  },
];

function head(headers: string): string {
  return `HTTP/1.1 200 OK\r\n${headers}\r\n\r\n`;
}

/** Every one of them, the kinder ones last. */
export const faults: readonly Fault[] = [
  ...unsent,
  ...handshake,
  ...cut,
  ...framing,
  ...bodies,
  ...statuses,
  { what: 'slow, but in time', atPay: 'paid', answer: (good) => ({ raw: reply(200, good), afterMs: 100 }) },
];
