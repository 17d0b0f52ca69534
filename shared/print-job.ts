import type { PrinterCause } from './health.ts';
import type { Rupiah } from './money.ts';

// What is on its way to a printer, as `print:list` tells it.

/**
 * `queued`: nothing of it has reached a printer. `sending`: it is on its way. `sent`: handed over; nobody says that paper came out.
 * `confirmed`: the printer said so. `doubtful`: some of it may be on paper. `failed`: nothing came out, and it does not go out by
 * itself. `cancelled`: a person took it back, or it was not wanted any more.
 */
export const jobStates = ['queued', 'sending', 'sent', 'confirmed', 'doubtful', 'failed', 'cancelled'] as const;
export type JobState = (typeof jobStates)[number];

/** What a job prints. `drawer` is a pulse alone; `lost` prints nothing, and says that nobody knows any more which jobs waited. */
export const papers = ['receipt', 'copy', 'pending', 'x', 'z', 'debt', 'new-books', 'test', 'drawer', 'lost'] as const;
export type Paper = (typeof papers)[number];

export interface PrintJob {
  readonly jobId: string;
  readonly printerId: string;
  readonly what: Paper;
  readonly transactionId: string | null;
  /** Who paid of a debt, and what, in rupiah, below 0 what went back, as `print:list` tells it; absent where it is no debt's slip. */
  readonly customerName?: string;
  readonly sum?: Rupiah;
  /** Of a receipt or a debt's slip 0 the original, n the n-th copy; null of all else, and of a copy of which nobody knows any more which one it is. */
  readonly copy: number | null;
  readonly state: JobState;
  /** Why it did not get through at its last attempt. */
  readonly cause: PrinterCause | null;
  /** It waited for so long that it goes out only on a person's word. */
  readonly asks: boolean;
  /** It is doubtful or failed, and a person has seen to it. */
  readonly seen: boolean;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly attempts: number;
}
