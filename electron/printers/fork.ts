import { fork } from 'node:child_process';
import type { FromProcess, StartPrinterProcess } from './printer-link.ts';

/** Starts the process that sends under Node, where there is no Electron. */
export const forkPrinterProcess: StartPrinterProcess = (heard, ended) => {
  const name = import.meta.filename.endsWith('.ts') ? './printer-process.ts' : './printer-process.js';
  // A debugger's port and whatever else this program was given is not its own.
  const child = fork(new URL(name, import.meta.url), { execArgv: [], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  child.on('message', (message) => heard(message as FromProcess));
  child.on('error', (error) => ended(error.message));
  child.on('exit', (code, signal) => ended(signal ?? `exit code ${code}`));
  return {
    // One that is gone says so by its end.
    tell: (message) => void child.send(message, () => undefined),
    end: () => void child.kill('SIGKILL'),
  };
};
