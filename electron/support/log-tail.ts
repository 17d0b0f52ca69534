import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

// The end of the till's log, with what support needs of each line. What is not named here stays on the till: a customer's bill, what a
// provider said of it, what a person typed.

/** So many bytes from the end of the log are looked at. */
const tailBytes = 256 * 1024;

/** Fields of log lines that say nothing of a customer. */
const plainFields: ReadonlySet<string> = new Set([
  ...[
    'at',
    'logId',
    'event',
    'channel',
    'code',
    'provider',
    'more',
    'kind',
    'counted',
    'since',
    'ms',
    'pending',
    'training',
  ],
  ...['error', 'stack', 'why', 'cause', 'problems', 'paths', 'guards', 'journal', 'toDatabase', 'toJournal', 'torn'],
  ...['jobId', 'transactionId', 'what', 'number', 'amount', 'payment', 'closed'],
]);
/** Of an exchange with a provider how it went, and nothing that was said. */
const exchangeFields: ReadonlySet<string> = new Set(['result', 'status', 'tookMs']);

export interface LogTail {
  readonly lines: readonly object[];
  /** Lines that are no log line. */
  readonly unread: number;
}

export function readLogTail(file: string): LogTail {
  const lines: object[] = [];
  let unread = 0;
  for (const text of endOf(file)) {
    const line = parsed(text);
    if (line) lines.push(line);
    else unread++;
  }
  return { lines, unread };
}

/** The last whole lines; none if the file can't be read. */
function endOf(file: string): readonly string[] {
  try {
    const handle = openSync(file, 'r');
    try {
      const { size } = fstatSync(handle);
      const from = Math.max(0, size - tailBytes);
      const bytes = Buffer.alloc(size - from);
      const count = readSync(handle, bytes, 0, bytes.length, from);
      const all = bytes.subarray(0, count).toString('utf8').split('\n');
      return all.slice(from === 0 ? 0 : 1).filter((line) => line !== '');
    } finally {
      closeSync(handle);
    }
  } catch {
    return [];
  }
}

function parsed(text: string): object | null {
  try {
    const line: unknown = JSON.parse(text);
    if (typeof line !== 'object' || line === null) return null;
    const { exchange, ...fields } = line as { readonly exchange?: unknown };
    const kept = picked(fields, plainFields);
    return exchange ? { ...kept, exchange: picked(exchange, exchangeFields) } : kept;
  } catch {
    return null;
  }
}

function picked(value: object, names: ReadonlySet<string>): object {
  return Object.fromEntries(Object.entries(value).filter(([name]) => names.has(name)));
}
