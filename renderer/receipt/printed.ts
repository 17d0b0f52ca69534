import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import type { PrintJob } from '../../shared/print-job.ts';

/** The last slip of which its printer said that it is printed. */
export const usePrinted = defineStore('printed', () => {
  const last = shallowRef<PrintJob | null>(null);

  /** Takes what the till tells of a job. */
  function hear(job: PrintJob): void {
    if (job.state === 'confirmed') last.value = job;
  }

  /** `copy` is 0 for the original, null for what is no receipt. */
  function isPrinted(transactionId: string | undefined, copy: number | null): boolean {
    return last.value !== null && last.value.transactionId === transactionId && last.value.copy === copy;
  }

  return { hear, isPrinted };
});
