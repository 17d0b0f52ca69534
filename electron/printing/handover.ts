import type { PrinterStatus } from '../../shared/health.ts';
import { toWib } from '../../shared/time.ts';
import { describeError } from '../machine/log.ts';
import type { Printer, PrintingParts } from './parts.ts';
import type { Delivery } from './transport.ts';

/** A printer that has not taken a slip after this many ms is not printing. */
const jobTimeoutMs = 8_000;

/** Hands a job to a printer, and takes note of what became of it. */
export type SendTo = (printer: Printer, bytes: Buffer) => Promise<Delivery>;

export interface Handover {
  readonly send: SendTo;
  /** What became of the last job of each printer. */
  readonly status: () => readonly PrinterStatus[];
}

export function createHandover({ config, deliver, clock, log }: PrintingParts): Handover {
  const seen = new Map<string, Pick<PrinterStatus, 'state' | 'cause' | 'checkedAt'>>();
  const unknown = { state: 'unknown', cause: null, checkedAt: null } as const;

  /** What throws here threw before the first byte: nothing reached the printer, and the next slip is still the original. */
  async function deliverOrFail(transport: string, bytes: Buffer): Promise<Delivery> {
    try {
      return await deliver(transport, bytes, jobTimeoutMs);
    } catch (error) {
      log.write('print-threw', describeError(error));
      return { kind: 'failed', why: 'the slip could not be sent', cause: 'unknown' };
    }
  }

  return {
    async send({ id, transport }, bytes) {
      const delivery = await deliverOrFail(transport, bytes);
      const checkedAt = toWib(clock.now());
      const isSent = delivery.kind === 'sent';
      seen.set(
        id,
        isSent ? { state: 'sent', cause: null, checkedAt } : { state: 'failed', cause: delivery.cause, checkedAt },
      );
      return delivery;
    },
    status: () => config.printers.map(({ id, columns }) => ({ id, columns, ...(seen.get(id) ?? unknown) })),
  };
}
