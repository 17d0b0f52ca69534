import type { App } from 'electron';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { closeBrowser } from './chromium.ts';
import { HostEmitter, HostEvent, strict } from './strict.ts';

const events = ['before-quit', 'will-quit', 'quit', 'window-all-closed', 'second-instance', 'web-contents-created'];
type Implemented = Pick<
  App,
  'whenReady' | 'isReady' | 'enableSandbox' | 'requestSingleInstanceLock' | 'getPath' | 'setPath' | 'quit' | 'exit'
>;

class HostApp extends HostEmitter implements Implemented {
  // Electron too is ready only after the main module has run.
  #readyAt = new Promise<void>((resolve) => setImmediate(resolve)).then(() => void (this.#ready = true));
  #ready = false;
  #exiting = false;
  #userData = join(process.env.XDG_CONFIG_HOME ?? process.env.APPDATA ?? join(homedir(), '.config'), 'Loket');

  constructor() {
    super('app', events);
    // Electron answers a signal of the system by an orderly quit.
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => this.quit());
    // With an empty event loop node would end; Electron goes on until it is told to quit.
    setInterval(() => undefined, 1 << 30);
  }

  whenReady(): Promise<void> {
    return this.#readyAt;
  }

  isReady(): boolean {
    return this.#ready;
  }

  /** Nothing to do: window.ts runs no page without a sandbox. */
  enableSandbox(): void {
    if (this.#ready) throw new Error('app.enableSandbox() can only be called before app is ready');
  }

  getPath(name: Parameters<App['getPath']>[0]): string {
    if (name !== 'userData') throw new Error(`the test host has no path '${name}'`);
    mkdirSync(this.#userData, { recursive: true });
    return this.#userData;
  }

  setPath(name: string, path: string): void {
    if (name !== 'userData') throw new Error(`the test host has no path '${name}'`);
    if (!existsSync(path)) throw new Error(`Path ${path} doesn't exist`);
    this.#userData = path;
  }

  /** Holds for the user data folder, as in Electron. The first instance is told of the second by a signal. */
  requestSingleInstanceLock(): boolean {
    const lock = join(this.getPath('userData'), 'host.lock');
    const holder = lockHolder(lock);
    if (holder !== null) {
      if (process.platform !== 'win32') process.kill(holder, 'SIGUSR2');
      return false;
    }
    writeFileSync(lock, String(process.pid));
    process.on('exit', () => rmSync(lock, { force: true }));
    if (process.platform !== 'win32')
      process.on('SIGUSR2', () => this.emit('second-instance', new HostEvent(), [], '', null));
    return true;
  }

  quit(): void {
    if (this.#exiting) return;
    const event = new HostEvent();
    this.emit('before-quit', event);
    if (event.defaultPrevented) return;
    this.emit('will-quit', new HostEvent());
    this.exit(0);
  }

  exit(exitCode = 0): void {
    if (this.#exiting) return;
    this.#exiting = true;
    this.emit('quit', new HostEvent(), exitCode);
    void closeBrowser().finally(() => process.exit(exitCode));
  }
}

/** A lock whose holder was killed does not count. */
function lockHolder(lock: string): number | null {
  try {
    const pid = Number(readFileSync(lock, 'utf8'));
    process.kill(pid, 0);
    return pid === process.pid ? null : pid;
  } catch {
    return null;
  }
}

export const app = strict('app', new HostApp());
