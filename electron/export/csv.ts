import { createWriteStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { once } from 'node:events';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { stringify } from 'csv-stringify/sync';
import type { Input, Outputs } from '../../shared/api.ts';
import { fail, ok, type Result } from '../../shared/errors.ts';
import type { Transaction } from '../../shared/transaction.ts';
import type { Db } from '../db/open.ts';
import { eachBatch } from '../db/search.ts';

/** The columns, in the order programs rely on; new ones go to the end. */
export const csvColumns = [
  'transactionId',
  'quoteId',
  'createdAt',
  'settledAt',
  'status',
  'provider',
  'product',
  'customerNumber',
  'customerName',
  'periods',
  'bill',
  'admin',
  'fee',
  'total',
  'commission',
  'tendered',
  'change',
  'reference',
  'refusal',
  'remainingBills',
  'expiresAt',
  'nextAskAt',
  'prints',
  'warning',
  'paidBefore',
  'details',
] as const satisfies readonly (keyof Transaction)[];

// A field of a transaction that is not exported does not compile.
null as unknown as (typeof csvColumns)[number] satisfies keyof Transaction;
null as unknown as Record<keyof Transaction, 1> satisfies Record<(typeof csvColumns)[number], 1>;

const byteOrderMark = '\uFEFF';
const header = `${byteOrderMark}${csvColumns.join(',')}\r\n`;
const batchSize = 1_000;

/** Writes the payments of a span, oldest first. The file is there whole or not at all. */
export async function exportCsv(db: Db, input: Input<'export:run'>): Promise<Result<Outputs['export:run']>> {
  const { file } = input;
  if (!path.isAbsolute(file)) return fail('bad-request');
  const partial = `${file}.part`;
  try {
    // The page names the file, and the page is not trusted: nothing but an earlier export is ever replaced.
    if (!(await mayReplace(file))) return fail('file-exists');
    const rows = await writeRows(db, input, partial);
    await rename(partial, file);
    return ok({ file, rows });
  } catch (error) {
    if (!isFileError(error)) throw error;
    await rm(partial, { force: true }).catch(() => undefined);
    return fail('file-failed');
  }
}

async function writeRows(db: Db, input: Input<'export:run'>, partial: string): Promise<number> {
  const out = createWriteStream(partial, { mode: 0o600, flush: true });
  let rows = 0;
  let failed: Error | undefined;
  out.on('error', (error) => (failed = error));
  out.write(header);
  for (const batch of eachBatch(db, input, batchSize)) {
    if (failed) throw failed;
    rows += batch.length;
    if (!out.write(toCsv(batch))) await Promise.race([once(out, 'drain'), once(out, 'close')]);
    // The counter goes on selling while a long log is written.
    await nextTurn();
  }
  out.end();
  if (!out.closed && !failed) await once(out, 'close');
  if (failed) throw failed;
  return rows;
}

/** Rows as RFC 4180 text with CRLF. */
function toCsv(transactions: readonly Transaction[]): string {
  return stringify(transactions.map(cells), { record_delimiter: 'windows' });
}

function cells(transaction: Transaction): readonly (string | number | null)[] {
  return csvColumns.map((column) => {
    const value = transaction[column];
    if (column === 'periods') return transaction.periods.join(',');
    if (typeof value === 'string') return neutral(value);
    return typeof value === 'object' && value !== null ? JSON.stringify(value) : value;
  });
}

/** A text that a spreadsheet would take for a formula gets one leading apostrophe. */
function neutral(text: string): string {
  return /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
}

async function mayReplace(file: string): Promise<boolean> {
  let handle;
  try {
    handle = await open(file, 'r');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return true;
    throw error;
  }
  try {
    if (!(await handle.stat()).isFile()) return false;
    const expected = Buffer.from(header);
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(expected.length), 0, expected.length, 0);
    return expected.equals(buffer.subarray(0, bytesRead));
  } finally {
    await handle.close();
  }
}

function isFileError(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error;
}
