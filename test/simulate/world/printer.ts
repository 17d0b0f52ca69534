import type { Deliver, Delivery } from '../../../electron/printers/transport.ts';
import { slipsIn, type Slip } from '../../oracles/slips.ts';
import { Crash, type Seams } from '../till/seams.ts';
import type { Paper, Sale } from '../script/script.ts';
import type { Coverage } from '../play/coverage.ts';
import type { Timeline } from './timeline.ts';
import type { Trace } from '../play/trace.ts';

export interface Printer {
  deliver(seams: Seams): Deliver;
  /** What came out, in its order. */
  readonly slips: readonly Slip[];
  /** How often it opened the drawer, where the books that there are now may know of it. */
  pulses(): number;
  /** Files were put back: what came out since there were so many is forgotten. */
  forgetPulses(then: number): void;
  /** Every job is taken from now on. */
  mend(): void;
}

/** `ESC p`: the drawer opens. */
const pulse = '\x1bp';

/** What carries no id. */
const noSlip: Slip = { transactionId: '', copy: null, isReceipt: false, slipNumber: null };

/** `saleOf` knows the sale of a customer number, and so what its jobs meet with. */
export function createPrinter(
  timeline: Timeline,
  trace: Trace,
  coverage: Coverage,
  saleOf: (customerNumber: string) => Sale | undefined,
): Printer {
  const slips: Slip[] = [];
  const jobs = new Map<string, number>();
  let isMended = false;
  let pulses = 0;

  return {
    slips,
    pulses: () => pulses,
    forgetPulses: (then) => void (pulses = Math.min(pulses, then)),
    mend: () => void (isMended = true),
    deliver: (seams) => async (_transport, bytes, timeoutMs, begin) => {
      const text = bytes.toString('latin1');
      const customerNumber = /\b53\d{10,11}\b/.exec(text)?.[0] ?? '';
      const [slip = noSlip] = slipsIn(text);
      const done = jobs.get(slip.transactionId) ?? 0;
      jobs.set(slip.transactionId, done + 1);
      const paper = isMended ? undefined : saleOf(customerNumber)?.papers?.[done];
      if (paper) coverage.fault(`printer ${paper}`);
      const { delivery, isOut, afterMs } = fateOf(paper, timeoutMs);
      // What no printer is there for is never begun.
      if (delivery.kind !== 'failed' && !(await begin())) return { kind: 'failed', why: 'withheld', cause: 'unknown' };
      seams.pass('print-out');
      trace.note(`prints ${slip.transactionId} ${slip.copy === 0 ? 'original' : (slip.copy ?? 'slip')} ${paper ?? ''}`);
      if (isOut && text.includes(pulse)) pulses++;
      if (isOut && text.includes(pulse) && slip === noSlip) coverage.fault('drawer opened');
      if (isOut) slips.push(slip);
      return new Promise<Delivery>((resolve) => {
        timeline.after(afterMs, 'till', () => {
          if (!seams.isAlive()) return;
          try {
            seams.pass('print-in');
            resolve(delivery);
          } catch (error) {
            if (!(error instanceof Crash)) throw error;
          }
        });
      });
    },
  };
}

function fateOf(
  paper: Paper | undefined,
  timeoutMs: number,
): { readonly delivery: Delivery; readonly isOut: boolean; readonly afterMs: number } {
  switch (paper) {
    case 'failed':
      return { delivery: { kind: 'failed', why: 'nobody listens', cause: 'refused' }, isOut: false, afterMs: 20 };
    case 'doubtful-out':
      return {
        delivery: { kind: 'doubtful', why: 'the connection was cut', cause: 'offline' },
        isOut: true,
        afterMs: 900,
      };
    case 'doubtful-nothing':
      return {
        delivery: { kind: 'doubtful', why: 'the connection was cut', cause: 'offline' },
        isOut: false,
        afterMs: timeoutMs,
      };
    case 'sent-nothing':
      return { delivery: { kind: 'sent' }, isOut: false, afterMs: 600 };
    case 'slow':
      return { delivery: { kind: 'sent' }, isOut: true, afterMs: timeoutMs - 100 };
    case undefined:
      return { delivery: { kind: 'sent' }, isOut: true, afterMs: 550 };
  }
}
