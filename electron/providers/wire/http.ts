import type Http from 'node:http';
import type Https from 'node:https';
import type { Exchange } from '../provider.ts';
import { exchangeTextMax } from '../provider.ts';
import { readText } from './read-text.ts';
import { createRedact } from './redact.ts';

/** One POST. `kind` decides the connection: a payment never rides on a kept-alive socket that may be stale. */
export interface OutgoingRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly kind: 'reading' | 'payment';
  /** Limit for the whole exchange, in ms. */
  readonly timeoutMs: number;
  /** Values to be taken out of everything that is kept, and out of everything that is read from the reply. */
  readonly secrets: readonly string[];
}

/** `not-sent`: no byte of the request left. `no-reply`: it may have arrived, and nobody knows. */
export type SendResult =
  | { readonly kind: 'reply'; readonly status: number; readonly body: string; readonly exchange: Exchange }
  | { readonly kind: 'not-sent'; readonly why: string; readonly exchange: Exchange }
  | { readonly kind: 'no-reply'; readonly why: string; readonly exchange: Exchange };

export type Send = (request: OutgoingRequest) => Promise<SendResult>;

type Raw =
  | { readonly kind: 'reply'; readonly status: number; readonly body: string; readonly date: string | undefined }
  | { readonly kind: 'not-sent' | 'no-reply'; readonly why: string; readonly reusedSocket?: boolean };

/** No documented reply is near this size, in bytes. */
const replyMax = 1024 * 1024;
/** What an environment variable may not change: certificates are checked, and nothing older is spoken. */
const tls = { rejectUnauthorized: true, minVersion: 'TLSv1.2' } as const;
/** A host that does not take the connection within this many ms will not take it. */
const connectTimeoutMs = 10_000;

/**
 * A connection that was idle for this long, in ms, is closed: a router that restarted has forgotten it and tells nobody. Less than
 * the 5 s after which the most hasty common server (Node's own) closes.
 */
const keptMs = 4_000;

/**
 * The one place that sends. Redirects are not followed, TLS is verified, replies are limited in size and time.
 * When `signal` aborts, what is under way ends as if the connection had been cut.
 */
export function createSend(signal: AbortSignal, idleMs = keptMs): Send {
  let agents: Agents | undefined;
  signal.addEventListener('abort', () => {
    agents?.['http:'].destroy();
    agents?.['https:'].destroy();
  });

  return async (request) => {
    const startedAt = performance.now();
    agents ??= createAgents(idleMs);
    let raw = await attempt(request, agents, signal);
    const timeoutMs = request.timeoutMs - (performance.now() - startedAt);
    // A kept-alive socket that died meanwhile says nothing about the host. Reading again is harmless.
    if (raw.kind !== 'reply' && raw.reusedSocket && request.kind === 'reading' && timeoutMs > 0 && !signal.aborted) {
      raw = await attempt({ ...request, timeoutMs, kind: 'payment' }, agents, signal);
    }
    const tookMs = Math.round(performance.now() - startedAt);
    const redact = createRedact(request.secrets);
    // Beyond what is kept, so that no secret is cut in two and kept by half.
    const kept = (all: string): string => redact(all.slice(0, 2 * exchangeTextMax)).slice(0, exchangeTextMax);
    const exchange: Exchange = {
      request: kept(`POST ${request.url} ${request.body}`),
      result: raw.kind,
      status: raw.kind === 'reply' ? raw.status : null,
      text: kept(raw.kind === 'reply' ? raw.body : raw.why),
      tookMs,
      serverTimeMs: raw.kind === 'reply' ? Date.parse(raw.date ?? '') || null : null,
    };
    return raw.kind === 'reply'
      ? { kind: 'reply', status: raw.status, body: raw.body, exchange }
      : { kind: raw.kind, why: raw.why, exchange };
  };
}

type Agents = { readonly 'http:': Http.Agent; readonly 'https:': Https.Agent };

// Not imported: Node would load its `fetch` with them, which nobody uses here, and every start would wait for that and for TLS.
const http = (): typeof Http => process.getBuiltinModule('node:http');
const https = (): typeof Https => process.getBuiltinModule('node:https');

function createAgents(idleMs: number): Agents {
  const kept = { keepAlive: true, maxSockets: 8, timeout: idleMs };
  return { 'http:': new (http().Agent)(kept), 'https:': new (https().Agent)({ ...kept, ...tls }) };
}

function attempt(request: OutgoingRequest, agents: Agents, signal: AbortSignal): Promise<Raw> {
  return new Promise((resolve) => {
    const url = new URL(request.url);
    const secure = url.protocol === 'https:';
    const body = Buffer.from(request.body, 'utf8');
    const outgoing = (secure ? https() : http()).request(url, {
      method: 'POST',
      ...tls,
      agent: request.kind === 'payment' ? false : agents[secure ? 'https:' : 'http:'],
      headers: { ...request.headers, 'Accept-Encoding': 'identity', 'Content-Length': body.length },
    });
    let connected = false;
    let settled = false;
    const timers = [
      setTimeout(() => stop(`no complete reply within ${request.timeoutMs} ms`), request.timeoutMs),
      setTimeout(() => connected || stop(`no connection within ${connectTimeoutMs} ms`), connectTimeoutMs),
    ];
    const onAbort = (): void => stop('the till is closing');
    const finish = (raw: Raw): void => {
      settled = true;
      timers.forEach(clearTimeout);
      signal.removeEventListener('abort', onAbort);
      resolve(raw);
    };
    const stop = (why: string): void => {
      if (settled) return;
      finish({ kind: connected ? 'no-reply' : 'not-sent', why, reusedSocket: outgoing.reusedSocket });
      outgoing.destroy();
    };
    signal.addEventListener('abort', onAbort);
    if (signal.aborted) onAbort();

    outgoing.on('socket', (socket) => {
      // A new one that the system had no handle for is not connecting either, and never was connected.
      if (socket.destroyed && !outgoing.reusedSocket) return;
      if (!socket.connecting) connected = true;
      else socket.once(secure ? 'secureConnect' : 'connect', () => (connected = true));
    });
    outgoing.on('error', (error) => stop(error.message || error.name));
    outgoing.on('response', (incoming) => readReply(incoming, finish, stop));
    outgoing.end(body);
  });
}

function readReply(incoming: Http.IncomingMessage, finish: (raw: Raw) => void, stop: (why: string) => void): void {
  const chunks: Buffer[] = [];
  let size = 0;
  incoming.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size > replyMax) stop(`the reply is larger than ${replyMax} bytes`);
    else chunks.push(chunk);
  });
  incoming.on('error', (error) => stop(error.message));
  incoming.on('close', () => stop('the reply was cut off'));
  incoming.on('end', () => {
    if (!incoming.complete) return stop('the reply was cut off');
    const read = readText(Buffer.concat(chunks), incoming.headers);
    if ('unreadable' in read) return stop(read.unreadable);
    finish({ kind: 'reply', status: incoming.statusCode ?? 0, body: read.text, date: incoming.headers.date });
  });
}
