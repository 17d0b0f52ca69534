import type { Op } from './trace.ts';

/** Parts of the till's work during which the power may go, named as the same moments of a process are. */
export const phases = {
  B1: 'before the intent',
  B2: 'inside the intent’s commit',
  B3: 'after the intent, before the connection',
  B4: 'connected, before the first byte',
  B6: 'after the request, before the answer',
  B9: 'after the answer, before the outcome’s commit',
  B10: 'inside the outcome’s commit',
  B11: 'after the outcome, before the reply',
  B12: 'around the reply, before the slip',
  B13: 'while the slip is under way',
  B14: 'after the slip, while that is stored',
  B15: 'while a question is asked and its answer stored',
  B16: 'while the database’s log is copied back',
  B17: 'during a backup',
  B18: 'during an export',
  B19: 'while an older till’s database is upgraded',
  B20: 'during a start, and the recovery of a killed till',
  B21: 'while the journal is sealed segment by segment, and packed',
  B22: 'while an older till’s journal is split into segments',
  B23: 'while it is noted what was read again, and midnight begins the next segment',
  B24: 'while people are saved, sign in, try PINs, approve and come in by the phrase',
  B25: 'while a shift is opened, counted, closed and opened again, and its drawer moves',
  B26: 'while customers are saved, owe, and pay of it',
  B27: 'while top-ups are asked for, arrive and are called off, and a deposit is put right',
  B28: 'while settings are saved and seen',
  B29: 'while slips wait for a printer, are tried again, taken back and come out',
} as const;
export type Phase = keyof typeof phases;

/** What these begin with, they go on with to the end of the till. */
const unbroken: readonly Phase[] = ['B21', 'B22', 'B23'];

export function isUnbroken(phase: Phase): boolean {
  return unbroken.includes(phase);
}

/** Calls at the counter that are no sales. From such a call on it is its phase, up to the next call. */
const byChannel: readonly (readonly [start: string, phase: Phase])[] = [
  ['people:', 'B24'],
  ['session:', 'B24'],
  ['shift:', 'B25'],
  ['drawer:', 'B25'],
  ['customer:', 'B26'],
  ['debt:', 'B26'],
  ['deposit:', 'B27'],
  ['settings:', 'B28'],
  ['backup:', 'B17'],
  ['print:', 'B29'],
  ['receipt:', 'B29'],
];
const atTheCounter: ReadonlySet<Phase> = new Set(byChannel.map(([, phase]) => phase));

/** Follows a recording, and knows after each event in which part of the work the till is. */
export class PhaseFollower {
  #now: Phase;
  readonly #start: Phase;

  constructor(start: Phase) {
    this.#start = start;
    this.#now = start;
  }

  after(op: Op): Phase {
    if (!isUnbroken(this.#start)) this.#now = this.#next(op);
    return this.#now;
  }

  #next(op: Op): Phase {
    switch (op.kind) {
      case 'heard':
        if (op.text === '') return 'B16';
        if (op.text.includes('"payment:pay"')) return 'B1';
        if (op.text.includes('"export:run"')) return 'B18';
        return byChannel.find(([start]) => op.text.includes(`"channel":"${start}`))?.[1] ?? this.#now;
      case 'write':
        return this.#written(op.file, op.bytes);
      case 'sync':
        return this.#synced(op.file);
      case 'connect':
        return this.#now === 'B3' ? 'B4' : this.#now === 'B12' ? 'B13' : this.#now;
      case 'sent':
        return /check_?status|bill\/status/.test(op.bytes.toString('latin1'))
          ? 'B15'
          : this.#now === 'B4'
            ? 'B6'
            : this.#now;
      case 'received':
        return this.#now === 'B6' ? 'B9' : this.#now;
      case 'said':
        return this.#now === 'B11' ? 'B12' : this.#now;
      case 'create':
      case 'cut':
      case 'rename':
      case 'unlink':
        return this.#now;
    }
  }

  #written(file: string, bytes: Buffer): Phase {
    if (this.#start === this.#now || atTheCounter.has(this.#now)) return this.#now;
    if (file.endsWith('loket.db')) return 'B16';
    if (!file.endsWith('journal/000001.jsonl')) return this.#now;
    const kind = bytes
      .toString('latin1')
      .match(/"kind":"(\w+)"/g)
      ?.at(-1)
      ?.slice(8, -1);
    if (kind === 'intent') return 'B2';
    if (kind === 'printing') return 'B12';
    if (kind === 'print') return 'B14';
    if (kind === 'asked' || this.#now === 'B15') return 'B15';
    return kind === 'paid' || kind === 'pending' || kind === 'refused' ? 'B10' : this.#now;
  }

  #synced(file: string): Phase {
    if (!file.endsWith('-wal')) return this.#now;
    return this.#now === 'B2' ? 'B3' : this.#now === 'B10' ? 'B11' : this.#now;
  }
}
