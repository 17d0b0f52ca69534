import { open } from 'node:fs/promises';
import net from 'node:net';

/**
 * What became of a job's bytes. `sent`: handed over; no printer says that paper came out. `failed`: nothing reached
 * the printer. `doubtful`: some may have.
 */
export type Delivery = { readonly kind: 'sent' } | { readonly kind: 'failed' | 'doubtful'; readonly why: string };

/** Sends a job to `tcp://HOST:PORT` or appends it to `file:PATH`. One limit in ms for everything. Never throws. */
export type Deliver = (transport: string, bytes: Buffer, timeoutMs: number) => Promise<Delivery>;

export const deliver: Deliver = (transport, bytes, timeoutMs) => {
  if (transport.startsWith('file:')) return appendToFile(transport.slice('file:'.length), bytes, timeoutMs);
  const { hostname, port } = new URL(transport);
  return sendOverTcp(hostname.replace(/^\[|\]$/g, ''), Number(port), bytes, timeoutMs);
};

/** How long to wait, in ms, for the printer to close its side once it has everything. Many never do. */
const closeWaitMs = 500;

function sendOverTcp(host: string, port: number, bytes: Buffer, timeoutMs: number): Promise<Delivery> {
  return new Promise((resolve) => {
    const socket = net.connect({ host, port });
    let connected = false;
    let handedOver = false;
    const finish = (delivery: Delivery): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve(delivery);
    };
    const fail = (why: string): void => {
      // Once handed over, only a reset tells more: the printer threw the job away, or part of it.
      finish({ kind: connected ? 'doubtful' : 'failed', why });
    };
    const timer = setTimeout(() => fail(`the printer did not take the job within ${timeoutMs} ms`), timeoutMs);
    socket.on('connect', () => {
      connected = true;
      socket.end(bytes);
    });
    socket.on('finish', () => {
      handedOver = true;
      setTimeout(() => finish({ kind: 'sent' }), closeWaitMs);
    });
    // Status bytes a printer sends by itself; unread they would stop it.
    socket.on('data', () => undefined);
    socket.on('error', (error) => fail(error.message || error.name));
    socket.on('close', () => (handedOver ? finish({ kind: 'sent' }) : fail('the printer closed the connection')));
  });
}

async function appendToFile(path: string, bytes: Buffer, timeoutMs: number): Promise<Delivery> {
  let writing = false;
  const write = async (): Promise<Delivery> => {
    const file = await open(path, 'a', 0o600);
    try {
      writing = true;
      await file.writeFile(bytes);
    } finally {
      await file.close();
    }
    return { kind: 'sent' };
  };
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<Delivery>((resolve) => {
    const why = `the printer did not take the job within ${timeoutMs} ms`;
    timer = setTimeout(() => resolve({ kind: 'doubtful', why }), timeoutMs);
  });
  const attempt = write().catch((error: Error): Delivery => ({
    kind: writing ? 'doubtful' : 'failed',
    why: error.message,
  }));
  const delivery = await Promise.race([attempt, limit]);
  clearTimeout(timer);
  return delivery;
}
