import net, { type AddressInfo, type Socket } from 'node:net';

/** A server for what the fake provider can't do: to be rude at once, to send bytes that are no text, to dawdle. */
export interface RudeServer {
  readonly baseUrl: string;
  connections(): number;
  close(): Promise<void>;
}

export interface Rudeness {
  /** When a connection is there. */
  readonly connected?: (socket: Socket) => void;
  /** When a whole request is there. */
  readonly asked?: (socket: Socket) => void;
}

/** Listens on a free port of this machine. */
export async function startRudeServer({ connected, asked }: Rudeness): Promise<RudeServer> {
  const sockets = new Set<Socket>();
  const server = net.createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    let received = '';
    let answered = false;
    socket.on('data', (chunk: Buffer) => {
      received += chunk.toString('latin1');
      const [head = '', body] = received.split('\r\n\r\n', 2);
      const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0);
      if (answered || body === undefined || body.length < length) return;
      answered = true;
      asked?.(socket);
    });
    connected?.(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    connections: () => sockets.size,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}
