import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import type { PrintJob } from '../../shared/print-job.ts';

/** So many confirmed jobs are remembered: longer than any screen that names one stays open. */
const rememberedMax = 100;

/** What printers said that they have printed. */
export const usePrinted = defineStore('printed', () => {
  /** The newest first. */
  const jobs = shallowRef<readonly PrintJob[]>([]);

  /** Takes what the till tells of a job. */
  function hear(job: PrintJob): void {
    if (job.state === 'confirmed') jobs.value = [job, ...jobs.value].slice(0, rememberedMax);
  }

  /** A payment's receipt. `copy` is 0 for the original. */
  function isPrinted(transactionId: string, copy: number): boolean {
    return jobs.value.some((job) => job.transactionId === transactionId && job.copy === copy);
  }

  /** Null is a job that nobody sent. */
  function isJobPrinted(jobId: string | null): boolean {
    return jobs.value.some((job) => job.jobId === jobId);
  }

  return { hear, isPrinted, isJobPrinted };
});
