import { spawn, spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { skip } from '../cell.ts';

// The till's system calls: counted, recorded, failed, or interrupted by a signal, from outside. Linux with strace only.

const installMsMax = 120_000;
const attachMsMax = 10_000;
/** How often to look at a traced process, in ms, and how often it may look dead before strace is ended. */
const lookMs = 250;
const deadLooksMax = 4;
let found: string | null | undefined;

/** The path of strace, which root gets itself on Debian and Ubuntu; null where there is none. Looks once. */
export function findStrace(): string | null {
  if (found === undefined) found = process.platform === 'linux' ? (installed() ?? byPackageManager()) : null;
  return found;
}

/** As `findStrace`; without it the cell is skipped. */
export function needStrace(): string {
  return findStrace() ?? skip('strace is not on this machine and could not be installed');
}

function installed(): string | null {
  const folders = (process.env.PATH ?? '').split(path.delimiter).filter(Boolean);
  return folders.map((folder) => path.join(folder, 'strace')).find(isExecutable) ?? null;
}

function byPackageManager(): string | null {
  const release = existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : '';
  if (!/^ID(_LIKE)?=.*\bdebian\b/m.test(release) || process.getuid?.() !== 0) return null;
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const apt = (...args: readonly string[]): boolean =>
    spawnSync('apt-get', args, { stdio: 'ignore', timeout: installMsMax, env }).status === 0;
  const install = (): boolean => apt('install', '-y', '--no-install-recommends', 'strace');
  if (!install() && apt('update')) install();
  return installed();
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** strace on a process that runs. */
export interface Attached {
  /** Lets the process go on untraced; answers when it does. */
  detach(): Promise<void>;
  /** Answers when strace has ended: with the process, or after `detach`. */
  readonly ended: Promise<void>;
}

/** Attaches to every thread of a process and answers once it is traced. `args`: what to trace and do. */
export async function attach(pid: number, args: readonly string[]): Promise<Attached> {
  const child = spawn(needStrace(), ['-f', '-p', String(pid), ...args], { stdio: ['ignore', 'ignore', 'pipe'] });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  // It can miss the end of a process whose threads die all at once, and would wait for ever.
  let looksDead = 0;
  const look = setInterval(() => {
    looksDead = stateOf(pid) === 'Z' ? looksDead + 1 : 0;
    if (looksDead > deadLooksMax) child.kill('SIGKILL');
  }, lookMs);
  void ended.then(() => clearInterval(look));
  let said = '';
  const attached = new Promise<boolean>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`strace did not attach: ${said}`)), attachMsMax);
    child.stderr.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      // Its other sayings are about threads that come later.
      if (/ attached/.test(said)) resolve(true);
    });
    void ended.then(() => resolve(false)).finally(() => clearTimeout(timer));
    child.once('error', reject);
  });
  if (!(await attached)) {
    if (/Operation not permitted/.test(said)) skip('this machine lets nobody trace a process that runs');
    throw new Error(`strace ended: ${said}`);
  }
  return {
    ended,
    detach() {
      child.kill('SIGTERM');
      return ended;
    },
  };
}

/** Arguments that do something (`signal=KILL`, `error=EIO`) at the `when`-th call of that name (`3`, `3+`, or all). */
export function inject(calls: string, what: string, when?: string): readonly string[] {
  return ['-e', `trace=${calls}`, '-e', `inject=${calls}:${what}${when === undefined ? '' : `:when=${when}`}`];
}

/** The state letter of a process; null where the system does not say. */
export function stateOf(pid: number): string | null {
  try {
    return /\) (\w) /.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))?.[1] ?? null;
  } catch {
    return null;
  }
}
