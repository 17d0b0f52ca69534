import { join } from 'node:path';
import { utilityProcess } from 'electron';
import type { FromProcess, StartPrinterProcess } from '../printers/printer-link.ts';

/** Starts the process that sends as one of Electron's own. */
export const startPrinterProcess: StartPrinterProcess = (heard, ended) => {
  const child = utilityProcess.fork(join(import.meta.dirname, 'printer-process.js'), [], {
    serviceName: 'Loket printing',
  });
  child.on('message', (message) => heard(message as FromProcess));
  child.on('exit', (code) => ended(`exit code ${code}`));
  return {
    tell: (message) => child.postMessage(message),
    end: () => void child.kill(),
  };
};
