import type { PrinterStatus } from '../../shared/health.ts';
import type { PrintJob } from '../../shared/print-job.ts';
import type { Words } from '../words/words.ts';

// A job of the print queue in words, and what may be done with it.

/** What a person may do with a job. `retry`: it waits. `anew`: it may be on paper, or failed. `seen`: they have looked. */
export type Deed = 'retry' | 'anew' | 'move' | 'cancel' | 'seen';

export function deedsOf({ state, transactionId }: PrintJob): readonly Deed[] {
  if (state === 'queued') return ['retry', 'move', 'cancel'];
  if (state !== 'doubtful' && state !== 'failed') return [];
  return transactionId === null ? ['seen'] : ['anew', 'seen'];
}

export function paperName({ what, copy }: PrintJob, { printQueue }: Words): string {
  if (copy === null || copy === 0) return printQueue.papers[what];
  return what === 'debt' ? `${printQueue.papers[what]} (${printQueue.copyNumber(copy)})` : printQueue.copyNumber(copy);
}

/** Shape and word of a job's state. */
export function stateOf(
  { state, asks }: PrintJob,
  { printQueue }: Words,
): { readonly sign: 'warn' | 'bad' | 'unknown'; readonly text: string } {
  const sign = state === 'failed' ? 'bad' : state === 'doubtful' || asks ? 'warn' : 'unknown';
  return { sign, text: asks ? printQueue.asks : printQueue.states[state] };
}

/** What became of a job, and what to press now. */
export function adviceOf({ what, state, asks, cause, transactionId }: PrintJob, { printQueue }: Words): string {
  const { says, causes } = printQueue;
  if (what === 'lost') return says.lost;
  if (asks) return says.asks;
  if (state === 'queued') return cause ? `${says.queued} ${causes[cause].next}` : says.queued;
  if (what === 'test') return says.silentTest;
  if (state === 'doubtful') return transactionId === null ? says.doubtfulOther : says.doubtful;
  if (state === 'failed') return transactionId === null ? says.failedOther : says.failed;
  return says.sending;
}

/** What the label of the key says that prints a job anew. */
export function anewText({ state, what }: PrintJob, { printQueue }: Words): string {
  return state === 'doubtful' && what !== 'pending' ? printQueue.copy : printQueue.anew;
}

/** Title and text of the bar at the top; null while all goes its way. */
export function barOf(
  jobs: readonly PrintJob[],
  printers: readonly PrinterStatus[],
  { printQueue }: Words,
): { readonly title: string; readonly text: string } | null {
  const { bar, causes } = printQueue;
  const count = (is: (job: PrintJob) => boolean): number => jobs.filter(is).length;
  const failing = printers.filter(({ state }) => state === 'failed').map(({ id }) => id);
  const doubtful = count(({ state }) => state === 'doubtful');
  const failed = count(({ state }) => state === 'failed');
  const asking = count(({ asks }) => asks);
  const isHeld = ({ state, asks, attempts, printerId }: PrintJob): boolean =>
    state === 'queued' && !asks && (attempts > 0 || failing.includes(printerId));
  const held = count(isHeld);
  const title = [
    ...(held > 0 ? [bar.waiting(held)] : []),
    ...(doubtful > 0 ? [bar.doubtful(doubtful)] : []),
    ...(failed > 0 ? [bar.failed(failed)] : []),
    ...(asking > 0 ? [bar.asks(asking)] : []),
  ].join(' ');
  if (title === '') return null;
  const cause = jobs.find((job) => isHeld(job) && job.cause !== null)?.cause;
  return { title, text: `${cause ? `${causes[cause].what} ` : ''}${bar.money}` };
}
