import type { Job, SpoolStore } from '../db/spool-store.ts';
import type { Printer } from '../printers/printer.ts';
import type { Clock } from '../time/clock.ts';
import type { Attempting } from './attempt.ts';

/** What is to come out, where, and who wanted it. */
export type Work = Pick<
  Job,
  'what' | 'printerId' | 'transactionId' | 'copy' | 'asked' | 'drawer' | 'entry' | 'bytes' | 'columns'
> & {
  /** When it was wanted, in ms; now if absent. */
  readonly wantedAt?: number;
};

export interface SpoolParts extends Omit<Attempting, 'update' | 'claim' | 'isGone'> {
  readonly store: SpoolStore;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly printers: () => readonly Printer[];
  /** Whether the books say that a job which the till died over went out, or may have. */
  readonly mayBeOut: (job: Job) => boolean;
  /** Whether a job can come out at that printer. */
  readonly mayGo: (job: Job, printer: Printer) => boolean;
  readonly changed: (job: Job) => void;
}
