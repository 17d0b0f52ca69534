import { isObject, parsed, type Json } from './report.ts';
import { createForms, parsedValues, type Forms, type Values } from './values.ts';

// One line of the journal, read as a record.

/** Good until the next one is read. */
export interface Entry {
  readonly n: number;
  readonly at: string;
  readonly kind: string;
  /** How many records of its group come after it. */
  readonly more: number;
  /** The payment it is about; empty if about none. */
  readonly id: string;
  /** All that it says. */
  readonly data: Json;
  /** One value of it, by its path (`quote.bill`), for what is needed of every payment: that costs less than all. */
  readonly get: (path: string) => unknown;
  /** The same as the JSON that it is written in; undefined if there is none. */
  readonly json: (path: string) => string | undefined;
}

const atShape = /^\d{4}-\d\d-\d\dT([01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}\+07:00$/;

/** What a kind of record is about; null if there is no such kind. */
export type About = (kind: string) => 'till' | 'payment' | null;

/** Reads lines as records. What is none is told. */
export interface Reader {
  /** The line of the `n`-th record, and the same as text; null if it is no record at all. */
  read(line: Buffer, text: string, n: number): Entry | null;
}

export function createReader(about: About, tell: (n: number, what: string) => void): Reader {
  const forms = createForms();
  let values: Values | null = null;
  const entry = {
    ...{ n: 0, at: '', kind: '', id: '', more: 0 },
    get data() {
      return values?.get('/data') as Json;
    },
    get: (path: string) => values?.get(path),
    json: (path: string) => values?.json(path),
  };

  return {
    read(line, text, n) {
      const wrong = (what: string): void => tell(n, what);
      values = forms.find(line, text) ?? parseRecord(line, text, forms, wrong);
      if (!values) return null;
      const [at, kind, id] = [values.get('/at'), String(values.get('/kind')), values.get('/transactionId')];
      if (typeof at !== 'string' || !atShape.test(at) || !isDay(at.slice(0, 10))) wrong('has a time that is none');
      const topic = about(kind);
      if (topic === null) wrong('is of no known kind');
      else if (topic === 'till' ? id !== null : typeof id !== 'string' || id === '')
        wrong('should name a payment and does not, or the other way round');
      const more = Number(values.get('/more') ?? 0);
      return Object.assign(entry, { n, at: String(at), kind, more, id: typeof id === 'string' ? id : '' });
    },
  };
}

/** Parses a line of a form that is new. */
function parseRecord(line: Buffer, text: string, forms: Forms, wrong: (what: string) => void): Values | null {
  const record = parsed(text);
  const written = isObject(record) ? writtenAnew(record) : null;
  if (written === null || !isObject(record) || !isObject(record.data) || typeof record.kind !== 'string') {
    wrong('is not a record');
    return null;
  }
  if (written !== text || !names.includes(Object.keys(record).join()))
    wrong('is not written in the one form a record has');
  // Another one is never looked for, and would push out one that is.
  else if (line.length === text.length) forms.learn(text, record);
  return parsedValues(record);
}

/** A value as what can be told from every other one by its text. */
export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : `\0${JSON.stringify(value)}`;
}

/** What a record has, in this order: alone or the last of a group, and before others of its group. */
const names: readonly string[] = ['n,prev,at,kind,transactionId,data', 'n,prev,more,at,kind,transactionId,data'];

/** A record as JSON writes it, which is how it must be written; null if it is nested too deep for that. */
function writtenAnew(record: Json): string | null {
  try {
    return JSON.stringify(record);
  } catch {
    return null;
  }
}

let lastDay = '';

/** Whether the calendar has this day. Records of one day mostly follow each other, so the last one is remembered. */
function isDay(day: string): boolean {
  if (day === lastDay) return true;
  const ms = Date.parse(`${day}T00:00:00Z`);
  if (Number.isNaN(ms) || !new Date(ms).toISOString().startsWith(day)) return false;
  lastDay = day;
  return true;
}
