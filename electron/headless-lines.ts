import type { Readable, Writable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import type { Log } from './machine/log.ts';
import type { Till } from './till.ts';

/** Characters of a line; no call is near as long. */
const lineMax = 1_000_000;

/**
 * Serves a till to a program: one JSON object a line, `{"id", "channel", "input", "approval"?}`, answered by one line each, in any
 * order, with the till's events between them. Resolves when the input ends or `told` does.
 */
export function serveLines(
  { till, log }: { readonly till: Till; readonly log: Log },
  input: Readable,
  output: Writable,
  told: Promise<void>,
): Promise<void> {
  const write = (message: object): void => void output.write(`${JSON.stringify(message)}\n`);
  till.onEvent((event, data) => write({ event, data }));

  const answer = async (line: string): Promise<void> => {
    const message = line.length > lineMax ? null : parse(line);
    if (!message) return write({ id: null, ok: false, code: 'bad-request', logId: log.write('bad-line') });
    write({ id: message.id, ...(await till.call(message.channel, message.input, 'program', message.approval)) });
  };

  return new Promise((resolve) => {
    const decoder = new StringDecoder('utf8');
    let rest = '';
    const stop = (): void => {
      input.removeAllListeners('data');
      if (rest.trim() !== '') void answer(rest);
      rest = '';
      resolve();
    };
    input.on('data', (chunk: Buffer) => {
      const lines = (rest + decoder.write(chunk)).split('\n');
      rest = lines.pop() ?? '';
      // Of a line that never ends, keep only that it was too long.
      if (rest.length > lineMax) rest = rest.slice(0, lineMax + 1);
      for (const line of lines) if (line.trim() !== '') void answer(line);
    });
    input.on('end', stop);
    input.on('error', stop);
    void told.then(stop);
  });
}

function parse(line: string): { id: string | number; channel: string; input: unknown; approval: unknown } | null {
  try {
    const value: unknown = JSON.parse(line);
    if (typeof value !== 'object' || value === null) return null;
    const { id, channel, input, approval } = value as Record<string, unknown>;
    if (typeof id !== 'string' && typeof id !== 'number') return null;
    return { id, channel: typeof channel === 'string' ? channel : '', input, approval };
  } catch {
    return null;
  }
}
