import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { installPackages } from '../host/packages.ts';

const cupsd = '/usr/sbin/cupsd';

/** Whether a `cupsd` can be started here; installs Debian's where that is possible. It is started as root. */
export function hasCups(): boolean {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false;
  return existsSync(cupsd) || (installPackages(['cups', 'cups-client']) && existsSync(cupsd));
}

export interface CupsServer {
  /** Runs a program of CUPS at this server. */
  run(command: string, ...args: readonly string[]): string;
  close(): Promise<void>;
}

/** A `cupsd` of its own, with all its files in a temporary folder; programs of this process find it by CUPS_SERVER. */
export async function startCups(): Promise<CupsServer> {
  const folder = mkdtempSync(path.join(tmpdir(), 'loket-cups-'));
  chmodSync(folder, 0o755);
  const at = (name: string): string => path.join(folder, name);
  for (const name of ['root', 'state', 'cache', 'spool', 'tmp']) mkdirSync(at(name), { mode: 0o777 });
  const socket = at('cups.sock');
  const conf = ['LogLevel warn', `Listen ${socket}`, 'Browsing No', 'WebInterface No', 'DefaultAuthType None'];
  const policy = ['<Location />', 'Allow all', '</Location>', '<Policy default>', '<Limit All>', 'Order deny,allow'];
  writeFileSync(at('cupsd.conf'), [...conf, ...policy, '</Limit>', '</Policy>', ''].join('\n'));
  const places = { ServerRoot: 'root', StateDir: 'state', CacheDir: 'cache', RequestRoot: 'spool', TempDir: 'tmp' };
  const files = Object.entries(places).map(([key, name]) => `${key} ${at(name)}`);
  const rest = ['User lp', 'Group lp', 'SystemGroup root', `ErrorLog ${at('error_log')}`, 'AccessLog stderr'];
  writeFileSync(at('cups-files.conf'), [...files, ...rest, `PageLog ${at('page_log')}`, ''].join('\n'));
  const child = spawn(cupsd, ['-f', '-c', at('cupsd.conf'), '-s', at('cups-files.conf')], { stdio: 'ignore' });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  process.env.CUPS_SERVER = socket;
  const end = performance.now() + 20_000;
  while (spawnSync('lpstat', ['-r']).stdout.toString().includes('not running') || !existsSync(socket)) {
    if (child.exitCode !== null || performance.now() > end) throw new Error('cupsd did not start');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return {
    run(command, ...args) {
      const { status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8' });
      if (status !== 0) throw new Error(`${command}: ${stderr}`);
      return stdout;
    },
    async close() {
      delete process.env.CUPS_SERVER;
      child.kill();
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
