import { setImmediate as nextTurn } from 'node:timers/promises';
import { stringify } from 'csv-stringify/sync';
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
  'bills',
  'slipNumber',
  'claimCode',
  'rounding',
  'due',
  'tenders',
  'saidBy',
  'debtor',
] as const satisfies readonly (keyof Transaction)[];

// A field of a transaction that is not exported does not compile.
null as unknown as (typeof csvColumns)[number] satisfies keyof Transaction;
null as unknown as Record<keyof Transaction, 1> satisfies Record<(typeof csvColumns)[number], 1>;

const byteOrderMark = '\uFEFF';
/** How every exported file begins, an older till's too, for columns only come at the end: by this an export is known as ours. */
export const csvStart = `${byteOrderMark}${csvColumns.slice(0, 6).join(',')},`;
export const csvHeader = `${byteOrderMark}${csvColumns.join(',')}\r\n`;
const batchSize = 1_000;

/**
 * The text of the export of a span, oldest payment first, a piece at a time. `counted` is told of each piece's rows. The
 * counter goes on selling while a long log is written.
 */
export async function* csvText(
  now: () => Db,
  span: { readonly from?: string | undefined; readonly to?: string | undefined },
  counted: (rows: number) => void,
): AsyncGenerator<string> {
  yield csvHeader;
  for (const batch of eachBatch(now, span, batchSize)) {
    counted(batch.length);
    yield toCsv(batch);
    await nextTurn();
  }
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
