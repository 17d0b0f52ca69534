import { spawn } from 'node:child_process';
import net, { type Socket } from 'node:net';
import { pause } from '../cell.ts';

/** A listener whose queue is full. */
export interface BlackHole {
  close(): Promise<void>;
}

/** How long a connection that will be made takes at most, in ms. */
const madeWithinMs = 150;
const listener = `
  const [port, host] = process.argv.slice(1);
  require('net').createServer(() => {}).listen({ port: Number(port), host, backlog: 1 }, () => process.send('up'));
`;

/**
 * Takes no connection on this address and refuses none: a process that listens is stopped, and its queue filled, so that
 * the system drops every further attempt, as a firewall does.
 */
export async function startBlackHole(port: number, host: '127.0.0.1' | '::1'): Promise<BlackHole> {
  const child = spawn(process.execPath, ['-e', listener, String(port), host], {
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const sockets: Socket[] = [];
  const close = async (): Promise<void> => {
    for (const socket of sockets) socket.destroy();
    child.kill('SIGKILL');
    await exited;
  };
  const up = await Promise.race([new Promise((resolve) => child.once('message', () => resolve(true))), exited]);
  if (!up) throw new Error(`nothing can listen on ${host} port ${port}`);
  child.kill('SIGSTOP');
  for (let tries = 0; tries < 50; tries++) {
    const socket = net.connect({ port, host });
    sockets.push(socket);
    socket.on('error', () => undefined);
    const connected = new Promise<true>((resolve) => socket.once('connect', () => resolve(true)));
    if ((await Promise.race([connected, pause(madeWithinMs)])) !== true) return { close };
  }
  await close();
  throw new Error('the queue of a stopped listener never filled');
}
