import type { FromProcess, ToProcess } from './printer-link.ts';
import { deliver } from './transport.ts';

// A process of its own that sends what the till gives it: a printer that takes nothing may hold it up, and it may die at any moment. It
// knows no books and keeps nothing.

/** In Electron's utility process, which its types leave out for Node. */
const port = (process as { readonly parentPort?: Electron }).parentPort;

interface Electron {
  on(event: 'message', listener: (message: { readonly data: ToProcess }) => void): void;
  postMessage(message: FromProcess): void;
}

/** Jobs that wait to be let go. */
const waiting = new Map<number, (goes: boolean) => void>();

function hear(message: ToProcess): void {
  const { job } = message;
  if (message.kind === 'go') return void waiting.get(job)?.(message.goes);
  const begin = (): Promise<boolean> =>
    new Promise((resolve) => {
      waiting.set(job, resolve);
      tell({ job, kind: 'ready' });
    });
  // Bytes come as base64: both kinds of process carry plain objects alike.
  const { transport, bytes, timeoutMs, asking } = message;
  void deliver(transport, Buffer.from(bytes, 'base64'), timeoutMs, begin, asking).then((delivery) => {
    waiting.delete(job);
    tell({ job, kind: 'ended', delivery });
  });
}

function tell(message: FromProcess): void {
  if (port) port.postMessage(message);
  else process.send?.(message);
}

if (port) port.on('message', ({ data }) => hear(data));
else process.on('message', hear);
// Whoever stops the till from a terminal stops it, and it ends this one.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);
// Without its till it has nothing to do.
process.on('disconnect', () => process.exit(0));
