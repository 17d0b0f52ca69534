import net, { type AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { paperText } from './printer-sink.ts';

/** A network printer on loopback that a person can help: it has paper, has none, or runs out in the middle of a slip. */
export interface LoopbackPrinter {
  /** `tcp://127.0.0.1:PORT`; the same for as long as it lives. */
  readonly transport: string;
  /** Whole slips as a person reads them, and those that were cut. */
  papers(): readonly string[];
  cut(): number;
  /** Out of paper, or off: it takes no connection. */
  stop(): Promise<void>;
  /** New paper, or on again. */
  go(): Promise<void>;
  /** The paper ends in the middle of the next slip, and from then on it takes no connection. */
  endsInTheNextSlip(): void;
}

export async function loopbackPrinter(): Promise<LoopbackPrinter> {
  const jobs: Buffer[] = [];
  const sockets = new Set<net.Socket>();
  let [port, cut, ends] = [0, 0, false];
  const server = net.createServer((socket) => {
    const chunks: Buffer[] = [];
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => undefined);
    socket.on('data', (chunk: Buffer) => {
      if (!ends) return void chunks.push(chunk);
      ends = false;
      cut++;
      server.close();
      socket.resetAndDestroy();
    });
    socket.on('end', () => chunks.length > 0 && jobs.push(Buffer.concat(chunks)));
  });
  const go = (): Promise<void> => new Promise((resolve) => server.listen(port, '127.0.0.1', resolve));
  const stop = (): Promise<void> =>
    new Promise((resolve) => {
      for (const socket of sockets) socket.destroy();
      if (server.listening) server.close(() => resolve());
      else resolve();
    });
  await go();
  port = (server.address() as AddressInfo).port;
  onTestFinished(stop);
  return {
    transport: `tcp://127.0.0.1:${port}`,
    papers: () => jobs.map(paperText),
    cut: () => cut,
    stop,
    go,
    endsInTheNextSlip: () => void (ends = true),
  };
}
