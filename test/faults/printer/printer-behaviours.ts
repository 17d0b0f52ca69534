import net, { type AddressInfo, type Socket } from 'node:net';
import { pause } from '../cell.ts';
import type { Behaviour } from './printer.ts';

// How printers misbehave at the bytes. `keep` is what comes out on paper.

/** A printer that holds what it gets in its buffer until somebody helps it. */
export interface Stuck {
  readonly behaviour: Behaviour;
  /** Jobs so far. */
  count(): number;
  /** Paper is put in: what waits comes out. */
  refill(): void;
  /** It is switched off: what waits is lost. */
  switchOff(): void;
}

/** Prints the first `first` bytes of each job and stops; the rest waits. */
export function stuckAfter(first: number): Stuck {
  const held: { readonly socket: Socket; readonly keep: (bytes: Buffer) => void }[] = [];
  let count = 0;
  return {
    behaviour(socket, keep) {
      // Only bytes make a job; a connection may be all that came.
      socket.once('readable', () => count++);
      if (first === 0) return void held.push({ socket, keep });
      let left = first;
      const print = (): void => {
        const bytes = socket.read(Math.min(left, socket.readableLength)) as Buffer | null;
        if (!bytes) return;
        keep(bytes);
        left -= bytes.length;
        if (left > 0) return;
        socket.off('readable', print);
        held.push({ socket, keep });
      };
      socket.on('readable', print);
      socket.on('end', () => socket.end());
    },
    count: () => count,
    refill() {
      for (const { socket, keep } of held.splice(0)) {
        socket.on('data', keep);
        socket.on('end', () => socket.end());
        socket.resume();
      }
    },
    switchOff() {
      for (const { socket } of held.splice(0)) socket.resetAndDestroy();
    },
  };
}

/** Resets every connection: before it reads, or once the first bytes came. */
export function resets(when: 'at-once' | 'at-data'): Behaviour {
  return (socket) => {
    if (when === 'at-once') return void socket.resetAndDestroy();
    socket.once('data', () => socket.resetAndDestroy());
  };
}

/** Prints `first` bytes, and then the cable is out: a reset, or the end of the connection. */
export function pulledAfter(first: number, how: 'reset' | 'end'): Behaviour {
  return (socket, keep) => {
    let left = first;
    const cut = (): void => void (how === 'reset' ? socket.resetAndDestroy() : socket.destroy());
    socket.on('data', (bytes: Buffer) => {
      if (left > 0) keep(bytes.subarray(0, left));
      left -= bytes.length;
      if (left <= 0) cut();
    });
    socket.on('end', cut);
    if (first === 0) cut();
  };
}

/** Takes everything and prints nothing. */
export const swallows: Behaviour = (socket) => {
  socket.resume();
  socket.on('end', () => socket.end());
};

const stepMs = 10;
/** `GS a`: paper and cover are well. */
const statusBytes = Buffer.from([0x10, 0x00, 0x00, 0x0f]);

/**
 * Prints at that many bytes a second. With `reporting` it sends its status all the while; a connection that breaks then takes
 * what was not printed with it.
 */
export function slow(bytesPerSecond: number, reporting = false): Behaviour {
  return (socket, keep) => {
    const size = Math.max(1, Math.round((bytesPerSecond * stepMs) / 1_000));
    let isOver = false;
    socket.on('readable', () => undefined);
    socket.on('end', () => (isOver = true));
    const timer = setInterval(() => {
      if (reporting && !socket.destroyed) socket.write(statusBytes);
      const bytes = socket.read(Math.min(size, socket.readableLength)) as Buffer | null;
      if (bytes) return keep(bytes);
      if (isOver) socket.end();
    }, stepMs);
    socket.on('close', () => clearInterval(timer));
  };
}

/** Prints well, and says how it is all the time, whether somebody listens or not. */
export const chatty: Behaviour = (socket, keep) => {
  const flood = Buffer.concat(Array.from({ length: 4_096 }, () => statusBytes));
  socket.write(flood);
  const timer = setInterval(() => socket.destroyed || socket.write(statusBytes), 2);
  socket.on('data', keep);
  // It never closes by itself; many printers don't.
  socket.on('end', () => void pause(700).then(() => socket.destroy()));
  socket.on('close', () => clearInterval(timer));
};

/** A port of this machine where nobody listens. */
export async function freePort(): Promise<number> {
  const server = net.createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise<void>((resolve) => server.close(() => resolve()));
  return port;
}

const pulseTail = [0x19, 0xfa] as const;

/** How often a job opens the drawer: `ESC p m 25 250`. */
export function pulses(job: Buffer): number {
  let count = 0;
  for (let at = job.indexOf('\x1bp'); at >= 0; at = job.indexOf('\x1bp', at + 1))
    if (job[at + 3] === pulseTail[0] && job[at + 4] === pulseTail[1]) count++;
  return count;
}
