import net, { type AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import { createMechanism, type Make, type Mechanism } from './printer-mechanism.ts';

/** What goes wrong with a printer until somebody sees to it. `at` counts bytes that it got since. */
export type Fault =
  | { readonly kind: 'none' | 'off' | 'turns-away' | 'hangs-up' | 'deaf' | 'no-paper' | 'cover' }
  | { readonly kind: 'stalls' | 'resets' | 'ends' | 'loses-power'; readonly at: number }
  | { readonly kind: 'paper-ends'; readonly letters: number }
  | { readonly kind: 'answers-late'; readonly ms: number }
  | { readonly kind: 'talks'; readonly bytes: readonly number[] };

/** A network printer on loopback, of any make, that anything may happen to. */
export interface AnsweringPrinter {
  /** `tcp://127.0.0.1:PORT`; the same for as long as it lives. */
  readonly transport: string;
  readonly is: Mechanism['is'];
  /** Commands that it does not know, in hex. */
  readonly unknown: readonly string[];
  /** Whole slips: each cut, or the end of a form, ends one. */
  slips(): readonly string[];
  /** What is on paper, or about to be, of the slip under way. */
  begun(): string;
  meet(fault: Fault): Promise<void>;
  /** Somebody saw to it, and it does what it can with what it got. */
  heal(): Promise<void>;
  /** Answers when it has worked off all that it got. */
  idle(): Promise<void>;
}

/** What a fault does to the bytes of a connection. */
interface Wire {
  fault: Fault;
  /** Bytes that came since the fault began. */
  got: number;
  /** What was sent to one that stalls. */
  held: Buffer[];
}

export async function answeringPrinter(make: Make): Promise<AnsweringPrinter> {
  const sockets = new Set<net.Socket>();
  const wire: Wire = { fault: { kind: 'none' }, got: 0, held: [] };
  let now: net.Socket | null = null;
  let [hasMarked, statuses] = [false, 0];

  function say(...all: readonly (number | string)[]): void {
    const bytes = Buffer.concat(all.map((one) => Buffer.from(typeof one === 'string' ? one : [one])));
    hasMarked ||= bytes[0] === 0x37;
    if (wire.fault.kind === 'deaf') return;
    // Whoever is connected by then hears it.
    const tell = (): void => void (now && !now.destroyed && now.writable && now.write(bytes));
    if (wire.fault.kind === 'answers-late') setTimeout(tell, wire.fault.ms).unref();
    else tell();
    const isStatus = ((bytes[0] ?? 0) & 0x93) === 0x12;
    // It has answered the last of the three questions.
    if (make.hangsUpAfter === 'status' && isStatus && ++statuses % 3 === 0) now?.end();
  }
  const mechanism = createMechanism(make, say, () => {
    const isOver = now?.readableEnded === true && mechanism.isIdle();
    if (isOver || (hasMarked && make.hangsUpAfter === 'mark')) now?.end();
  });

  const server = net.createServer({ allowHalfOpen: true }, (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => undefined);
    const { fault } = wire;
    if (fault.kind === 'turns-away') return void socket.resetAndDestroy();
    if (fault.kind === 'hangs-up') return void socket.destroy();
    [now, hasMarked] = [socket, false];
    if (make.tellsChanges) say(0x14, 0, 0, 0x0f);
    if (make.greets) say(...make.greets);
    if (fault.kind === 'talks') say(...fault.bytes);
    socket.on('data', (chunk) => arrive(socket, chunk, { wire, mechanism, cut }));
    socket.on('end', () => mechanism.work());
  });
  /** Nobody is connected any more. */
  function cut(): void {
    for (const one of sockets) one.resetAndDestroy();
  }
  const stop = (): Promise<void> =>
    new Promise((resolve) => {
      cut();
      if (server.listening) server.close(() => resolve());
      else resolve();
    });
  await listen(server, 0);
  const { port } = server.address() as AddressInfo;

  onTestFinished(stop);
  return {
    transport: `tcp://127.0.0.1:${port}`,
    ...{ is: mechanism.is, unknown: mechanism.unknown },
    slips: () => mechanism.pieces.slice(0, -1),
    begun: () => (mechanism.pieces.at(-1) ?? '') + mechanism.line(),
    async idle() {
      while (!mechanism.isIdle()) await sleep(5);
    },
    async meet(fault) {
      Object.assign(wire, { fault, got: 0 });
      if (fault.kind === 'off') await stop();
      if (fault.kind === 'no-paper') mechanism.is.paper = 'out';
      if (fault.kind === 'cover') mechanism.is.cover = 'open';
      if (fault.kind === 'paper-ends') mechanism.endsAfter(fault.letters);
    },
    async heal() {
      wire.fault = { kind: 'none' };
      mechanism.endsAfter(Infinity);
      Object.assign(mechanism.is, { paper: 'there', cover: 'shut', hears: true });
      for (const bytes of wire.held.splice(0)) mechanism.take(bytes);
      mechanism.work();
      if (!server.listening) await listen(server, port);
    },
  };
}

/** What comes of bytes on their way, as the fault has it. */
function arrive(
  socket: net.Socket,
  chunk: Buffer,
  { wire, mechanism, cut }: { readonly wire: Wire; readonly mechanism: Mechanism; readonly cut: () => void },
): void {
  const { fault } = wire;
  const room = 'at' in fault ? Math.max(0, fault.at - wire.got) : Infinity;
  wire.got += chunk.length;
  mechanism.take(chunk.subarray(0, room));
  mechanism.work();
  if (chunk.length <= room) return;
  if (fault.kind === 'stalls') wire.held.push(chunk.subarray(room));
  else if (fault.kind === 'ends') socket.destroy();
  else cut();
  if (fault.kind === 'loses-power') mechanism.forget();
}

/** Somebody else may have the port for a moment. */
async function listen(server: net.Server, port: number): Promise<void> {
  for (let tries = 0; !server.listening; tries++) {
    await new Promise<void>((resolve, reject) => {
      const failed = (error: Error): void => {
        if (tries > 100) reject(error);
        else setTimeout(resolve, 50);
      };
      server.once('error', failed);
      server.listen(port, '127.0.0.1', () => {
        server.off('error', failed);
        resolve();
      });
    });
  }
}
