import net, { type AddressInfo } from 'node:net';

/** A network printer as far as a till can tell: takes bytes, says nothing. */
export interface PrinterSink {
  /** `tcp://127.0.0.1:PORT`. */
  readonly transport: string;
  /** One buffer a connection, once it was closed. */
  readonly jobs: readonly Buffer[];
  close(): Promise<void>;
}

export type SinkBehaviour = 'reads' | 'resets' | 'never-reads';

export async function startPrinterSink(behaviour: SinkBehaviour = 'reads'): Promise<PrinterSink> {
  const jobs: Buffer[] = [];
  const sockets = new Set<net.Socket>();
  const server = net.createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    if (behaviour === 'resets') return void socket.once('data', () => socket.resetAndDestroy());
    if (behaviour === 'never-reads') return void socket.pause();
    const chunks: Buffer[] = [];
    socket.on('data', (chunk: Buffer) => chunks.push(chunk));
    socket.on('end', () => jobs.push(Buffer.concat(chunks)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    transport: `tcp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    jobs,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

/** The readable lines of a job: printer commands taken out, as a person would read the paper. */
export function paperText(job: Buffer): string {
  const bytes = [...job];
  let text = '';
  for (let at = 0; at < bytes.length; at++) {
    const [byte, next] = [bytes[at] ?? 0, bytes[at + 1] ?? 0];
    if (byte === 0x1b && next === 0x40) at += 1;
    else if (byte === 0x1c && next === 0x2e) at += 1;
    else if (byte === 0x1b && next === 0x70) at += 4;
    else if ((byte === 0x1b || byte === 0x1d) && next !== 0) at += 2;
    else text += String.fromCharCode(byte);
  }
  return text;
}
