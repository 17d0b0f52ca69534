import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import type { PrintJob } from '../../shared/print-job.ts';

/** So many jobs are remembered: more than come while any screen that names one stays open. */
const rememberedMax = 300;

/**
 * How far a paper got, as its job tells. `queued`: nothing was tried yet; `waiting`: in vain, it comes out by itself; `asks`: on a person's
 * word. `doubtful`: it may be on paper; `seen`: and somebody has looked.
 */
export type PaperState =
  'queued' | 'printing' | 'waiting' | 'asks' | 'sent' | 'confirmed' | 'doubtful' | 'seen' | 'failed' | 'cancelled';

export function paperStateOf({ state, asks, attempts, seen, what }: PrintJob): PaperState {
  if (asks) return 'asks';
  if (state === 'queued') return attempts > 0 ? 'waiting' : 'queued';
  if (state === 'sending') return 'printing';
  // Of a test page nobody is asked later, so it passes for seen from the start.
  return state === 'doubtful' && seen && what !== 'test' ? 'seen' : state;
}

/** What became of each print job, as the till told it last: what every screen says of paper comes from here. */
export const usePrinted = defineStore('printed', () => {
  /** By id, in the order in which they were first heard of. */
  const jobs = shallowRef<ReadonlyMap<string, PrintJob>>(new Map());

  /** Takes what the till tells of jobs. */
  function hear(...told: readonly PrintJob[]): void {
    const all = [...new Map([...jobs.value, ...told.map((job) => [job.jobId, job] as const)])];
    jobs.value = new Map(all.slice(-rememberedMax));
  }

  /** Null is a job that nobody sent. */
  function jobOf(jobId: string | null): PrintJob | null {
    return (jobId !== null && jobs.value.get(jobId)) || null;
  }

  /** A payment's newest receipt, or slip that is none, that nobody took back; null if none was heard of. */
  function slipOf(transactionId: string, isReceipt: boolean): PrintJob | null {
    const isIt = (job: PrintJob): boolean =>
      job.transactionId === transactionId && (job.copy !== null) === isReceipt && job.state !== 'cancelled';
    const later = (one: PrintJob | null, other: PrintJob): PrintJob =>
      one && one.createdAt > other.createdAt ? one : other;
    return [...jobs.value.values()].filter(isIt).reduce<PrintJob | null>(later, null);
  }

  return { hear, jobOf, slipOf };
});
