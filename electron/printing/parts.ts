import type { Books } from '../books/books.ts';
import type { Log } from '../machine/log.ts';
import type { Printer } from '../printers/printer.ts';
import type { Deliver } from '../printers/transport.ts';
import type { Job, SpoolStore } from '../db/spool-store.ts';
import type { Clock } from '../time/clock.ts';
import type { Ready } from '../spool/attempt.ts';
import type { WantedPaper } from './check-paper.ts';
import type { Slip } from './receipt.ts';

/** What goes out of a job, and what its bytes have to be. */
export interface Prepared extends Ready {
  readonly must: Omit<WantedPaper, 'columns'>;
}

export interface PrintingParts {
  readonly books: Books;
  readonly config: {
    readonly shop: Slip['shop'];
    readonly printers: readonly Printer[];
    readonly training: boolean;
    readonly callCentre?: string | undefined;
  };
  readonly deliver: Deliver;
  readonly spoolStore: SpoolStore;
  /** Hears of every change of a job. */
  readonly printChanged: (job: Job) => void;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly log: Log;
}
