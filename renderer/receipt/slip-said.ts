import type { Words } from '../words/words.ts';
import type { PaperState } from './printed.ts';

// What is said of a payment's slip. Sent is not printed, unless its printer says so.

export interface SlipSaid {
  readonly state: 'printing' | 'sent' | 'waiting' | 'doubtful' | 'failed';
  readonly what: string;
  readonly more: string;
}

/** `copy`: 0 the original, n the n-th copy, null a slip that is no receipt. */
export function slipSaid(state: PaperState, copy: number | null, { done }: Words): SlipSaid {
  const name = copy === null ? done.slipName : copy === 0 ? done.receiptName : done.paperCopy(copy);
  switch (state) {
    case 'queued':
    case 'printing':
      return { state: 'printing', what: done.printing(name), more: '' };
    case 'waiting':
      return { state, what: done.waits(name), more: done.waitsNext };
    case 'asks':
      return { state: 'waiting', what: done.waits(name), more: done.asksNext };
    case 'sent':
      return { state, what: done.sent(name), more: done.unconfirmed };
    case 'confirmed':
      return { state: 'sent', what: done.sent(name), more: done.confirmed };
    case 'seen':
      return { state: 'sent', what: done.sent(name), more: done.seen };
    case 'doubtful':
      return { state, what: done.mayBeOut(name), more: copy === null ? done.mayBeOutSlipNext : done.mayBeOutNext };
    case 'failed':
    case 'cancelled':
      return { state: 'failed', what: done.notPrinted(name), more: done.notPrintedNext };
  }
}
