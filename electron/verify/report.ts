export interface Problem {
  /** Which file it is in: `loket.db`, `journal/000003.jsonl.zst`; `slip` for what was given as `--short`. */
  readonly file: string;
  /** Number of the record; null where none can be named. */
  readonly n: number | null;
  readonly what: string;
}

/** Hears of a problem: in which file, at which record, and what it is. */
export type Report = (file: string, n: number | null, what: string) => void;

export interface Problems {
  /** The first of them; there may be as many as records. */
  readonly named: Problem[];
  count: number;
}

const namedMax = 50;

export function reportTo(problems: Problems): Report {
  return (file, n, what) => {
    problems.count++;
    if (problems.named.length < namedMax) problems.named.push({ file, n, what });
  };
}

export type Json = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value that a text is JSON of; undefined if it is none. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Hostile text for a terminal: an id, or what SQLite says. Nothing in it moves the cursor or turns the writing round. */
export function clean(value: unknown): string {
  return String(value)
    .replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '')
    .slice(0, 200);
}
