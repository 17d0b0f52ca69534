import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import type { CupsAddress } from './address.ts';
import { systemError, type Open } from './connection.ts';

/** How often, in ms, CUPS is asked whether a job has left its queue. */
const askMs = 150;

/**
 * Opens a raw queue of CUPS, once that says that it prints. A job counts as sent when it has left the queue; one that has not when the time
 * is over is taken back from there, so that it does not come out when nobody expects it.
 */
export const openCups: Open<CupsAddress> = async ({ queue }, signal) => {
  refuseBad(await run('lpstat', ['-l', '-p', queue, '-a', queue], signal), queue);
  let mayBeOut = false;
  let job: string | null = null;
  return {
    async write(bytes) {
      mayBeOut = true;
      const { code, out, problem } = await run('lp', ['-d', queue, '-o', 'raw', '-t', 'Loket'], signal, bytes);
      job = /request id is (\S+-\d+)/.exec(out)?.[1] ?? null;
      if (code !== 0 || job === null) throw systemError('EIO', `lp: ${problem || out || `exit code ${code}`}`);
    },
    mayBeOut: () => mayBeOut,
    isGone: () => false,
    listen: null,
    async end() {
      for (;;) {
        const { code, out, problem } = await run('lpstat', ['-o', queue], signal);
        if (code !== 0) throw systemError('EIO', `lpstat: ${problem}`);
        if (!out.split('\n').some((line) => line.split(/\s/, 1)[0] === job)) return;
        await sleep(askMs);
      }
    },
    drop() {
      if (job !== null) run('cancel', [job], null).catch(() => undefined);
    },
  };
};

/** Throws what keeps a queue from printing, as `lpstat` in plain English says it. */
function refuseBad({ code, out, problem }: Ran, queue: string): void {
  if (code !== 0) throw systemError('ENOENT', `lpstat: ${problem || `exit code ${code}`}`);
  const alerts = /^\s*Alerts:(.*)$/m.exec(out)?.[1] ?? '';
  if (/\bmedia-(empty|needed)/.test(alerts)) throw systemError('paper', `${queue} has no paper`);
  if (/\b(cover|door)-open/.test(alerts)) throw systemError('cover', `${queue} is open`);
  if (/^printer \S+ disabled/m.test(out)) throw systemError('EHOSTDOWN', `the queue ${queue} is stopped`);
  if (/^\S+ not accepting/m.test(out)) throw systemError('ECONNREFUSED', `the queue ${queue} takes no jobs`);
}

interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly problem: string;
}

/** Runs a program of CUPS, without a shell; `input` is what it reads. Rejects where there is none, and when the time is over. */
function run(command: string, args: readonly string[], signal: AbortSignal | null, input?: Buffer): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, LC_ALL: 'C' };
    const child = spawn(command, args, { env, stdio: 'pipe', ...(signal && { signal }) });
    let [out, problem] = ['', ''];
    child.stdout.on('data', (text: Buffer) => (out += text.toString()));
    child.stderr.on('data', (text: Buffer) => (problem += text.toString().trim()));
    child.on('error', (error) => reject(signal?.aborted ? (signal.reason as Error) : error));
    child.on('close', (code) => resolve({ code, out, problem }));
    // One that ends without having read says so by its exit code.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
  });
}
