import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

const installMsMax = 10 * 60_000;

/** Installs packages of Debian or Ubuntu. Answers false where this is none or we are not root: nothing was tried then. */
export function installPackages(names: readonly string[]): boolean {
  const release = existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : '';
  if (!/^ID(_LIKE)?=.*\bdebian\b/m.test(release) || process.getuid?.() !== 0) return false;
  run('apt-get', ['update']);
  run('apt-get', ['install', '-y', '--no-install-recommends', ...names]);
  return true;
}

export function run(command: string, args: readonly string[]): void {
  process.stderr.write(`A test needs a program; running: ${command} ${args.join(' ')}\n`);
  // Its output belongs on stderr: stdout may be read by a program.
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const { status, error } = spawnSync(command, args, { stdio: ['ignore', 2, 2], timeout: installMsMax, env });
  if (status !== 0) process.stderr.write(`That failed: ${error?.message ?? `exit code ${status}`}\n`);
}
