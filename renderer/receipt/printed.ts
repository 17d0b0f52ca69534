import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import type { PrintJob } from '../../shared/print-job.ts';

/** So many confirmed jobs are remembered: longer than any screen that names one stays open. */
const rememberedMax = 100;

/** What printers said that they have printed: the last slip, and the jobs of late. */
export const usePrinted = defineStore('printed', () => {
  const last = shallowRef<PrintJob | null>(null);
  /** The newest first. */
  const jobIds = shallowRef<readonly string[]>([]);

  /** Takes what the till tells of a job. */
  function hear(job: PrintJob): void {
    if (job.state !== 'confirmed') return;
    last.value = job;
    jobIds.value = [job.jobId, ...jobIds.value].slice(0, rememberedMax);
  }

  /** `copy` is 0 for the original, null for what is no receipt. */
  function isPrinted(transactionId: string | undefined, copy: number | null): boolean {
    return last.value !== null && last.value.transactionId === transactionId && last.value.copy === copy;
  }

  /** Of what has no transaction, an X, a Z or a test page. Null is a job that nobody sent. */
  function isJobPrinted(jobId: string | null): boolean {
    return jobId !== null && jobIds.value.includes(jobId);
  }

  return { hear, isPrinted, isJobPrinted };
});
