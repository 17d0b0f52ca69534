import type { Books } from '../books/books.ts';
import type { Log } from '../machine/log.ts';
import type { Clock } from '../time/clock.ts';
import type { Slip } from './receipt.ts';
import type { Deliver } from './transport.ts';

export const columnsWithoutPrinter = 32;

/** A printer as the shop set it up. */
export interface Printer {
  readonly id: string;
  readonly transport: string;
  readonly columns: number;
  /** The drawer's pin at this printer; null if none hangs on it. */
  readonly drawer: 2 | 5 | null;
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
  readonly clock: Clock;
  readonly newId: () => string;
  readonly log: Log;
}
