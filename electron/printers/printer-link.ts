import { describeError, type Log } from '../machine/log.ts';
import type { Asking, Deliver, Delivery } from './transport.ts';

/** What the till tells the process that sends. `bytes` in base64. */
export type ToProcess =
  | {
      readonly job: number;
      readonly kind: 'send';
      readonly transport: string;
      readonly bytes: string;
      readonly timeoutMs: number;
      readonly asking?: Asking;
    }
  | { readonly job: number; readonly kind: 'go'; readonly goes: boolean };

export type FromProcess =
  | { readonly job: number; readonly kind: 'ready' }
  | { readonly job: number; readonly kind: 'ended'; readonly delivery: Delivery };

/** A process that sends, as it was started. */
export interface PrinterProcess {
  tell(message: ToProcess): void;
  end(): void;
}

/** Starts one; `heard` and `ended` are called when it says something and when it is gone. */
export type StartPrinterProcess = (
  heard: (message: FromProcess) => void,
  ended: (why: string) => void,
) => PrinterProcess;

export interface PrinterLink {
  readonly deliver: Deliver;
  /** Starts the process, so that the first slip does not wait for it. */
  warm(): void;
  close(): void;
}

/** How long after its limit, in ms, a job is still waited for; then the process hangs, and is ended. */
const graceMs = 2_000;

interface Waiting {
  readonly begin: () => boolean | Promise<boolean>;
  readonly end: (delivery: Delivery) => void;
  hasBegun: boolean;
}

/** Sends through a process of its own. One that dies is started again with the next job; what it had begun is doubtful. */
export function createPrinterLink(start: StartPrinterProcess, log: Log): PrinterLink {
  const jobs = new Map<number, Waiting>();
  let running: PrinterProcess | null = null;
  let last = 0;

  function process(): PrinterProcess {
    if (running) return running;
    const started: PrinterProcess = start(heard, (why) => {
      if (running !== started) return;
      running = null;
      if (jobs.size > 0) log.write('printer-process-died', { why, jobs: jobs.size });
      for (const { hasBegun, end } of [...jobs.values()])
        end({ kind: hasBegun ? 'doubtful' : 'failed', why: 'the process that sends it died', cause: 'unknown' });
    });
    return (running = started);
  }

  function heard(message: FromProcess): void {
    const waiting = jobs.get(message.job);
    if (!waiting) return;
    if (message.kind === 'ended') return waiting.end(message.delivery);
    void letGo(message.job, waiting);
  }

  async function letGo(job: number, waiting: Waiting): Promise<void> {
    const by = running;
    const goes = await waiting.begin();
    // It died meanwhile, and the job was called off with it: nothing leaves.
    if (!by || running !== by || !jobs.has(job)) return;
    waiting.hasBegun = goes;
    by.tell({ job, kind: 'go', goes });
  }

  return {
    deliver: (transport, bytes, timeoutMs, begin, asking) =>
      new Promise((resolve) => {
        const job = ++last;
        const timer = setTimeout(() => running?.end(), timeoutMs + graceMs);
        const end = (delivery: Delivery): void => {
          clearTimeout(timer);
          jobs.delete(job);
          resolve(delivery);
        };
        jobs.set(job, { begin, end, hasBegun: false });
        try {
          process().tell({
            ...{ job, kind: 'send', transport, bytes: bytes.toString('base64'), timeoutMs },
            ...(asking && { asking }),
          });
        } catch (error) {
          log.write('printer-process-died', describeError(error));
          end({ kind: 'failed', why: 'the process that sends could not be started', cause: 'unknown' });
        }
      }),
    warm: () => void process(),
    close() {
      running?.end();
      running = null;
    },
  };
}
