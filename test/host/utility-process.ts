import { fork } from 'node:child_process';
import { HostEmitter, strict } from './strict.ts';

/** A utility process is Node's own here: it hears `process.on('message')`, for it has no `parentPort`. */
class HostUtilityProcess extends HostEmitter {
  readonly #child;

  constructor(modulePath: string) {
    super('utilityProcess', ['message', 'exit']);
    this.#child = fork(modulePath, [], { execArgv: [], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    this.#child.on('message', (message) => this.emit('message', message));
    this.#child.on('exit', (code) => this.emit('exit', code ?? 1));
    this.#child.on('error', () => undefined);
  }

  postMessage(message: object): void {
    this.#child.send(message, () => undefined);
  }

  kill(): boolean {
    return this.#child.kill('SIGKILL');
  }
}

export const utilityProcess = strict('utilityProcess', {
  fork: (modulePath: string) => new HostUtilityProcess(modulePath),
});
