import net, { type AddressInfo } from 'node:net';

/** One request as it arrived. */
export interface Arrived {
  readonly head: string;
  readonly body: string;
}

/** What the server does with a request: raw bytes to send, or a way to be cruel. */
export type Treatment =
  | { readonly raw: string | Uint8Array; readonly afterMs?: number; readonly thenCut?: boolean }
  | 'reset'
  | 'hang'
  | 'cut';

/** What it does with a payment, by the JSON that arrives. */
export type Treat = (body: Record<string, string>) => Treatment;

export interface FakeProvider {
  /** `http://127.0.0.1:PORT`. */
  readonly baseUrl: string;
  readonly arrived: readonly Arrived[];
  /** How the next requests are treated, by path. */
  answer(byPath: (path: string, body: string) => Treatment): void;
  close(): Promise<void>;
}

/** An HTTP server down at the bytes, so that it can break every rule a provider or a network might break. */
export async function startFakeProvider(): Promise<FakeProvider> {
  const arrived: Arrived[] = [];
  const sockets = new Set<net.Socket>();
  let treatment: (path: string, body: string) => Treatment = () => ({ raw: reply(404, '{}') });
  const server = net.createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    let received = '';
    socket.on('data', (chunk: Buffer) => {
      received += chunk.toString('utf8');
      const headEnd = received.indexOf('\r\n\r\n');
      if (headEnd < 0) return;
      const head = received.slice(0, headEnd);
      const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0);
      const body = received.slice(headEnd + 4);
      if (Buffer.byteLength(body) < length) return;
      received = '';
      arrived.push({ head, body });
      treat(socket, treatment(head.split(' ')[1] ?? '/', body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    arrived,
    answer: (byPath) => (treatment = byPath),
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

function treat(socket: net.Socket, treatment: Treatment): void {
  if (treatment === 'hang') return;
  if (treatment === 'cut') return void socket.end();
  if (treatment === 'reset') return void socket.resetAndDestroy();
  setTimeout(() => {
    socket.write(treatment.raw);
    if (treatment.thenCut) socket.end();
  }, treatment.afterMs ?? 0);
}

/** A whole HTTP answer. */
export function reply(status: number, body: string, headers: readonly string[] = []): string {
  const all = [
    `HTTP/1.1 ${status} X`,
    'Content-Type: application/json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    ...headers,
  ];
  return `${all.join('\r\n')}\r\n\r\n${body}`;
}

/** As `reply`, in bytes of whatever encoding and with just these headers beside the length. */
export function replyBytes(status: number, body: Uint8Array, headers: readonly string[]): Uint8Array {
  const all = [`HTTP/1.1 ${status} X`, `Content-Length: ${body.length}`, ...headers];
  return Buffer.concat([Buffer.from(`${all.join('\r\n')}\r\n\r\n`, 'latin1'), body]);
}
