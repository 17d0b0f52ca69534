import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { startHeadless, type Headless } from '../harness/headless.ts';
import { launchApp, runtime } from '../harness/launch.ts';
import { tempFolder, writeConfig } from '../harness/temp-folder.ts';

// What the built till says when it won't start, or stops because of a fault: a sentence that holds no secret.

const posix = process.platform !== 'win32';
const apiKey = 'apk_live_CANARY';
const shop = { providers: { alfakios: { enabled: true, baseUrl: 'http://127.0.0.1:9', apiKey } } };

function start(args: readonly string[], how: Parameters<typeof startHeadless>[1] = {}): Headless {
  const headless = startHeadless(args, how);
  onTestFinished(async () => {
    headless.signal('SIGKILL');
    await headless.exited;
  });
  return headless;
}

async function refusal(config: string, how: Parameters<typeof startHeadless>[1] = {}): Promise<string> {
  const till = start(['--data', path.join(tempFolder(), 'data'), '--config', config], how);
  expect(await till.exited).toBe(2);
  expect(till.messages).toEqual([]);
  expect(till.stderr().trim().split('\n')).toHaveLength(1);
  return till.stderr();
}

test.runIf(posix)('a config that is a pipe, a device, a folder or far too large is refused at once', async () => {
  const folder = tempFolder();
  const pipe = path.join(folder, 'pipe');
  expect(spawnSync('mkfifo', [pipe]).status).toBe(0);
  for (const file of [pipe, '/dev/zero', folder]) {
    const said = await refusal(file);
    expect(said).toContain(`The config file ${file} is not a regular file.`);
  }
  const large = path.join(folder, 'large.json');
  writeFileSync(large, `{"shop":{"name":"${'x'.repeat(1024 * 1024)}"}}`);
  expect(await refusal(large)).toContain(`The config file ${large} is larger than 1 MiB.`);
});

test.runIf(posix)('under a mask that hides nothing, whatever the till makes is its user’s alone', async () => {
  const data = path.join(tempFolder(), 'data');
  const config = writeConfig(tempFolder(), shop);
  chmodSync(config, 0o600);
  const till = start(['--data', data, '--config', config], { wrap: ['sh', '-c', 'umask 000; exec "$@"', 'sh'] });
  await till.must('till:status', {});
  const open = () => spawnSync('find', [data, '-perm', '/077'], { encoding: 'utf8' }).stdout;
  expect(open()).toBe('');
  expect(await till.end()).toBe(0);
  expect(open()).toBe('');
});

/** Runs a program as a user who may do nothing special; null if that can't be done here. */
function asNobody(): readonly string[] | null {
  if (process.getuid?.() !== 0) return null;
  const wrap = ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'];
  const works = spawnSync('setpriv', [...wrap.slice(1), process.execPath, 'dist/headless.js'], { encoding: 'utf8' });
  return works.status === 2 && works.stderr.startsWith('Usage') ? wrap : null;
}

test.runIf(asNobody())(
  'a config of another user is refused, and one of root that is meant for all is taken',
  async () => {
    const wrap = asNobody() ?? [];
    const [folder, data] = [tempFolder(), tempFolder()];
    chownSync(data, 65_534, 65_534);
    chmodSync(folder, 0o755);
    const config = writeConfig(folder, shop);
    chmodSync(config, 0o644);
    chownSync(config, 12_345, 12_345);
    const args = ['--data', data, '--config', config];
    const refused = start(args, { wrap });
    expect(await refused.exited).toBe(2);
    expect(refused.stderr()).toContain(`The config file ${config} belongs to another user.`);

    chownSync(config, 0, 0);
    const till = start(args, { wrap });
    await till.must('till:status', {});
    expect(await till.end()).toBe(0);
    expect(readFileSync(path.join(data, 'loket.log'), 'utf8')).toContain(`"open-to-others","file":"${config}"`);
  },
);

/** Makes a program throw, with a key in what it says, once a file is there. */
function faultAt(file: string): string {
  const code = `import { existsSync } from 'node:fs';
    const timer = setInterval(() => {
      if (!existsSync(${JSON.stringify(file)})) return;
      clearInterval(timer);
      throw new Error('sent ${apiKey}');
    }, 50).unref();`;
  return `--import=data:text/javascript,${encodeURIComponent(code)}`;
}

test('a fault that nobody foresaw is told without its text, which may quote a key, and found in the log', async () => {
  const data = tempFolder();
  const sign = path.join(data, 'now');
  const till = start(['--data', data, '--config', writeConfig(tempFolder(), shop)], { nodeArgs: [faultAt(sign)] });
  await till.must('till:status', {});
  writeFileSync(sign, '');
  expect(await till.exited).toBe(1);
  expectTold(till.stderr(), data);
});

test('a fault before the till is open says where it was, and nothing else', async () => {
  const data = tempFolder();
  writeFileSync(path.join(data, 'now'), '');
  const late = `--import=data:text/javascript,${encodeURIComponent(
    `process.on('newListener', (name) => {
      if (name === 'uncaughtException') queueMicrotask(() => { throw new TypeError('sent ${apiKey}'); });
    });`,
  )}`;
  const till = start(['--data', data], { nodeArgs: [late] });
  expect(await till.exited).toBe(1);
  expect(till.stderr()).toMatch(
    /^Loket could not start because of a fault of its own \(TypeError at .*:\d+:\d+\)\.\n$/,
  );
});

test.runIf(runtime === 'host')(
  'the box of a desktop till that failed shows a sentence and a log id, and no key',
  async () => {
    const data = tempFolder();
    const sign = path.join(data, 'now');
    const configFile = writeConfig(tempFolder(), shop);
    const app = await launchApp({ dataDir: data, configFile, env: { NODE_OPTIONS: faultAt(sign) } });
    onTestFinished(() => app.stop());
    mkdirSync(path.dirname(sign), { recursive: true });
    writeFileSync(sign, '');
    expect(await app.exited).toBe(1);
    const box = app
      .stderr()
      .split('\n')
      .filter((line) => line.startsWith('Loket: '));
    expect(box).toHaveLength(1);
    expectTold(box[0]?.slice('Loket: '.length) ?? '', data);
    expect(app.stderr()).not.toContain(apiKey);
  },
);

function expectTold(said: string, data: string): void {
  const [, logId] = /^Loket has stopped because of a fault of its own \(in the log: (\w+)\)\. .*\n?$/.exec(said) ?? [];
  expect(said).not.toContain(apiKey);
  expect(existsSync(path.join(data, 'loket.log'))).toBe(true);
  const log = readFileSync(path.join(data, 'loket.log'), 'utf8');
  expect(log).toMatch(new RegExp(`"logId":"${logId}","event":"crashed","error":"sent \\[secret\\]",.*"stack"`));
  expect(log).not.toContain(apiKey);
}
