import type Http from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a training server answers. `cut` closes the connection without an answer, `hang` never answers. */
export type TrainingReply =
  { readonly status: number; readonly type: string; readonly body: string; readonly afterMs?: number } | 'cut' | 'hang';

export interface TrainingRequest {
  readonly path: string;
  readonly headers: Http.IncomingHttpHeaders;
  readonly body: string;
}

export interface LoopbackServer {
  /** `http://127.0.0.1:PORT`. */
  readonly baseUrl: string;
  close(): Promise<void>;
}

/** Bytes of a request; ours are far smaller. */
const requestMax = 64 * 1024;

/** Serves POST requests on a free port of this machine only. */
export async function serveLoopback(answer: (request: TrainingRequest) => TrainingReply): Promise<LoopbackServer> {
  const server = process.getBuiltinModule('node:http').createServer((request, response) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > requestMax) request.destroy();
      else chunks.push(chunk);
    });
    request.on('error', () => undefined);
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString('utf8');
      const reply = answer({ path: request.url ?? '/', headers: request.headers, body });
      // It would be this PC's own time.
      response.sendDate = false;
      if (reply === 'hang') return;
      if (reply === 'cut') {
        // The request itself is over; only the socket is left to cut.
        request.socket.destroy();
        return;
      }
      setTimeout(() => {
        response.writeHead(reply.status, { 'Content-Type': reply.type });
        response.end(reply.body);
      }, reply.afterMs ?? 0);
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

export function jsonReply(value: unknown, status = 200): Exclude<TrainingReply, string> {
  return { status, type: 'application/json', body: JSON.stringify(value) };
}

/** What a maintenance page or a hotel's log-in page looks like to the till. */
export function htmlReply(status = 200): TrainingReply {
  return { status, type: 'text/html', body: '<!doctype html><title>Maintenance</title><h1>Sedang pemeliharaan</h1>' };
}
