import { appendFileSync, chmodSync, renameSync, statSync } from 'node:fs';
import { redact } from './providers/http.ts';

export type LogFields = Readonly<Record<string, unknown>>;

export interface Log {
  /** Writes one line and answers its id, by which a person finds it again. Never throws: a full disk must not stop a sale. */
  write(event: string, fields?: LogFields): string;
}

/** Two files of this many bytes at most: the current one and the one before. */
const fileBytesMax = 5 * 1024 * 1024;
const lineCharsMax = 8_192;
const secretField = /key|secret|token|sign|password|pin|username|authorization/i;

/** A log of JSON lines in a file, secrets taken out by field name and by value. `now` in ms; `newId` makes line ids. */
export function openLog(options: {
  readonly file: string;
  readonly now: () => number;
  readonly newId: () => string;
  readonly secrets: readonly string[];
}): Log {
  return {
    write(event, fields = {}) {
      const logId = options.newId();
      // By value before JSON writes its own escapes over a spelling, and again over the whole line.
      const hide = (name: string, value: unknown): unknown => {
        if (typeof value !== 'string') return value;
        return secretField.test(name) ? '[secret]' : redact(value, options.secrets);
      };
      const line = JSON.stringify({ at: new Date(options.now()).toISOString(), logId, event, ...fields }, hide);
      try {
        rotate(options.file);
        appendFileSync(options.file, `${redact(line, options.secrets).slice(0, lineCharsMax)}\n`, { mode: 0o600 });
      } catch {
        // Nowhere left to tell it.
      }
      return logId;
    },
  };
}

/** What to log of a thrown value. */
export function describeError(error: unknown): LogFields {
  if (!(error instanceof Error)) return { error: String(error) };
  return { error: error.message, code: (error as { code?: unknown }).code, stack: error.stack };
}

function rotate(file: string): void {
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (size < fileBytesMax) return;
  renameSync(file, `${file}.1`);
  chmodSync(`${file}.1`, 0o600);
}
