/** What a make of printer does with what it gets. */
export interface Make {
  readonly language: 'escpos' | 'escp';
  /** `GS ( H`: sends the mark back once all before it is printed. */
  readonly marks: boolean;
  /** `GS r`. */
  readonly paperStatus: boolean;
  /** `DLE EOT`, at once, whatever else it is at. */
  readonly realTime: boolean;
  /** `GS I`: what it says that it is. */
  readonly calls: string | null;
  /** How fast it works off what it got; at once if absent. */
  readonly bytesPerSecond?: number;
  /** The mark that it sends back, if it is not the one it got. */
  readonly answersWith?: string;
  /** Hangs up as soon as it has said one of these: a mark, or how it is. */
  readonly hangsUpAfter?: 'mark' | 'status';
  /** Tells by itself, in four bytes, whatever changes. */
  readonly tellsChanges?: boolean;
  /** What it says to whoever connects. */
  readonly greets?: readonly number[];
}

const silent = { marks: false, paperStatus: false, realTime: false, calls: null } as const;

export const makes = {
  epson: { language: 'escpos', marks: true, paperStatus: true, realTime: true, calls: 'TM-T88VI' },
  /** It says that it is one of those, and knows nothing of what they know. */
  liar: { ...silent, language: 'escpos', calls: 'TM-T88VI' },
  clone: { ...silent, language: 'escpos', paperStatus: true, realTime: true, tellsChanges: true },
  /** It tells by `GS r` alone, in its turn. */
  inquired: { ...silent, language: 'escpos', paperStatus: true },
  mute: { ...silent, language: 'escpos' },
  needle: { ...silent, language: 'escp' },
  /** Behind a cable at 9600 baud. */
  slow: { ...silent, language: 'escpos', paperStatus: true, realTime: true, bytesPerSecond: 960 },
} as const satisfies Record<string, Make>;

/** What works off bytes in their order and puts letters on paper; it answers as its make does. */
export interface Mechanism {
  /** `hears`: it takes what it gets. */
  readonly is: { paper: 'there' | 'out'; cover: 'shut' | 'open'; hears: boolean };
  /** What came out, each until its cut or the end of its form; the last is still in the printer. */
  readonly pieces: readonly string[];
  /** The line under way, of which nothing is on paper yet on one that prints line by line. */
  readonly line: () => string;
  /** Commands that it does not know, in hex. */
  readonly unknown: readonly string[];
  /** After so many more letters its paper ends. */
  endsAfter(letters: number): void;
  take(bytes: Buffer): void;
  /** Goes on with what it got, as far as it prints. */
  work(): void;
  /** The power was gone: so is what was not printed. */
  forget(): void;
  /** It has worked off all that it can: at most the beginning of a command is left. */
  isIdle(): boolean;
}

const answers = { ready: 0x12, offline: 0x1a, coverOpen: 0x16, paperStop: 0x32, noPaper: 0x72 } as const;

/** How often a slow one takes what it has had the time for, in ms. */
const tickMs = 20;

type Say = (...all: readonly (number | string)[]) => void;

/** `say` sends what it answers; `worked` hears whenever it has stopped for want of bytes, paper or anything else. */
export function createMechanism(make: Make, say: Say, worked: () => void = () => undefined): Mechanism {
  const pieces = [''];
  const unknown: string[] = [];
  const is: Mechanism['is'] = { paper: 'there', cover: 'shut', hears: true };
  let [buffer, line, letters] = [Buffer.alloc(0), '', Infinity];
  let ticking: NodeJS.Timeout | null = null;
  const prints = (): boolean => is.paper === 'there' && is.cover === 'shut';

  function put(text: string): void {
    pieces[pieces.length - 1] += text;
  }
  const hands: Hands = {
    letter(byte) {
      if (letters-- <= 0) return void (is.paper = 'out');
      line += String.fromCharCode(byte);
    },
    lineEnd() {
      put(`${line}\n`);
      line = '';
    },
    cut() {
      if (line !== '') hands.lineEnd();
      pieces.push('');
    },
    reset: () => void (line = ''),
    unknown: (bytes) => void unknown.push(bytes.toString('hex')),
    say,
  };

  function realTime(nth: number): number {
    const { paper, cover } = is;
    if (nth === 2) return cover === 'open' ? answers.coverOpen : paper === 'out' ? answers.paperStop : answers.ready;
    if (nth === 4) return paper === 'out' ? answers.noPaper : answers.ready;
    return prints() ? answers.ready : answers.offline;
  }

  const mechanism: Mechanism = {
    ...{ is, pieces, unknown, line: () => line },
    endsAfter: (most) => void (letters = most),
    take(bytes) {
      if (!is.hears) return;
      buffer = Buffer.concat([buffer, bytes]);
      if (make.language === 'escp') return;
      for (let at; (at = buffer.indexOf(Buffer.from([0x10, 0x04]))) >= 0 && at + 2 < buffer.length;) {
        const nth = buffer[at + 2] ?? 0;
        buffer = Buffer.concat([buffer.subarray(0, at), buffer.subarray(at + 3)]);
        if (make.realTime) say(realTime(nth));
      }
    },
    work() {
      if (ticking) return;
      let left = make.bytesPerSecond ? Math.ceil((make.bytesPerSecond * tickMs) / 1_000) : Infinity;
      while (buffer.length > 0 && prints() && left > 0) {
        const length = workOff(buffer, make, hands);
        if (length === 0 || !prints()) break;
        buffer = buffer.subarray(length);
        left -= length;
      }
      if (left <= 0 && buffer.length > 0)
        ticking = setTimeout(() => {
          ticking = null;
          mechanism.work();
        }, tickMs);
      else worked();
    },
    forget: () => void ([buffer, line] = [Buffer.alloc(0), '']),
    isIdle: () => ticking === null && prints(),
  };
  return mechanism;
}

interface Hands {
  readonly letter: (byte: number) => void;
  readonly lineEnd: () => void;
  readonly cut: () => void;
  readonly reset: () => void;
  readonly unknown: (bytes: Buffer) => void;
  readonly say: Say;
}

/** Commands that are worked off without a trace, with how long they are. */
const escpos: Readonly<Record<string, number>> = { '1c .': 2, '1b t': 3, '1b E': 3, '1b d': 3, '1b p': 5 };
const escp: Readonly<Record<string, number>> = {
  ...{ '1b R': 3, '1b P': 2, '1b M': 2, '1b 0': 2, '1b O': 2, '1b C': 3, '1b E': 2, '1b F': 2 },
};

/** Does what stands first in `buffer`; answers how many bytes that took, 0 if more are to come. */
function workOff(buffer: Buffer, make: Make, hands: Hands): number {
  const [byte = 0, next = 0, third = 0] = buffer;
  if (byte === 0x0a) return (hands.lineEnd(), 1);
  if (make.language === 'escp' && byte === 0x0c) return (hands.cut(), 1);
  if (make.language === 'escp' && [0x0d, 0x0f, 0x12].includes(byte)) return 1;
  if (byte !== 0x1b && byte !== 0x1d && byte !== 0x1c) return (hands.letter(byte), 1);
  const key = `${byte.toString(16)} ${String.fromCharCode(next)}`;
  const length = key === '1b @' ? 2 : key === '1d (' ? 5 + (buffer[3] ?? 0) : (lengthsOf(make)[key] ?? 3);
  if (buffer.length < Math.max(length, key === '1d (' ? 4 : 2)) return 0;
  if (key === '1b @') hands.reset();
  else if (key === '1d V') hands.cut();
  else if (key === '1d (' && third === 0x48 && make.marks)
    hands.say(0x37, 0x22, make.answersWith ?? buffer.toString('latin1', 7, 11), 0);
  else if (key === '1d r' && make.paperStatus) hands.say(0);
  else if (key === '1d I' && make.calls !== null) hands.say(0x5f, third === 67 ? make.calls : `X${third}`, 0);
  else if (!(key in lengthsOf(make))) hands.unknown(buffer.subarray(0, length));
  return length;
}

const lengthsOf = ({ language }: Make): Readonly<Record<string, number>> => (language === 'escp' ? escp : escpos);
