import { isObject, parsed, type Json } from './report.ts';

// One line of the journal, read as a record.

export interface Entry {
  readonly n: number;
  readonly at: string;
  readonly kind: string;
  /** The payment it is about; empty if about none. */
  readonly id: string;
  readonly data: Json;
}

const atShape = /^\d{4}-\d\d-\d\dT([01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}\+07:00$/;

/** What a kind of record is about; null if there is no such kind. */
export type About = (kind: string) => 'till' | 'payment' | null;

/** Reads the line of the `n`-th record; null if it is no record at all. */
export function readEntry(text: string, n: number, about: About, wrong: (what: string) => void): Entry | null {
  const record = parsed(text);
  const form = isObject(record) ? formOf(record) : null;
  if (form === null || !isObject(record) || !isObject(record.data) || typeof record.kind !== 'string') {
    wrong('is not a record');
    return null;
  }
  const { at, kind, transactionId: id, data } = record;
  if (form !== text || !names.includes(Object.keys(record).join()))
    wrong('is not written in the one form a record has');
  if (typeof at !== 'string' || !atShape.test(at) || !isDay(at.slice(0, 10))) wrong('has a time that is none');
  const topic = about(kind);
  if (topic === null) wrong('is of no known kind');
  else if (topic === 'till' ? id !== null : typeof id !== 'string' || id === '')
    wrong('should name a payment and does not, or the other way round');
  return { n, at: String(at), kind, id: typeof id === 'string' ? id : '', data };
}

/** A value as what can be told from every other one by its text. */
export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : `\0${JSON.stringify(value)}`;
}

/** What a record has, in this order: alone or the last of a group, and before others of its group. */
const names: readonly string[] = ['n,prev,at,kind,transactionId,data', 'n,prev,more,at,kind,transactionId,data'];

/** A record as JSON writes it, which is how it must be written; null if it is nested too deep for that. */
function formOf(record: Json): string | null {
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
