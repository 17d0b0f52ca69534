import { readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { zstdDecompressSync } from 'node:zlib';
import { expect, vi } from 'vitest';
import { openToRead } from '../../electron/db/open.ts';
import { openCounter, type Counter } from '../harness/counter.ts';

// A till whose journal has sealed segments, and what its files say.

export const segmentBytes = 8_000;
export const dayMs = 24 * 3_600_000;

/** A till that has sold `payments` times, and sealed what it could. */
export async function sealedShop(payments = 8): Promise<Counter & { readonly ids: readonly string[] }> {
  const counter = await openCounter({ segmentBytes });
  const ids: string[] = [];
  for (let nth = 0; nth < payments; nth++) {
    const { quoteId } = await counter.quote();
    const paid = await counter.must('payment:pay', { quoteId, tendered: 291_000, confirmPaidBefore: true });
    ids.push(paid.transactionId);
    counter.clock.ms += 1_000;
  }
  await vi.waitFor(() => expect(filesOf(counter.folder).filter((name) => name.endsWith('.jsonl'))).toHaveLength(1), {
    timeout: 10_000,
  });
  return { ...counter, ids };
}

export const filesOf = (folder: string): readonly string[] => readdirSync(path.join(folder, 'journal')).sort();
export const sealedName = (folder: string, number: number): string =>
  path.join(folder, 'journal', `${String(number).padStart(6, '0')}.jsonl.zst`);

/** All lines of the journal, as its files have them. */
export function linesOf(folder: string): readonly string[] {
  return filesOf(folder)
    .map((name) => readFileSync(path.join(folder, 'journal', name)))
    .map((bytes, at) => (filesOf(folder)[at]?.endsWith('.zst') ? zstdDecompressSync(bytes) : bytes).toString('utf8'))
    .join('')
    .trimEnd()
    .split('\n');
}

/** What the tables say, however it is kept. */
export function tablesOf(folder: string): unknown {
  const db = openToRead(path.join(folder, 'loket.db'));
  try {
    const all = (sql: string): unknown => db.prepare(sql).all();
    return {
      transactions: all('SELECT * FROM transactions ORDER BY transaction_id'),
      quotes: all('SELECT * FROM quotes ORDER BY quote_id'),
      segments: all('SELECT number, last_n, hex(head), bytes, signature FROM segments ORDER BY number'),
      parts: all('SELECT segment, first_n, last_n, hex(data) FROM journal_parts ORDER BY segment'),
      places: all(`SELECT t.transaction_id, s.segment FROM payment_segments s JOIN transactions t ON t.rowid = s.payment
        ORDER BY 1, 2`),
      state: all('SELECT * FROM till_state'),
      atHand: all('SELECT n, kind, data, hex(hash), more FROM journal ORDER BY n'),
    };
  } finally {
    db.close();
  }
}

export function swap(a: string, b: string): void {
  renameSync(a, `${a}.x`);
  renameSync(b, a);
  renameSync(`${a}.x`, b);
}

export function flip(file: string): void {
  const bytes = readFileSync(file);
  const at = bytes.length >> 1;
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  writeFileSync(file, bytes);
}
