import { createRequire } from 'node:module';
import type * as Library from 'node-thermal-printer';
import { assert } from '../../shared/errors.ts';
import type { ReceiptLine } from './receipt.ts';

/** As the library begins to cut: four lines, twice. */
const feeds = Buffer.from([0x1b, 0x64, 4, 0x1b, 0x64, 4, 0x1d, 0x56, 0]);

/** Reset, leave the two-byte character mode of cheap printers, code page 0: the slip is ASCII. */
const start = Buffer.from([0x1b, 0x40, 0x1c, 0x2e, 0x1b, 0x74, 0x00]);

/** Loaded with the first slip: its code pages and pictures, which none of our slips has, would be a tenth of a start. */
const library = (): typeof Library =>
  (loaded ??= createRequire(import.meta.url)('node-thermal-printer') as typeof Library);
let loaded: typeof Library | undefined;

/**
 * The bytes of one job. A composer of its own for each job, since the library's buffer outlives a print; without an
 * interface, since its transports report success to printers that never read.
 */
export function toEscPos(lines: readonly ReceiptLine[], columns: number): Buffer {
  const { BreakLine, PrinterTypes, ThermalPrinter } = library();
  const composer = new ThermalPrinter({
    type: PrinterTypes.EPSON,
    width: columns,
    breakLine: BreakLine.NONE,
    interface: '',
  });
  composer.add(start);
  for (const line of lines) {
    assert(/^[\x20-\x7e]*$/.test(line.text), 'a slip holds printable ASCII only');
    if (line.bold) composer.bold(true);
    // As bytes: the library looks at text letter by letter, to find what a code page has to tell.
    composer.add(Buffer.from(`${line.text}\n`, 'latin1'));
    if (line.bold) composer.bold(false);
  }
  composer.cut();
  return Buffer.from(composer.getBuffer());
}

/** Where in a job of ours its text has ended, in bytes: what follows feeds, cuts and resets. */
export function endOfText(job: Buffer): number {
  const at = job.lastIndexOf(feeds);
  assert(at > 0, 'a job ends with its cut');
  return at;
}

/**
 * What ends a job that broke off: the rest of it is fed out and cut off. A command of ours that lacks its last bytes, three at most, takes the
 * first of the feeds for them.
 */
export const endsBroken = feeds;

/** A job that moves no paper. */
export const nothing = start;

/** The same job with the pulse that opens the drawer at that pin, ahead of its text; no pulse for null. */
export function withPulse(job: Buffer, pin: 2 | 5 | null): Buffer {
  if (pin === null) return job;
  assert(job.subarray(0, start.length).equals(start), 'a job begins with a reset');
  return Buffer.concat([start, drawerPulse(pin), job.subarray(start.length)]);
}

/** `ESC p m t1 t2`, 50 ms on and 500 ms off. The library's own pulse lacks both times. */
function drawerPulse(pin: 2 | 5): Buffer {
  return Buffer.from([0x1b, 0x70, pin === 2 ? 0 : 1, 0x19, 0xfa]);
}
