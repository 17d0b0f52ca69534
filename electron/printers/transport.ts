import { constants } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import net from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { PrinterCause } from '../../shared/health.ts';

/**
 * What became of a job's bytes. `sent`: handed over; no printer says that paper came out. `failed`: nothing reached
 * the printer. `doubtful`: some may have.
 */
export type Delivery =
  | { readonly kind: 'sent' }
  | { readonly kind: 'failed' | 'doubtful'; readonly why: string; readonly cause: PrinterCause };

/** What an error of the system says of a printer. */
const causes: Readonly<Record<string, PrinterCause>> = {
  ...{ ECONNREFUSED: 'refused', EACCES: 'permission', EPERM: 'permission', EROFS: 'permission' },
  ...{ EBUSY: 'busy', ETXTBSY: 'busy', ETIMEDOUT: 'timeout' },
  ...{ EHOSTUNREACH: 'offline', ENETUNREACH: 'offline', EHOSTDOWN: 'offline', ENETDOWN: 'offline' },
  ...{ ENOTFOUND: 'offline', EAI_AGAIN: 'offline', ENOENT: 'offline', ENODEV: 'offline', ENXIO: 'offline' },
  ...{ ECONNRESET: 'offline', EPIPE: 'offline' },
};

function causeOf(error: Error): PrinterCause {
  return causes[(error as NodeJS.ErrnoException).code ?? ''] ?? 'unknown';
}

/**
 * Sends a job to where `parseTransport` finds the printer. One limit in ms for everything. `begin` is called when the printer was reached,
 * right before the first byte; where it says no, nothing is sent. Never throws.
 */
export type Deliver = (
  transport: string,
  bytes: Buffer,
  timeoutMs: number,
  begin: () => boolean | Promise<boolean>,
) => Promise<Delivery>;

export const deliver: Deliver = async (transport, bytes, timeoutMs, begin) => {
  const to = parseTransport(transport);
  if (!to) return { kind: 'failed', why: `${transport} is no printer's address`, cause: 'unknown' };
  return to.kind === 'file' ? appendToFile(to.path, bytes, timeoutMs, begin) : sendOverTcp(to, bytes, timeoutMs, begin);
};

const withheld = { kind: 'failed', why: 'the job was called off before its first byte', cause: 'unknown' } as const;

export type Transport =
  | { readonly kind: 'tcp'; readonly host: string; readonly port: number }
  | { readonly kind: 'file'; readonly path: string };

/**
 * Where a printer is, for the config and the sender alike: `tcp://HOST:PORT`, HOST a name, an IPv4 address or an IPv6
 * address in brackets, PORT 1 to 65535; or `file:PATH`. Null if it is neither.
 */
export function parseTransport(text: string): Transport | null {
  const path = /^file:([^\0]+)$/.exec(text)?.[1];
  if (path !== undefined) return { kind: 'file', path };
  const [, bracketed, name, digits] = /^tcp:\/\/(?:\[([^\]]+)\]|([\w.-]+)):(\d{1,5})$/.exec(text) ?? [];
  const port = Number(digits);
  const host = bracketed ?? name;
  const isHost = bracketed === undefined ? isName(host ?? '') : net.isIPv6(bracketed);
  return host !== undefined && isHost && port >= 1 && port <= portMax ? { kind: 'tcp', host, port } : null;
}

/** A name that ends in a number is an IPv4 address or a slip of the pen. */
function isName(host: string): boolean {
  return net.isIPv4(host) || (/^[\w-]+(\.[\w-]+)*$/.test(host) && !/(^|\.)(\d+|0x[\da-f]*)$/i.test(host));
}

type Begin = Parameters<Deliver>[3];

const portMax = 65_535;

/** How long to wait, in ms, for the printer to close its side once it has everything. Many never do. */
const closeWaitMs = 500;
/**
 * How long, in ms, the connection then stays half open. A printer that still prints may send a status byte, and on one that
 * finds nobody the network's answer is a reset, for which some throw away what they have not printed.
 */
const lingerMs = 60_000;
/** How often a device that takes nothing now is tried again, in ms. */
const busyWaitMs = 50;

function sendOverTcp(
  { host, port }: Transport & { readonly kind: 'tcp' },
  bytes: Buffer,
  timeoutMs: number,
  begin: Begin,
): Promise<Delivery> {
  return new Promise((resolve) => {
    const socket = net.connect({ host, port });
    let hasBegun = false;
    let handedOver = false;
    const finish = (delivery: Delivery): void => {
      clearTimeout(timer);
      if (delivery.kind === 'sent') linger(socket);
      else socket.destroy();
      resolve(delivery);
    };
    const fail = (why: string, cause: PrinterCause): void => {
      // Once handed over, only a reset tells more: the printer threw the job away, or part of it.
      finish({ kind: hasBegun ? 'doubtful' : 'failed', why, cause });
    };
    const timer = setTimeout(() => fail(tooLong(timeoutMs), 'timeout'), timeoutMs);
    const send = async (): Promise<void> => {
      const goes = await begin();
      // It hung up meanwhile: the books are told that nothing went out.
      if (socket.destroyed) return;
      if (!goes) return finish(withheld);
      hasBegun = true;
      socket.end(bytes);
    };
    socket.on('connect', () => void send());
    socket.on('finish', () => {
      handedOver = true;
      setTimeout(() => finish({ kind: 'sent' }), closeWaitMs);
    });
    // Status bytes a printer sends by itself; unread they would stop it.
    socket.on('data', () => undefined);
    socket.on('error', (error) => fail(error.message || error.name, causeOf(error)));
    socket.on('close', () =>
      handedOver ? finish({ kind: 'sent' }) : fail('the printer closed the connection', 'offline'),
    );
  });
}

/** Leaves a connection on which everything was said to the printer, without keeping the program alive. */
function linger(socket: net.Socket): void {
  socket.unref();
  setTimeout(() => socket.destroy(), lingerMs).unref();
}

/** Never waits inside a system call: a device without paper would keep one of the few threads that all file access shares. */
async function appendToFile(path: string, bytes: Buffer, timeoutMs: number, begin: Begin): Promise<Delivery> {
  const until = performance.now() + timeoutMs;
  let done = 0;
  let file: FileHandle | undefined;
  try {
    const flags = constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT | (constants.O_NONBLOCK ?? 0);
    file = await open(path, flags, 0o600);
    if (!(await begin())) return withheld;
    while (done < bytes.length) {
      done += await writeSome(file, bytes.subarray(done));
      if (done === bytes.length) break;
      if (performance.now() > until) throw Object.assign(new Error(tooLong(timeoutMs)), { code: 'ETIMEDOUT' });
      await sleep(busyWaitMs);
    }
    return { kind: 'sent' };
  } catch (error) {
    return { kind: done > 0 ? 'doubtful' : 'failed', why: (error as Error).message, cause: causeOf(error as Error) };
  } finally {
    // What closing says comes too late to tell anything of the bytes.
    await file?.close().catch(() => undefined);
  }
}

function tooLong(timeoutMs: number): string {
  return `the printer did not take the job within ${timeoutMs} ms`;
}

/** Bytes that the device took; none if it is busy. */
async function writeSome(file: FileHandle, bytes: Buffer): Promise<number> {
  try {
    return (await file.write(bytes)).bytesWritten;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EAGAIN') return 0;
    throw error;
  }
}
