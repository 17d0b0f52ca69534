import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { zstdCompressSync } from 'node:zlib';
import { tempFolder } from '../harness/temp-folder.ts';
import { chain, fillDatabase, moreAt, openDatabase, toBytes, type JournalRow } from './folder.ts';
import type { History, Told } from './history.ts';
import { publicKey, till } from './seal.ts';

// A made-up history as a journal in segments, all of them sealed but the last, from the format's description alone.

/** The history of a till with a key, with a seal behind every `per` records or a few more. */
export function withSeals({ records, tables }: History, per: number): History {
  const [opened, ...others] = records;
  const [state] = tables.till_state;
  if (!opened || !state) throw new Error('the history is empty');
  const named = [{ ...opened, data: { ...opened.data, till, publicKey } }, ...others];
  let since = 0;
  let segment = 0;
  const sealed = named.flatMap((one, index): readonly Told[] => {
    since++;
    if (since < per || moreAt(named, index) > 0 || index === named.length - 1) return [one];
    since = 0;
    return [one, { at: one.at, kind: 'sealed', transactionId: null, data: { segment: ++segment } }];
  });
  return { records: sealed, tables: { ...tables, till_state: [{ ...state, till, public_key: publicKey }] } };
}

export interface Segment {
  readonly number: number;
  readonly lines: readonly string[];
  readonly rows: readonly JournalRow[];
}

/** The lines and rows of a history, cut before each seal. */
export function cut(records: readonly Told[]): readonly Segment[] {
  const { lines, rows } = chain(records);
  const starts = [0, ...records.flatMap(({ kind }, index) => (kind === 'sealed' ? [index] : []))];
  return starts.map((start, index) => ({
    number: index + 1,
    lines: lines.slice(start, starts[index + 1]),
    rows: rows.slice(start, starts[index + 1]),
  }));
}

/** What the database keeps of a segment: its lines without what the chain gives. */
export function toPart({ number, lines, rows }: Segment): readonly [number, number, number, Buffer] {
  const bare = lines.map((line) => line.replace(/"prev":"[\da-f]{64}",/, ''));
  return [number, rows[0]?.[0] ?? 0, rows.at(-1)?.[0] ?? 0, zstdCompressSync(toBytes(bare))];
}

export function fileName(number: number, isSealed: boolean): string {
  return `journal/${String(number).padStart(6, '0')}.jsonl${isSealed ? '.zst' : ''}`;
}

/** Writes journal and database of a history with seals into a folder. */
function writeSegments(folder: string, history: History): void {
  const segments = cut(history.records);
  mkdirSync(path.join(folder, 'journal'));
  for (const { number, lines } of segments) {
    const isSealed = number < segments.length;
    const bytes = toBytes(lines);
    writeFileSync(path.join(folder, fileName(number, isSealed)), isSealed ? zstdCompressSync(bytes) : bytes);
  }
  const db = openDatabase(folder);
  const open = new Set(
    history.tables.transactions.filter(({ status }) => status === 'sending' || status === 'pending').map(idOf),
  );
  const isKept = (row: JournalRow): boolean => segments.at(-1)?.rows.includes(row) === true || open.has(row[3]);
  fillDatabase(db, history, segments.flatMap(({ rows }) => rows).filter(isKept));
  const note = db.prepare(
    'INSERT OR IGNORE INTO payment_segments SELECT rowid, ? FROM transactions WHERE transaction_id = ?',
  );
  for (const segment of segments.slice(0, -1)) {
    db.prepare('INSERT INTO journal_parts VALUES (?, ?, ?, ?)').run(...toPart(segment));
    for (const row of segment.rows) if (row[3] !== null) note.run(segment.number, row[3]);
  }
  for (const { data } of chain(history.records)
    .rows.filter(([, , kind]) => kind === 'sealed')
    .map(dataOf))
    db.prepare('INSERT INTO segments VALUES (:segment, :last, unhex(:head), :bytes, :signature)').run(data);
  db.close();
}

/** The folder of a history with seals, changed; `at` gives the place of a file in it. */
export function segmentsFolder(history: History, change: (at: (name: string) => string) => void): string {
  const folder = tempFolder();
  writeSegments(folder, history);
  change((name) => path.join(folder, name));
  return folder;
}

const idOf = (row: Readonly<Record<string, unknown>>): unknown => row['transaction_id'];
const dataOf = (row: JournalRow): { readonly data: unknown } => ({ data: JSON.parse(row[4]) as unknown });
