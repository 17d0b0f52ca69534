import net from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { TcpAddress } from './address.ts';
import { codeOf, systemError, type Connection, type Open } from './connection.ts';

/** How long to wait, in ms, for the printer to close its side once it has everything. Many never do. */
const closeWaitMs = 500;
/**
 * How long, in ms, the connection then stays half open. A printer that still prints may send a status byte, and on one that
 * finds nobody the network's answer is a reset, for which some throw away what they have not printed.
 */
const lingerMs = 60_000;
/** How much of that, in ms, the next job waits out: the printer may still be printing. */
const lingerForNextMs = 2_000;
/** How often a printer that turned a job away is tried again, in ms. */
const againMs = 100;
/** How long, in ms, a printer of which nothing good is known is watched before a byte goes to it: one that hangs up took none. */
const watchMs = 200;

/** What this process has seen of a printer. */
interface Seen {
  /** It took a job once, so whoever turns one away there is a printer. */
  hasTaken: boolean;
  /** It took the last one. */
  isSteady: boolean;
  /** The connection before, on which everything was said. */
  last: { readonly socket: net.Socket; readonly closed: Promise<unknown>; readonly sinceMs: number } | null;
}

const printers = new Map<string, Seen>();

/** Opens a connection. A printer that took jobs before and turns this one away is tried until the time is over: it may be busy. */
export const openTcp: Open<TcpAddress> = async (to, signal) => {
  const seen = seenOf(to);
  await lastEnds(seen);
  for (;;) {
    try {
      return await connect(to, seen, signal);
    } catch (error) {
      seen.isSteady = false;
      if (!seen.hasTaken || !['ECONNREFUSED', 'ECONNRESET', 'EPIPE'].includes(codeOf(error))) throw error;
      // A printer that never ends a connection may wait for the end of that one.
      seen.last?.socket.resetAndDestroy();
      await sleep(againMs);
      if (signal.aborted) throw error;
    }
  }
};

async function lastEnds({ last }: Seen): Promise<void> {
  const leftMs = last ? last.sinceMs + lingerForNextMs - performance.now() : 0;
  if (leftMs > 0) await Promise.race([last?.closed, sleep(leftMs)]);
}

function seenOf({ host, port }: TcpAddress): Seen {
  const key = `${host} ${port}`;
  const seen = printers.get(key) ?? { hasTaken: false, isSteady: false, last: null };
  printers.set(key, seen);
  return seen;
}

async function connect({ host, port }: TcpAddress, seen: Seen, signal: AbortSignal): Promise<Connection> {
  signal.throwIfAborted();
  // It closes its own side only when everything was said.
  const socket = net.connect({ host, port, allowHalfOpen: true });
  let isOver = false;
  /** Rejects when the connection ends otherwise than by us. */
  const broken = new Promise<never>((_resolve, reject) => {
    socket.on('error', reject);
    socket.on('end', () => {
      if (!isOver) socket.destroy();
    });
    socket.on('close', () => reject(hungUp()));
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });
  broken.catch(() => undefined);
  // Status bytes a printer sends by itself; unread they would stop it.
  socket.on('data', () => undefined);
  try {
    await Promise.race([new Promise((resolve) => socket.once('connect', resolve)), broken]);
    if (!seen.isSteady) await Promise.race([sleep(watchMs), broken]);
  } catch (error) {
    socket.destroy();
    throw error;
  }
  let mayBeOut = false;
  return {
    async write(bytes) {
      mayBeOut = true;
      await Promise.race([new Promise<void>((resolve) => socket.write(bytes, () => resolve())), broken]);
    },
    mayBeOut: () => mayBeOut,
    isGone: () => socket.destroyed,
    listen: (heard) => void socket.on('data', heard),
    async end() {
      if (socket.destroyed) throw hungUp();
      isOver = true;
      const closed = new Promise<void>((resolve) => socket.once('close', (hadError) => hadError || resolve()));
      const failed = new Promise<never>((_resolve, reject) => socket.once('error', reject));
      socket.end();
      await Promise.race([closed, sleep(closeWaitMs), failed]);
      seen.hasTaken = seen.isSteady = true;
      linger(socket, seen);
    },
    drop() {
      seen.isSteady = false;
      socket.destroy();
    },
  };
}

function hungUp(): Error {
  return systemError('ECONNRESET', 'the printer closed the connection');
}

/** Leaves a connection on which everything was said to the printer, without keeping the program alive. */
function linger(socket: net.Socket, seen: Seen): void {
  if (socket.destroyed) return;
  const timer = setTimeout(() => socket.destroy(), lingerMs).unref();
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  const last = (seen.last = { socket, closed, sinceMs: performance.now() });
  void closed.then(() => {
    clearTimeout(timer);
    if (seen.last === last) seen.last = null;
  });
  socket.unref();
}
