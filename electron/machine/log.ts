import { appendFileSync, chmodSync, renameSync, statSync } from 'node:fs';
import { createRedact } from '../providers/wire/redact.ts';
import { createRepeats } from './repeats.ts';

export type LogFields = Readonly<Record<string, unknown>>;

export interface Log {
  /** Writes one line and answers its id, by which a person finds it again. Never throws: a full disk must not stop a sale. */
  write(event: string, fields?: LogFields): string;
}

/** Two files of this many bytes at most: the current one and the one before. */
const fileBytesMax = 5 * 1024 * 1024;
const lineCharsMax = 8_192;
const secretField = /key|secret|token|sign|password|pin|username|authorization/i;

/** A log that can also say how often it was told what it only counted. */
export interface LogFile extends Log {
  /** Writes down what was counted and not written. */
  sumUp(): void;
}

/**
 * A log of JSON lines in a file, secrets taken out by field name and by value. `now` in ms; `newId` makes line ids. What comes
 * too often is counted: of one kind, that is an event with its code, only so many lines are written in ten minutes.
 */
export function openLog(options: {
  readonly file: string;
  readonly now: () => number;
  readonly newId: () => string;
  readonly secrets: readonly string[];
}): LogFile {
  const repeats = createRepeats(options.newId);
  const redact = createRedact(options.secrets);
  const hide = (name: string, value: unknown): unknown =>
    typeof value === 'string' && secretField.test(name) ? '[secret]' : value;

  function append(logId: string, event: string, fields: LogFields): void {
    try {
      const line = JSON.stringify({ at: new Date(options.now()).toISOString(), logId, event, ...fields }, hide);
      rotate(options.file);
      appendFileSync(options.file, `${redact(line).slice(0, lineCharsMax)}\n`, { mode: 0o600 });
    } catch {
      // Nowhere left to tell it.
    }
  }

  function appendCounts(now: number | null): void {
    for (const { kind, since, counted, logId } of repeats.over(now))
      append(logId, 'repeated', { kind, counted, since: new Date(since).toISOString() });
  }

  return {
    write(event, fields = {}) {
      const now = options.now();
      appendCounts(now);
      const kind = typeof fields.code === 'string' ? `${event} ${fields.code}` : event;
      const repeated = repeats.note(kind, now);
      if (repeated && repeated.counted > 1) return repeated.logId;
      const logId = repeated?.logId ?? options.newId();
      append(logId, event, repeated ? { ...fields, more: 'is counted' } : fields);
      return logId;
    },
    sumUp: () => appendCounts(null),
  };
}

/** What to log of a thrown value. */
export function describeError(error: unknown): LogFields {
  if (!(error instanceof Error)) return { error: String(error) };
  return { error: error.message, code: (error as { code?: unknown }).code, stack: error.stack };
}

/**
 * Logs a fault that nobody foresaw and answers a sentence for a person. Nothing of the fault itself is in it, for it may quote
 * a key; without a log, only where it happened.
 */
export function describeCrash(error: unknown, log: Log | null): string {
  if (log) {
    const logId = log.write('crashed', describeError(error));
    return `Loket has stopped because of a fault of its own (in the log: ${logId}). Start it again: open payments are taken up.`;
  }
  const { name, stack = '' } = error instanceof Error ? error : new Error();
  const where = /^\s+at .*?([^\\/\s()]+:\d+:\d+)\)?$/m.exec(stack)?.[1] ?? 'an unknown place';
  return `Loket could not start because of a fault of its own (${name} at ${where}).`;
}

function rotate(file: string): void {
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (size < fileBytesMax) return;
  renameSync(file, `${file}.1`);
  chmodSync(`${file}.1`, 0o600);
}
