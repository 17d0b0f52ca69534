/** Hears of a problem: in which file, at which record (null where none can be named), and what it is. */
export type Report = (file: 'loket.journal' | 'loket.db' | 'slip', record: number | null, what: string) => void;

export interface Problems {
  /** The first of them; there may be as many as records. */
  readonly named: string[];
  count: number;
}

export const namedMax = 50;

export function reportTo(problems: Problems): Report {
  return (file, record, what) => {
    problems.count++;
    if (problems.named.length < namedMax)
      problems.named.push(`${file}${record === null ? '' : ` record ${record}`}: ${what}`);
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
