import type { Books } from '../books/books.ts';
import { describeError, type Log } from '../machine/log.ts';
import type { Clock } from '../time/clock.ts';
import type { Slip } from './receipt.ts';
import type { Deliver, Delivery } from './transport.ts';

/** A printer that has not taken a slip after this many ms is not printing. */
const jobTimeoutMs = 8_000;
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

/** What throws here threw before the first byte: nothing reached the printer, and the next slip is still the original. */
export async function deliverOrFail(
  { deliver, log }: PrintingParts,
  transport: string,
  bytes: Buffer,
): Promise<Delivery> {
  try {
    return await deliver(transport, bytes, jobTimeoutMs);
  } catch (error) {
    log.write('print-threw', describeError(error));
    return { kind: 'failed', why: 'the slip could not be sent' };
  }
}
