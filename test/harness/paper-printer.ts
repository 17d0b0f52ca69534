import type { Deliver } from '../../electron/printers/transport.ts';
import { paperText } from './printer-sink.ts';

/** What a printer does with a job: prints it, is not there, breaks in the middle, or does so when it is let go. */
export type Mood = 'prints' | 'off' | 'breaks' | 'hangs';

/** Printers without a wire, each in its mood. `deliver` is what the till sends through. */
export interface PaperPrinter {
  mood: Mood;
  readonly deliver: Deliver;
  readonly jobs: readonly Buffer[];
  /** What it printed, as a person reads it. */
  readonly papers: () => readonly string[];
  /** Jobs that hang break off. */
  letGo(): void;
  /** How often somebody tried. */
  readonly tries: () => number;
}

export function paperPrinter(): PaperPrinter {
  const jobs: Buffer[] = [];
  const hanging: (() => void)[] = [];
  let tries = 0;
  const printer: PaperPrinter = {
    mood: 'prints',
    jobs,
    papers: () => jobs.map(paperText),
    letGo() {
      for (const resolve of hanging.splice(0)) resolve();
    },
    tries: () => tries,
    async deliver(_transport, bytes, _timeoutMs, begin) {
      tries++;
      const { mood } = printer;
      if (mood === 'off') return { kind: 'failed', why: 'nobody listens', cause: 'refused' };
      if (!(await begin())) return { kind: 'failed', why: 'called off', cause: 'unknown' };
      if (mood === 'hangs') await new Promise<void>((resolve) => hanging.push(resolve));
      if (mood !== 'prints') return { kind: 'doubtful', why: 'it hung up', cause: 'offline' };
      jobs.push(bytes);
      return { kind: 'sent' };
    },
  };
  return printer;
}
