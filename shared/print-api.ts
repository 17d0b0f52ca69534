import { z } from 'zod';
import type { PrinterStatus } from './health.ts';
import { jobStates, type PrintJob } from './print-job.ts';

// The part of the till's interface that is about printers and what waits for them. The rest is in api.ts.

const job = z.strictObject({ jobId: z.string().min(1).max(100) });
const printerId = z.string().min(1).max(50);

export const printInputs = {
  /** The newest first. `cursor` as the page before answered it. */
  'print:list': z.strictObject({
    state: z.enum(jobStates).optional(),
    /** Only what waits, is on its way, or is doubtful or failed and nobody saw to it yet: all of it, the oldest first. */
    open: z.boolean().optional(),
    cursor: z.string().max(100).nullish(),
    limit: z.int().min(1).max(500).optional(),
  }),
  /**
   * Sends a job that waits, now. One that may be on paper, or failed, is printed anew: of a payment that is the copy that comes next. Fails
   * with `job-over` where it waits no more and nothing of it is missing.
   */
  'print:retry': job,
  /** Takes back a job that waits; `job-over` if it does not. */
  'print:cancel': job,
  /**
   * A person has seen to a job that is doubtful or failed: it is not told again. `job-over` if it is neither. Of a test page it says that the
   * page is there though its printer, which told of pages before, said nothing: from then on nothing is expected to be told.
   */
  'print:seen': job,
  /** Gives a job that waits to another printer; `paper-narrow` where its lines do not fit there. */
  'print:move': z.strictObject({ jobId: z.string().min(1).max(100), printerId }),
  'printer:list': z.strictObject({}),
  /** A slip that says that it is a test: now or never. It opens no drawer. */
  'printer:test': z.strictObject({ printerId }),
} as const;

export interface PrintOutputs {
  'print:list': { readonly items: readonly PrintJob[]; readonly cursor: string | null };
  /** The job as it is after that try; where it is printed anew, the new one. */
  'print:retry': PrintJob;
  'print:cancel': PrintJob;
  'print:seen': PrintJob;
  'print:move': PrintJob;
  'printer:list': { readonly items: readonly PrinterStatus[] };
  'printer:test': { readonly jobId: string };
}
