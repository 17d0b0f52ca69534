import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { deliver, type Delivery } from '../../electron/printers/transport.ts';
import { startPrinterSink, type SinkBehaviour } from '../harness/printer-sink.ts';
import { hasCups, startCups, type CupsServer } from './cups-server.ts';

const isHere = hasCups();
if (!isHere) process.stderr.write('Skipped: CUPS is tested only as root on Debian or Ubuntu.\n');

function send(queue: string, bytes: Buffer | string, timeoutMs = 8_000): Promise<Delivery> {
  return deliver(`cups:${queue}`, Buffer.from(bytes), timeoutMs, () => true);
}

const withCups = test.skipIf(!isHere);
let cups: CupsServer | undefined;
beforeAll(async () => {
  if (isHere) cups = await startCups();
});
afterAll(() => cups?.close());

const run: CupsServer['run'] = (...all) => cups?.run(...all) ?? '';

async function queue(name: string, behaviour: SinkBehaviour = 'reads') {
  const sink = await startPrinterSink(behaviour);
  onTestFinished(() => sink.close());
  run('lpadmin', '-p', name, '-E', '-v', sink.transport.replace('tcp:', 'socket:'));
  return sink;
}

withCups('a job arrives byte for byte', async () => {
  const sink = await queue('struk');
  const bytes = Buffer.concat([Buffer.from([0x1b, 0x40, 0, 255, 0x0a, 0x0d, 0x04]), randomBytes(4_000)]);
  expect(await send('struk', bytes)).toEqual({ kind: 'sent' });
  await expect.poll(() => sink.jobs.length).toBe(1);
  expect(sink.jobs[0]?.equals(bytes)).toBe(true);
});

withCups('a stopped queue is not taken for a good one, and nothing waits in it', async () => {
  const sink = await queue('stopped');
  run('cupsdisable', 'stopped');
  expect(await send('stopped', 'slip')).toMatchObject({ kind: 'failed', cause: 'offline' });
  expect(run('lpstat', '-o', 'stopped')).toBe('');
  run('cupsenable', 'stopped');
  expect(await send('stopped', 'slip')).toEqual({ kind: 'sent' });
  await expect.poll(() => sink.jobs.map(String)).toEqual(['slip']);
  run('cupsreject', 'stopped');
  expect(await send('stopped', 'slip')).toMatchObject({ kind: 'failed', cause: 'refused' });
});

withCups('a queue that is not there took nothing', async () => {
  expect(await send('nowhere', 'slip')).toMatchObject({ kind: 'failed', cause: 'offline' });
});

withCups(
  'a job that its printer does not take in time is taken back from the queue, and may have come out',
  async () => {
    const sink = await queue('slow');
    await sink.close();
    expect(await send('slow', 'late', 1_500)).toMatchObject({ kind: 'doubtful', cause: 'timeout' });
    await expect.poll(() => run('lpstat', '-o', 'slow')).toBe('');
  },
);
