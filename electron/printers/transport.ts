import type { PrinterCause } from '../../shared/health.ts';
import { parseTransport, type Address } from './address.ts';
import { codeOf, systemError, type Connection } from './connection.ts';
import { openCups } from './cups.ts';
import { openDevice, openFile } from './file.ts';
import { openTcp } from './tcp.ts';

/**
 * What became of a job's bytes. `sent`: handed over; no printer says that paper came out. `failed`: nothing reached
 * the printer. `doubtful`: some may have.
 */
export type Delivery =
  | { readonly kind: 'sent' }
  | { readonly kind: 'failed' | 'doubtful'; readonly why: string; readonly cause: PrinterCause };

/**
 * Sends a job to where `parseTransport` finds the printer. One limit in ms for everything. `begin` is called once, when the printer was
 * reached, right before the first byte; where it says no, nothing is sent. Never throws.
 */
export type Deliver = (
  transport: string,
  bytes: Buffer,
  timeoutMs: number,
  begin: () => boolean | Promise<boolean>,
) => Promise<Delivery>;

/** What an error of the system says of a printer. */
const causes: Readonly<Record<string, PrinterCause>> = {
  ...{ ECONNREFUSED: 'refused', EACCES: 'permission', EPERM: 'permission', EROFS: 'permission' },
  ...{ EBUSY: 'busy', ETXTBSY: 'busy', ETIMEDOUT: 'timeout' },
  ...{ EHOSTUNREACH: 'offline', ENETUNREACH: 'offline', EHOSTDOWN: 'offline', ENETDOWN: 'offline' },
  ...{ ENOTFOUND: 'offline', EAI_AGAIN: 'offline', ENOENT: 'offline', ENODEV: 'offline', ENXIO: 'offline' },
  ...{ ECONNRESET: 'offline', EPIPE: 'offline' },
  // No system says these; a queue does.
  ...{ paper: 'paper', cover: 'cover' },
};

export const deliver: Deliver = async (transport, bytes, timeoutMs, begin) => {
  const to = parseTransport(transport);
  if (!to) return { kind: 'failed', why: `${transport} is no printer's address`, cause: 'unknown' };
  const deadline = startDeadline(timeoutMs);
  let connection: Connection | null = null;
  try {
    for (let goes = false; connection === null || connection.isGone();) {
      // One that hung up before the first byte took none: the job waits its turn there once more, and is begun only once.
      connection?.drop();
      connection = await open(to, deadline.signal);
      goes = goes || (await begin());
      if (!goes) return withheld(connection);
    }
    await deadline.before(connection.write(bytes));
    await deadline.before(connection.end());
    return { kind: 'sent' };
  } catch (error) {
    const kind = connection?.mayBeOut() ? 'doubtful' : 'failed';
    connection?.drop();
    return { kind, why: (error as Error).message || codeOf(error), cause: causes[codeOf(error)] ?? 'unknown' };
  } finally {
    deadline.stop();
  }
};

function open(to: Address, signal: AbortSignal): Promise<Connection> {
  switch (to.kind) {
    case 'tcp':
      return openTcp(to, signal);
    case 'file':
      return openFile(to, signal);
    case 'device':
      return openDevice(to, signal);
    case 'cups':
      return openCups(to, signal);
  }
}

function withheld(connection: Connection): Delivery {
  connection.drop();
  return { kind: 'failed', why: 'the job was called off before its first byte', cause: 'unknown' };
}

interface Deadline {
  /** Aborted when the time is over, with an error that says so. */
  readonly signal: AbortSignal;
  /** What `work` answers, or that error. */
  before<T>(work: Promise<T>): Promise<T>;
  stop(): void;
}

function startDeadline(timeoutMs: number): Deadline {
  const control = new AbortController();
  const timer = setTimeout(
    () => control.abort(systemError('ETIMEDOUT', `the printer did not take the job within ${timeoutMs} ms`)),
    timeoutMs,
  );
  const late = new Promise<never>((_resolve, reject) => {
    control.signal.addEventListener('abort', () => reject(control.signal.reason as Error));
  });
  // It is heard of where something waits for it.
  late.catch(() => undefined);
  return {
    signal: control.signal,
    before: (work) => Promise.race([work, late]),
    stop: () => clearTimeout(timer),
  };
}
