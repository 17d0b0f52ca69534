import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { electronBinary, electronPackage } from './electron-binary.ts';

// `npm start`: opens the built app in Electron, or, where Electron's program can't be had, in a window of a browser.

const project = join(import.meta.dirname, '../..');
const fetchMsMax = 5 * 60_000;

process.exitCode = await start();

async function start(): Promise<number> {
  if (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) {
    say('There is no display to open a window on. `npm run demo` shows the till without one.');
    return 1;
  }
  const binary = electronBinary() ?? fetchElectron();
  if (binary) return run(binary, [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), project]);

  say("Electron's program could not be fetched, so Loket opens in a window of a browser on this machine.");
  const register = pathToFileURL(join(project, 'test/host/register.ts')).href;
  return run(process.execPath, ['--import', register, join(project, 'dist/main.js')], { LOKET_HOST_HEADED: '1' });
}

/** Since version 42 the package comes without the program; its own script fetches it. */
function fetchElectron(): string | null {
  say("Fetching Electron's program, once.");
  // Quiet, since there is another way if it fails.
  spawnSync(process.execPath, [join(electronPackage, 'install.js')], { stdio: 'ignore', timeout: fetchMsMax });
  return electronBinary();
}

/** Runs the app and answers its exit code, or 1 if a signal ended it. */
function run(command: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<number> {
  const child = spawn(command, args, { stdio: 'inherit', env: { ...process.env, ...env } });
  // Ctrl+C reaches the app by itself, which then closes the till in order; this process waits for it.
  process.on('SIGINT', () => undefined);
  for (const signal of ['SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

function say(text: string): void {
  process.stderr.write(`${text}\n`);
}
