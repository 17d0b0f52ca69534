import net, { type AddressInfo, type Socket } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { deliver, type Delivery } from '../../electron/printers/transport.ts';

const always = (): boolean => true;

interface NetworkPrinter {
  readonly transport: string;
  /** What came out, one a connection. */
  readonly papers: readonly string[];
}

type Manner = (socket: Socket, server: net.Server, listen: () => void) => void;

/** A printer that takes connections as `manner` says, and prints what it reads. */
async function printerThat(manner: Manner): Promise<NetworkPrinter> {
  const papers: string[] = [];
  const open = new Set<Socket>();
  const server = net.createServer({ allowHalfOpen: true }, (socket) => {
    open.add(socket);
    let text = '';
    socket.on('error', () => undefined);
    socket.on('data', (bytes: Buffer) => (text += bytes.toString()));
    socket.on('close', () => {
      open.delete(socket);
      if (text !== '') papers.push(text);
    });
    manner(socket, server, () => void server.listen(port, '127.0.0.1'));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  onTestFinished(() => {
    for (const socket of open) socket.destroy();
    server.close();
  });
  return { transport: `tcp://127.0.0.1:${port}`, papers };
}

function send({ transport }: NetworkPrinter, text: string, timeoutMs = 8_000): Promise<Delivery> {
  return deliver(transport, Buffer.from(text), timeoutMs, always);
}

test('the next slip was given up after 15 ms at a printer that refuses a second connection', async () => {
  const printer = await printerThat((socket, server, listen) => {
    // Whoever comes while it prints is refused.
    server.close();
    socket.on('end', () => setTimeout(() => socket.end(), 1_200));
    socket.on('close', listen);
  });
  expect(await send(printer, 'first')).toEqual({ kind: 'sent' });
  expect(await send(printer, 'second')).toEqual({ kind: 'sent' });
  await expect.poll(() => printer.papers).toEqual(['first', 'second']);
});

test('a connection that its printer never ends is ended for the slip that it would keep away', async () => {
  const printer = await printerThat((socket, server, listen) => {
    server.close();
    // It finds out that the other side is gone when it speaks.
    const speaks = setInterval(() => socket.write('.'), 100);
    socket.on('close', () => {
      clearInterval(speaks);
      listen();
    });
  });
  expect(await send(printer, 'first')).toEqual({ kind: 'sent' });
  expect(await send(printer, 'second')).toEqual({ kind: 'sent' });
  expect(printer.papers).toContain('first');
});

test('one that hangs up on whoever comes too early is tried until it takes the slip', async () => {
  let busyUntil = 0;
  const printer = await printerThat((socket) => {
    if (performance.now() < busyUntil) return void socket.resetAndDestroy();
    socket.on('end', () => socket.end());
    busyUntil = performance.now() + 1_500;
  });
  expect(await send(printer, 'first')).toEqual({ kind: 'sent' });
  // It was in good standing, so this one may be lost to it; no later one is.
  await send(printer, 'second');
  busyUntil = performance.now() + 1_000;
  expect(await send(printer, 'third')).toEqual({ kind: 'sent' });
});

test('nearly every original was doubtful at a printer that accepts and resets: of those that it took nothing of, one at most', async () => {
  // By then the bytes of an eager till are on their way.
  const reset = (socket: Socket): void => void setTimeout(() => socket.resetAndDestroy(), 20);
  const printer = await printerThat(reset);
  const ends = [];
  for (let slips = 0; slips < 10; slips++) ends.push(await send(printer, `slip ${slips}`));
  expect(ends.map(({ kind }) => kind)).toEqual(Array(10).fill('failed'));

  let isBroken = false;
  const worked = await printerThat((socket) => {
    if (isBroken) return reset(socket);
    socket.on('end', () => socket.end());
  });
  await send(worked, 'good');
  isBroken = true;
  let doubtful = 0;
  for (let slips = 0; slips < 5; slips++) if ((await send(worked, 'slip', 400)).kind === 'doubtful') doubtful++;
  expect(doubtful).toBeLessThanOrEqual(1);
});

test('a job is begun once, also where its printer hangs up before the first byte', async () => {
  let isBusy = false;
  let begun = 0;
  const printer = await printerThat((socket) => {
    if (isBusy) return void setTimeout(() => socket.resetAndDestroy(), 50);
    socket.on('end', () => socket.end());
  });
  await send(printer, 'good');
  isBusy = true;
  const end = deliver(printer.transport, Buffer.from('late'), 8_000, async () => {
    begun++;
    await new Promise((resolve) => setTimeout(resolve, 200));
    isBusy = false;
    return true;
  });
  expect(await end).toEqual({ kind: 'sent' });
  expect(begun).toBe(1);
  await expect.poll(() => printer.papers).toEqual(['good', 'late']);
});
