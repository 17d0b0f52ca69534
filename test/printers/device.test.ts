import { spawn, spawnSync } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { expect, onTestFinished, test } from 'vitest';
import { openDevice } from '../../electron/printers/file.ts';
import { mayPrintTo } from '../../electron/start-folders.ts';
import { deliver } from '../../electron/printers/transport.ts';

const always = (): boolean => true;
const send = (transport: string, text: string, timeoutMs = 4_000) =>
  deliver(transport, Buffer.from(text), timeoutMs, always);

const canPty = process.platform === 'linux' && spawnSync('python3', ['-c', 'import pty, tty']).status === 0;
if (!canPty) process.stderr.write('Skipped: a device that speaks is tested on Linux with python3.\n');

/** Plays a printer at the far end of a pseudo-terminal: says three status bytes, then prints what it reads. */
const player = `
import os, pty, sys, tty
far, near = pty.openpty()
tty.setraw(near)
print(os.ttyname(near), flush=True)
os.write(far, b"\\x12\\x00\\x0f")
while True:
    sys.stdout.buffer.write(os.read(far, 1024))
    sys.stdout.flush()
`;

async function ptyPrinter() {
  const child = spawn('python3', ['-c', player], { stdio: ['ignore', 'pipe', 'ignore'] });
  onTestFinished(() => void child.kill());
  let said = '';
  child.stdout.on('data', (bytes: Buffer) => (said += bytes.toString('latin1')));
  await expect.poll(() => said).toContain('\n');
  const path = said.slice(0, said.indexOf('\n'));
  return { path, paper: () => said.slice(path.length + 1) };
}

const onLinux = test.runIf(process.platform === 'linux');

onLinux('one that is not there is offline, and none is made', async () => {
  onTestFinished(() => rmSync('/dev/loket-lp7', { force: true }));
  expect(await send('device:/dev/loket-lp7', 'slip')).toMatchObject({ kind: 'failed', cause: 'offline' });
  expect(existsSync('/dev/loket-lp7')).toBe(false);
});

onLinux('what is no printer takes nothing', async () => {
  expect(await send('device:/dev/shm', 'slip')).toMatchObject({ kind: 'failed' });
  expect(await send('device:/dev/full', 'slip')).toMatchObject({
    kind: 'failed',
    why: expect.stringContaining('ENOSPC'),
  });
  expect(await send('device:/etc/passwd', 'slip')).toMatchObject({
    kind: 'failed',
    why: expect.stringContaining('no printer'),
  });
  expect(await send('device:/dev/../etc/passwd', 'slip')).toMatchObject({ kind: 'failed' });
});

test.runIf(canPty)('it gets the job whole, and is heard', async () => {
  const { path, paper } = await ptyPrinter();
  const text = Array.from({ length: 60 }, (_unused, at) => `line ${at} of a slip\n`).join('');
  expect(await send(`device:${path}`, text)).toEqual({ kind: 'sent' });
  await expect.poll(paper).toBe(text);
});

test.runIf(canPty)('its status bytes are heard', async () => {
  const { path } = await ptyPrinter();
  const connection = await openDevice({ kind: 'device', path }, new AbortController().signal);
  let heard = '';
  connection.listen?.((bytes) => (heard += bytes.toString('hex')));
  await expect.poll(() => heard).toBe('12000f');
  connection.drop();
});

test('the page may name a printer’s device and no other one; the config file may name any', () => {
  const at = ['/data', '/data/training'] as const;
  for (const path of ['/dev/usb/lp0', '/dev/lp1', '/dev/loket-lp0'])
    expect(mayPrintTo(`device:${path}`, 'page', at), path).toBe(true);
  for (const path of ['/dev/tty1', '/dev/usb/hiddev0', '/dev/lp'])
    expect(mayPrintTo(`device:${path}`, 'page', at), path).toBe(false);
  expect(mayPrintTo('device:/dev/ttyS0', 'program', at)).toBe(true);
});
