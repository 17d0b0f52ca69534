import http from 'node:http';
import net, { type Socket } from 'node:net';
import tls from 'node:tls';
import type { ProviderId } from '../../../shared/product.ts';
import { pause } from '../cell.ts';
import { callOf, keyOf, readRequest, writeAnswer, type Answer, type Call, type Request } from './wire.ts';

/** A whole request, and what may become of it. */
export interface Exchange extends Request {
  readonly call: Call;
  /** What the payment is known by on the wire, if the request says it. */
  readonly key: string | null;
  /** Which request of its connection it is, from 1: above that it rides on a kept-alive one. */
  readonly use: number;
  readonly socket: Socket;
  /** Passes it on; the provider has it. May be called again. Throws if the provider cuts the connection. */
  forward(): Promise<Answer>;
  answer(answer: Answer): void;
  /** Bytes as they are. */
  write(bytes: Buffer | string): void;
  /** A TCP reset. */
  reset(): void;
}

export type OnRequest = (exchange: Exchange) => void | Promise<void>;
/** Treats a connection by itself: no request is read from it any more. */
export type OnConnection = (socket: Socket) => void;
export type OnBytes = (socket: Socket, bytes: Buffer) => void;

export interface Seen extends Request {
  readonly at: number;
  readonly call: Call;
  readonly key: string | null;
  readonly use: number;
}

export interface Proxy {
  readonly port: number;
  /** Every whole request, in order. */
  readonly seen: readonly Seen[];
  /** Requests of this kind so far. */
  count(call: Call): number;
  /** Bytes that came in, after TLS, and connections that were made. */
  readonly received: { readonly bytes: number; readonly connections: number };
  /** What treatments threw, but for a provider that cut its connection. The stage's judging fails with them. */
  readonly problems: readonly string[];
  /** Treats the requests of this kind from now on; `any` those that have no treatment of their own. */
  on(call: Call | 'any', treat: OnRequest): void;
  onConnection(treat: OnConnection | null): void;
  onBytes(treat: OnBytes | null): void;
  /** Passes requests of this kind on and changes the text of the answer, or the whole answer. */
  alter(call: Call | 'any', change: (body: string, exchange: Exchange) => string | Answer): void;
  /** Nobody listens any more, and open connections are reset. */
  refuse(): Promise<void>;
  /** Listens (again), with these certificates from now on if some are given. */
  listen(certificate?: tls.TlsOptions): Promise<void>;
  /** An honest proxy again, listening, with the certificates it began with. */
  clear(): Promise<void>;
  /** Ends every open connection as a peer does who restarts. */
  dropConnections(): void;
  close(): Promise<void>;
}

interface Treatments {
  requests: Partial<Record<Call | 'any', OnRequest>>;
  connection: OnConnection | null;
  bytes: OnBytes | null;
}

/** Below the range that the system takes ports for outgoing connections from, so that nobody takes one while it rests. */
const firstPort = 20_000;
const portCount = 12_000;
let portsGiven = 0;

function nextPort(): number {
  return firstPort + ((process.pid * 97 + portsGiven++) % portCount);
}

/** A provider as the proxy finds it. */
export interface Upstream {
  /** `http://127.0.0.1:PORT`. */
  readonly url: string;
  /** Its clock, which every answer tells. */
  readonly now: () => number;
}

/** Starts a proxy before a provider; https with a certificate, else http. */
export async function startProxy(
  provider: ProviderId,
  upstream: Upstream,
  certificate: tls.TlsOptions | null = null,
): Promise<Proxy> {
  const seen: Seen[] = [];
  const problems: string[] = [];
  const received = { bytes: 0, connections: 0 };
  const sockets = new Set<Socket>();
  const treatments: Treatments = { requests: {}, connection: null, bytes: null };
  let server: net.Server | null = null;

  const connected = (socket: Socket): void => {
    sockets.add(socket);
    received.connections++;
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
    const treat = treatments.connection;
    if (treat) return treat(socket);
    serve(socket, provider, upstream, {
      treatments,
      arrived: (bytes) => (received.bytes += bytes),
      seen: (one) => seen.push(one),
      problem: (what) => problems.push(what),
    });
  };

  async function open(port: number, secure: tls.TlsOptions | null): Promise<void> {
    const made = secure ? tls.createServer({ ...secure }, connected) : net.createServer(connected);
    made.on('tlsClientError', () => undefined);
    // A failed handshake leaves a raw connection that only this event shows.
    if (secure)
      made.on('connection', (raw: Socket) => void (sockets.add(raw), raw.on('close', () => sockets.delete(raw))));
    await listening(made, port);
    server = made;
  }

  let port = nextPort();
  for (;;) {
    try {
      await open(port, certificate);
      break;
    } catch (error) {
      if ((error as { code?: string }).code !== 'EADDRINUSE') throw error;
      port = nextPort();
    }
  }

  const proxy: Proxy = {
    port,
    seen,
    received,
    problems,
    count: (call) => seen.filter((one) => one.call === call).length,
    on: (call, treat) => void (treatments.requests[call] = treat),
    onConnection: (treat) => void (treatments.connection = treat),
    onBytes: (treat) => void (treatments.bytes = treat),
    alter(call, change) {
      proxy.on(call, async (exchange) => {
        const honest = await exchange.forward();
        const changed = change(honest.body.toString(), exchange);
        exchange.answer(typeof changed === 'string' ? { ...honest, body: changed } : changed);
      });
    },
    async refuse() {
      const closing = server;
      server = null;
      // The listening socket is gone at once; `close` waits for the connections.
      closing?.close();
      for (const socket of sockets) socket.destroy();
    },
    async listen(secure) {
      if (server) await proxy.refuse();
      await openAgain(() => open(port, secure ?? certificate));
    },
    async clear() {
      Object.assign(treatments, { requests: {}, connection: null, bytes: null });
      if (server === null || certificate !== null) await proxy.listen();
    },
    dropConnections() {
      for (const socket of sockets) socket.destroy();
    },
    async close() {
      await proxy.refuse();
    },
  };
  return proxy;
}

function listening(server: net.Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve());
  });
}

/** The port may still be closing, or a black hole on it going. */
async function openAgain(open: () => Promise<void>): Promise<void> {
  for (let tries = 0; ; tries++) {
    try {
      return await open();
    } catch (error) {
      if (tries > 100) throw error;
      await pause(20);
    }
  }
}

interface Desk {
  readonly treatments: Treatments;
  readonly arrived: (bytes: number) => void;
  readonly seen: (one: Seen) => void;
  readonly problem: (what: string) => void;
}

function serve(socket: Socket, provider: ProviderId, upstream: Upstream, desk: Desk): void {
  let bytes: Buffer = Buffer.alloc(0);
  let use = 0;
  let taken = false;
  socket.on('data', (chunk: Buffer) => {
    desk.arrived(chunk.length);
    if (taken) return;
    const treat = desk.treatments.bytes;
    if (treat) {
      taken = true;
      return treat(socket, chunk);
    }
    bytes = Buffer.concat([bytes, chunk]);
    for (let read = readRequest(bytes); read; read = readRequest(bytes)) {
      bytes = read.rest;
      const exchange = exchangeOf(socket, provider, upstream, read.request, ++use);
      const { socket: _socket, ...known } = exchange;
      desk.seen({ ...known, at: Date.now() });
      const { requests } = desk.treatments;
      const treatment = requests[exchange.call] ?? requests.any ?? passOn;
      void run(treatment, exchange).catch((error: unknown) => {
        if (!(error instanceof ProviderGone)) desk.problem(String(error));
        exchange.reset();
      });
    }
  });
}

async function run(treat: OnRequest, exchange: Exchange): Promise<void> {
  await treat(exchange);
}

/** The provider ended the connection without a whole answer. */
class ProviderGone extends Error {}

async function passOn(exchange: Exchange): Promise<void> {
  exchange.answer(await exchange.forward());
}

function exchangeOf(socket: Socket, provider: ProviderId, upstream: Upstream, request: Request, use: number): Exchange {
  const call = callOf(provider, request);
  const write = (bytes: Buffer | string): void => void (socket.destroyed || socket.write(bytes));
  return {
    ...request,
    call,
    key: keyOf(provider, call, request),
    use,
    socket,
    forward: () => forward(upstream, request),
    answer: (answer) => write(writeAnswer(answer)),
    write,
    reset: () => reset(socket),
  };
}

/** A reset, where the transport has one. */
export function reset(socket: Socket): void {
  if (socket instanceof tls.TLSSocket) socket.destroy();
  else socket.resetAndDestroy();
}

const ownHeaders = ['host', 'connection', 'content-length'];

function forward({ url, now }: Upstream, { method, path, headers, body }: Request): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const gone = (error: Error): void => reject(new ProviderGone(error.message));
    const kept = Object.entries(headers).filter(([name]) => !ownHeaders.includes(name));
    const outgoing = http.request(
      url + path,
      { method, agent: false, headers: { ...Object.fromEntries(kept), 'Content-Length': Buffer.byteLength(body) } },
      (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
        incoming.on('error', gone);
        incoming.on('end', () => {
          const type = incoming.headers['content-type'] ?? 'text/plain';
          const told = { 'Content-Type': type, Date: new Date(now()).toUTCString() };
          resolve({ status: incoming.statusCode ?? 0, headers: told, body: Buffer.concat(chunks).toString('utf8') });
        });
      },
    );
    outgoing.on('error', gone);
    outgoing.end(body);
  });
}
