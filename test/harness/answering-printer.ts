import net, { type AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** What a make of printer does with questions. */
export interface Make {
  /** `GS ( H`: sends the mark back once all before it is printed. */
  readonly marks: boolean;
  /** `GS r`. */
  readonly paperStatus: boolean;
  /** `DLE EOT`, at once, whatever else it is at. */
  readonly realTime: boolean;
  /** `GS I`: what it says that it is. */
  readonly calls: string | null;
  /** The mark that it sends back, if it is not the one it got. */
  readonly answersWith?: string;
  /** Hangs up as soon as it has said one of these: a mark, or how it is. */
  readonly hangsUpAfter?: 'mark' | 'status';
  /** Tells by itself, in four bytes, whatever changes. */
  readonly tellsChanges?: boolean;
  /** What it says to whoever connects. */
  readonly greets?: readonly number[];
}

export const makes = {
  epson: { marks: true, paperStatus: true, realTime: true, calls: 'TM-T88VI' },
  /** It says that it is one of those, and knows none of what they know. */
  liar: { marks: false, paperStatus: false, realTime: false, calls: 'TM-T88VI' },
  clone: { marks: false, paperStatus: true, realTime: true, calls: null, tellsChanges: true },
  mute: { marks: false, paperStatus: false, realTime: false, calls: null },
} as const satisfies Record<string, Make>;

/** An ESC/POS printer on loopback that works off what it gets in its order, prints it, and answers as its make does. */
export interface AnsweringPrinter {
  readonly transport: string;
  /** The text that it printed, slip by slip: each cut ends one. */
  slips(): readonly string[];
  /** What it has printed of the slip under way. */
  begun(): string;
  /** Commands that it does not know, in hex. */
  readonly unknown: readonly string[];
  is: { paper: 'there' | 'out'; cover: 'shut' | 'open'; hears: boolean };
  /** After so many more letters its paper ends. */
  endsAfter(letters: number): void;
}

const answers = { ready: 0x12, offline: 0x1a, coverOpen: 0x16, paperStop: 0x32, noPaper: 0x72 } as const;

export async function answeringPrinter(make: Make): Promise<AnsweringPrinter> {
  const slips: string[] = [];
  const unknown: string[] = [];
  const is: AnsweringPrinter['is'] = { paper: 'there', cover: 'shut', hears: true };
  let [slip, letters] = ['', Infinity];
  const prints = (): boolean => is.paper === 'there' && is.cover === 'shut';
  const realTime = (nth: number): number => {
    if (nth === 2)
      return is.cover === 'open' ? answers.coverOpen : is.paper === 'out' ? answers.paperStop : answers.ready;
    if (nth === 4) return is.paper === 'out' ? answers.noPaper : answers.ready;
    return prints() ? answers.ready : answers.offline;
  };
  const print = (byte: number): void => {
    if (letters-- > 0) return void (slip += String.fromCharCode(byte));
    is.paper = 'out';
  };
  const server = net.createServer({ allowHalfOpen: true }, (socket) => {
    let [buffer, hasMarked] = [Buffer.alloc(0), false];
    const say = (...all: readonly (number | string)[]): void =>
      void (
        !socket.destroyed &&
        socket.write(Buffer.concat(all.map((one) => Buffer.from(typeof one === 'string' ? one : [one]))))
      );
    const isEnded = (): boolean => socket.readableEnded;
    const work = (): void => {
      while (buffer.length > 0 && prints()) {
        const length = workOff(buffer, { make, say, print, cut: () => void (slips.push(slip), (slip = '')), unknown });
        hasMarked ||= buffer[0] === 0x1d && buffer[1] === 0x28;
        if (length === 0) break;
        buffer = buffer.subarray(length);
      }
      if (isEnded() || (hasMarked && make.hangsUpAfter === 'mark')) socket.end();
    };
    socket.on('error', () => undefined);
    if (make.tellsChanges) say(0x14, 0, 0, 0x0f);
    if (make.greets) say(...make.greets);
    socket.on('data', (chunk) => {
      if (!is.hears) return;
      let rest = buffer.length;
      buffer = Buffer.concat([buffer, chunk]);
      for (let at; (at = buffer.indexOf(Buffer.from([0x10, 0x04]), rest)) >= 0 && at + 2 < buffer.length; rest = at) {
        if (make.realTime) say(realTime(buffer[at + 2] ?? 0));
        if (make.hangsUpAfter === 'status' && buffer[at + 2] === 4) socket.end();
        buffer = Buffer.concat([buffer.subarray(0, at), buffer.subarray(at + 3)]);
      }
      work();
    });
    socket.on('end', work);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return {
    transport: `tcp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    ...{ slips: () => slips, begun: () => slip, unknown, is },
    endsAfter: (most) => void (letters = most),
  };
}

interface Bench {
  readonly make: Make;
  readonly say: (...all: readonly (number | string)[]) => void;
  readonly print: (byte: number) => void;
  readonly cut: () => void;
  readonly unknown: string[];
}

/** Does what stands first in `buffer`; answers how many bytes that took, 0 if more are to come. */
function workOff(buffer: Buffer, { make, say, print, cut, unknown }: Bench): number {
  const [byte = 0, next = 0, third = 0] = buffer;
  if (byte !== 0x1b && byte !== 0x1d && byte !== 0x1c) {
    print(byte);
    return 1;
  }
  const key = `${byte.toString(16)} ${String.fromCharCode(next)}`;
  const lengths: Readonly<Record<string, number>> = {
    '1b @': 2,
    '1c .': 2,
    '1b t': 3,
    '1b E': 3,
    '1b d': 3,
    '1b p': 5,
    '1d V': 3,
  };
  const length = key === '1d (' ? 5 + (buffer[3] ?? 0) : (lengths[key] ?? 3);
  if (buffer.length < Math.max(length, 3)) return 0;
  if (key === '1d V') cut();
  else if (key === '1d (' && third === 0x48 && make.marks)
    say(0x37, 0x22, make.answersWith ?? buffer.toString('latin1', 7, 11), 0);
  else if (key === '1d r' && make.paperStatus) say(0);
  else if (key === '1d I' && make.calls !== null) say(0x5f, third === 67 ? make.calls : `X${third}`, 0);
  else if (!(key in lengths)) unknown.push(buffer.toString('hex', 0, length));
  return length;
}
