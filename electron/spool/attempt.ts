import { assert, fail, ok, type ErrorCode, type Result } from '../../shared/errors.ts';
import { mute, type Answers, type Probed } from '../../shared/printer-answers.ts';
import { describeError, type Log } from '../machine/log.ts';
import type { Printer } from '../printers/printer.ts';
import { isOut, type Asking, type Deliver, type Delivery } from '../printers/transport.ts';
import type { Job } from '../db/spool-store.ts';

/** A printer that has not taken a slip after this many ms is not printing. */
const jobTimeoutMs = 8_000;

/** What goes out of a job now. */
export interface Ready {
  /** With the drawer's pulse where it is to open, and ahead of it what ends a slip that broke off. */
  readonly toSend: Buffer;
  /** Its slip as it is composed now, without the pulse. */
  readonly slip: Pick<Job, 'what' | 'bytes' | 'copy' | 'columns'>;
  /** Has the books say that it goes out: right before its first byte. Throws what they say; then nothing goes out. */
  readonly begin: () => void;
  /** Where in `toSend`, in bytes, the printer is asked what it answers; absent where it is not. */
  readonly probeAt?: number;
  /** Has the books say what became of it. */
  readonly ended: (result: 'sent' | 'failed' | 'doubtful') => void;
  /** The books say nothing of it: it goes out only once the jobs' own file has that it does. Else a till that died would send it again. */
  readonly mustBeClaimed: boolean;
}

/** How a job goes out. */
export interface Turn {
  /** Whoever wanted it stands there now: a drawer may open. */
  readonly isFresh: boolean;
  /** What went to that printer before it may have ended in the middle. */
  readonly isAfterBroken: boolean;
}

/** Makes a job ready when its turn has come; `slip-refused` where it is not what it has to be, another failure where it is not wanted any more. */
export type Prepare = (job: Job, printer: Printer, turn: Turn) => Result<Ready>;

/** What says that a slip is not wanted any more, or that a person has to look first. */
const unwanted: ReadonlySet<ErrorCode> = new Set(['no-receipt', 'confirm-needed']);

export interface Attempting {
  readonly deliver: Deliver;
  readonly prepare: Prepare;
  readonly log: Log;
  /** What this printer was found to answer, and what is found now. */
  readonly answersOf: (printer: Printer) => Answers;
  readonly learn: (printer: Printer, probed: Probed) => void;
  /** So many of its answers may come yet. */
  readonly owe: (printer: Printer, owes: number) => void;
  readonly update: (jobId: string, change: Partial<Job>) => Job;
  /** As `update`; throws what the disk says, and then the job is as it was. */
  readonly claim: (jobId: string, change: Partial<Job>) => Job;
  /** Whether the job was taken back, or given to another printer. */
  readonly isGone: () => boolean;
}

export interface Attempt {
  /** The job as it is now. */
  readonly job: Job;
  readonly result: Result<object>;
  /** Nothing of it went out, and it may be tried again. */
  readonly waits: boolean;
  /** Null if no printer was tried. */
  readonly delivery: Delivery | null;
}

/**
 * Sends one job: claimed on the disk before its first byte, and its end is one write. What went wrong before the first byte leaves it
 * queued; what went wrong after it leaves it doubtful. Null where it was taken back, or given to another printer, before that.
 */
export async function attempt(parts: Attempting, job: Job, printer: Printer, turn: Turn): Promise<Attempt | null> {
  const { log, update, isGone } = parts;
  const { jobId, transactionId, what } = job;
  const prepared = prepareOrFail(parts, job, printer, turn);
  if (prepared === null) return { job, result: fail('printer-failed'), waits: true, delivery: null };
  // The books may be looked at anew in this moment.
  if (!prepared.ok && prepared.code === 'storage-failed') return { job, result: prepared, waits: true, delivery: null };
  if (!prepared.ok) return { job: update(jobId, endOf(prepared.code)), result: prepared, waits: false, delivery: null };
  const { toSend, slip, begin, ended, mustBeClaimed, probeAt = null } = prepared.value;
  const attempts = job.attempts + 1;
  // A pulse needs no paper.
  const asking = { answers: what === 'drawer' ? mute : parts.answersOf(printer), probeAt };
  let isKept = true;
  const { hasBegun, delivery: delivered } = await deliverOrFail(parts, printer, { toSend, asking }, () => {
    if (isGone()) return false;
    isKept = !mustBeClaimed;
    (mustBeClaimed ? parts.claim : update)(jobId, { ...slip, attempts, state: 'sending' });
    isKept = true;
    begin();
    return true;
  });
  if (!hasBegun && isGone()) return null;
  if (!isKept) return { job: update(jobId, { attempts }), result: fail('storage-failed'), waits: true, delivery: null };
  const delivery = isSilent(delivered, asking) ? silence : delivered;
  // The books know what went out; whether a printer says so is the job's.
  if (hasBegun) keepEnd(() => ended(isOut(delivery) ? 'sent' : delivery.kind), log);
  if (isOut(delivery)) {
    const { probed } = delivery;
    if (probed) keepEnd(() => parts.learn(printer, probed), log);
    return { job: update(jobId, { state: delivery.kind, cause: null }), result: ok({}), waits: false, delivery };
  }
  log.write('print-failed', { jobId, transactionId, what, ...delivery });
  if (delivery.kind === 'doubtful') keepEnd(() => oweAfter(parts, printer, probeAt !== null), log);
  // A pulse that comes later opens a drawer before which nobody stands; a test that comes later tests nothing.
  const waits = delivery.kind === 'failed' && !isNowOrNever(what);
  const now = update(jobId, {
    ...{ attempts, state: waits ? 'queued' : delivery.kind, cause: delivery.cause },
    // A person has to say whether that page is on paper.
    ...(delivery === silence && { seen: false }),
    // What was to be an original may be a copy by now.
    ...{ what: slip.what, copy: slip.copy },
  });
  return { job: now, result: fail('printer-failed'), waits, delivery };
}

/** An answer without a mark that did not come may come to whatever is next there: to a page's, asked once more than is owed, too. */
export function oweAfter(
  { answersOf, owe }: Pick<Attempting, 'answersOf' | 'owe'>,
  at: Printer,
  isPage: boolean,
): void {
  const { fence, owes = 0 } = answersOf(at);
  if (fence === 'status') owe(at, Math.max(1, isPage ? owes + owes + 1 : owes));
}

/** What is made of a page of which a printer that told before says nothing: it hangs, or another one stands in its place. */
const silence: Delivery = {
  ...{ kind: 'doubtful', cause: 'timeout' },
  why: 'the printer answered an earlier test page and says nothing of this one',
};

/** Nothing at all was answered where something used to be. */
function isSilent(delivery: Delivery, { answers }: Asking): boolean {
  if (!isOut(delivery) || !delivery.probed) return false;
  return tells(answers) && !tells(delivery.probed);
}

function tells({ fence, asksStatus }: Answers): boolean {
  return fence !== 'none' || asksStatus;
}

/** Whether it waits for the disk alone, whatever the printer does. */
export function isUnkept({ result, waits }: Attempt): boolean {
  return waits && !result.ok && result.code === 'storage-failed';
}

function prepareOrFail({ prepare, log }: Attempting, job: Job, printer: Printer, turn: Turn): Result<Ready> | null {
  try {
    return prepare(job, printer, turn);
  } catch (error) {
    log.write('print-threw', describeError(error));
    return null;
  }
}

/** How a job ends that can't go out: one that somebody may miss is told. */
function endOf(code: ErrorCode): Partial<Job> {
  if (unwanted.has(code)) return { state: 'cancelled' };
  return { state: 'failed', cause: code === 'slip-refused' ? 'refused' : 'unknown' };
}

/** Nobody wants it later. */
export function isNowOrNever(what: Job['what']): boolean {
  return what === 'drawer' || what === 'test';
}

/** What throws before the first byte left nothing on paper; what throws after it may have. */
async function deliverOrFail(
  { deliver, log }: Attempting,
  printer: Printer,
  { toSend, asking }: { readonly toSend: Buffer; readonly asking: Asking },
  claim: () => boolean,
): Promise<{ readonly hasBegun: boolean; readonly delivery: Delivery }> {
  let hasBegun = false;
  const begin = (): boolean => {
    try {
      return (hasBegun = claim());
    } catch (error) {
      log.write('print-threw', describeError(error));
      return false;
    }
  };
  try {
    const delivery = await deliver(printer.transport, toSend, jobTimeoutMs, begin, asking);
    assert(hasBegun || delivery.kind === 'failed', 'no byte leaves before the job began');
    return { hasBegun, delivery };
  } catch (error) {
    log.write('print-threw', describeError(error));
    const kind = hasBegun ? 'doubtful' : 'failed';
    return { hasBegun, delivery: { kind, why: 'the slip could not be sent', cause: 'unknown' } };
  }
}

/** What the disk does not take is not worth a slip or a start; of a job that has ended the next start then finds that it began, and it is doubtful. */
export function keepEnd(keep: () => void, log: Log): void {
  try {
    keep();
  } catch (error) {
    log.write('print-threw', describeError(error));
  }
}
