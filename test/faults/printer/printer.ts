import net, { type AddressInfo, type Socket } from 'node:net';
import { paperText } from '../../harness/printer-sink.ts';

/** A network printer that keeps whatever reached it, a job that broke off too. */
export interface Printer {
  /** `tcp://127.0.0.1:PORT`. */
  readonly transport: string;
  /** The bytes of each connection, in the order in which they ended. */
  readonly jobs: readonly Buffer[];
  /** What a person would read on the paper, all of it. */
  papers(): string;
  /** How the next connections are treated; null for a printer that works. */
  behaviour: Behaviour | null;
  /** Nobody listens at its port, until it is on again. */
  off(): Promise<void>;
  on(): Promise<void>;
  /** Paper that came out elsewhere. */
  add(job: Buffer): void;
  /** Answers when no job is under way. */
  idle(): Promise<void>;
  close(): Promise<void>;
}

/** Treats a connection in place of the printer; `keep` takes note of bytes that came out on paper. */
export type Behaviour = (socket: Socket, keep: (bytes: Buffer) => void) => void;

export async function startPrinter(): Promise<Printer> {
  const jobs: Buffer[] = [];
  const open = new Set<Socket>();
  const server = net.createServer({ allowHalfOpen: true }, (socket) => {
    const chunks: Buffer[] = [];
    const keep = (bytes: Buffer): void => void chunks.push(bytes);
    open.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => {
      open.delete(socket);
      if (chunks.length > 0) jobs.push(Buffer.concat(chunks));
    });
    if (printer.behaviour) return printer.behaviour(socket, keep);
    socket.on('data', keep);
    socket.on('end', () => socket.end());
  });
  const listen = (port: number): Promise<void> => new Promise((resolve) => server.listen(port, '127.0.0.1', resolve));
  await listen(0);
  const { port } = server.address() as AddressInfo;
  const printer: Printer = {
    transport: `tcp://127.0.0.1:${port}`,
    jobs,
    papers: () => jobs.map(paperText).join('\n'),
    behaviour: null,
    add: (job) => void jobs.push(job),
    async idle() {
      while (open.size > 0) await new Promise((resolve) => setTimeout(resolve, 5));
    },
    off: () =>
      new Promise((resolve) => {
        for (const socket of open) socket.destroy();
        server.close(() => resolve());
      }),
    on: () => listen(port),
    close: () => printer.off(),
  };
  return printer;
}
