import { randomInt } from 'node:crypto';
import type { PrinterCause } from '../../shared/health.ts';
import type { Answers, Probed } from '../../shared/printer-answers.ts';

// What an ESC/POS printer can be asked, and how its answers read. Epson's command reference names the bits; clones answer a part of them.

/** One thing that a printer said. */
export type Said =
  | { readonly kind: 'mark'; readonly mark: string }
  | { readonly kind: 'paper'; readonly isOut: boolean }
  | { readonly kind: 'status'; readonly byte: number }
  | { readonly kind: 'name'; readonly text: string }
  /** A byte that is no answer of a printer's, as of a server in between that greets. */
  | { readonly kind: 'noise' };

const bytes = (...all: readonly number[]): Buffer => Buffer.from(all);

/** `DLE EOT 1`, `2` and `4`: whether it is offline, why, and its paper. It acts on them at once, in their order. */
export const howAreYou = bytes(0x10, 0x04, 1, 0x10, 0x04, 2, 0x10, 0x04, 4);
/** `GS r 1`. */
const paperStatus = bytes(0x1d, 0x72, 1);
/** `GS I`: firmware, model, serial number. */
const names = bytes(0x1d, 0x49, 65, 0x1d, 0x49, 67, 0x1d, 0x49, 68);

const letters = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** Four characters that a printer sends back. By chance, so that a late answer to a job of another process is none to this one. */
export function newMark(): string {
  return Array.from({ length: 4 }, () => letters[randomInt(letters.length)]).join('');
}

/** `GS ( H`, function 48. */
function markBytes(mark: string): Buffer {
  return Buffer.concat([bytes(0x1d, 0x28, 0x48, 6, 0, 0x30, 0x30), Buffer.from(mark, 'latin1')]);
}

/** What goes behind a job so that the printer tells when it is on paper. */
export function fenceBytes(fence: Exclude<Answers['fence'], 'none'>, mark: string): Buffer {
  return fence === 'job' ? markBytes(mark) : paperStatus;
}

/** All questions, for a page on which it is no harm if a printer that does not know them prints some of their letters. `GS r 1` so many times. */
export function probeBytes(mark: string, times: number): Buffer {
  return Buffer.concat([markBytes(mark), ...Array<Buffer>(times).fill(paperStatus), howAreYou, names]);
}

/** The bytes that answer `GS r 1`: both bits of a sensor are the same. */
const papers: readonly number[] = [0x00, 0x03, 0x0c, 0x0f];
/** XON and XOFF. */
const flow: readonly number[] = [0x11, 0x13];

/**
 * All that stands in what a printer sent, as far as it is whole. What it sends by itself when something changes (four bytes), and what stops
 * and starts a cable, tells nothing here.
 */
export function readSaid(heard: Buffer): readonly Said[] {
  const said: Said[] = [];
  for (let at = 0; at < heard.length;) {
    const byte = heard[at] ?? 0;
    const kind = heard[at + 1] === 0x22 && byte === 0x37 ? 'mark' : byte === 0x5f ? 'name' : null;
    if (kind) {
      const endsAt = kind === 'mark' ? at + 6 : heard.indexOf(0, at);
      if (endsAt < 0 || endsAt >= heard.length) break;
      if (kind === 'mark') said.push({ kind, mark: heard.toString('latin1', at + 2, endsAt) });
      else said.push({ kind, text: heard.toString('latin1', at + 1, endsAt) });
      at = endsAt + 1;
      continue;
    }
    const isChange = (byte & 0x93) === 0x10;
    if ((byte & 0x93) === 0x12) said.push({ kind: 'status', byte });
    else if (papers.includes(byte)) said.push({ kind: 'paper', isOut: (byte & 0x0c) !== 0 });
    else if (!isChange && !flow.includes(byte)) said.push({ kind: 'noise' });
    at += isChange ? 4 : 1;
  }
  return said;
}

/** Why a printer that answered `howAreYou` prints nothing now; null if it does. `answers` are in the order of the questions. */
export function troubleOf([is = 0, why = 0, paper = 0]: readonly number[]): PrinterCause | null {
  if ((paper & 0x60) !== 0 || (why & 0x20) !== 0) return 'paper';
  if ((why & 0x04) !== 0) return 'cover';
  return (is & 0x08) !== 0 || (why & 0x40) !== 0 ? 'offline' : null;
}

/** What it said to `DLE EOT`, in its order. */
export function statusesIn(said: readonly Said[]): readonly number[] {
  return said.flatMap((one) => (one.kind === 'status' ? [one.byte] : []));
}

/** Whether it answers all that it can be asked: then nobody has to wait for more. */
export function isWhole({ fence, asksStatus, calls }: Probed): boolean {
  return fence === 'job' && asksStatus && calls.length >= 3;
}

/** What was found out by `probeBytes`. Where somebody talks in between, only the mark is an answer. */
export function probedOf(said: readonly Said[], mark: string): Probed {
  const isMarked = said.some((one) => one.kind === 'mark' && one.mark === mark);
  const calls = said.flatMap((one) => (one.kind === 'name' ? [one.text] : []));
  const isClear = !said.some(({ kind }) => kind === 'noise');
  const isPaper = isClear && said.some(({ kind }) => kind === 'paper');
  const asksStatus = isClear && statusesIn(said).length === 3;
  return { fence: isMarked ? 'job' : isPaper ? 'status' : 'none', asksStatus, calls };
}
