import { setTimeout as sleep } from 'node:timers/promises';
import type { Deliver } from '../../electron/printers/transport.ts';
import { paperText } from './printer-sink.ts';

/** Longer than a test takes to look, in ms. */
const hangsMs = 2_000;

/** What a printer does with a job: prints it, is not there, breaks in the middle, or does so late. */
export type Mood = 'prints' | 'off' | 'breaks' | 'hangs';

/** Printers without a wire, each in its mood. `deliver` is what the till sends through. */
export interface PaperPrinter {
  mood: Mood;
  readonly deliver: Deliver;
  readonly jobs: readonly Buffer[];
  /** What it printed, as a person reads it. */
  readonly papers: () => readonly string[];
  /** How often somebody tried. */
  readonly tries: () => number;
}

export function paperPrinter(): PaperPrinter {
  const jobs: Buffer[] = [];
  let tries = 0;
  const printer: PaperPrinter = {
    mood: 'prints',
    jobs,
    papers: () => jobs.map(paperText),
    tries: () => tries,
    async deliver(_transport, bytes, _timeoutMs, begin) {
      tries++;
      const { mood } = printer;
      if (mood === 'off') return { kind: 'failed', why: 'nobody listens', cause: 'refused' };
      if (!(await begin())) return { kind: 'failed', why: 'called off', cause: 'unknown' };
      if (mood === 'hangs') await sleep(hangsMs);
      if (mood !== 'prints') return { kind: 'doubtful', why: 'it hung up', cause: 'offline' };
      jobs.push(bytes);
      return { kind: 'sent' };
    },
  };
  return printer;
}
