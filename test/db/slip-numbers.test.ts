import Database from 'better-sqlite3';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { Entry } from '../../electron/books/journal/record.ts';
import { startBooks, type StartedBooks } from '../../electron/books/start-books.ts';
import { auditRows } from '../../electron/db/audit.ts';
import { nextClaimCode, nextSlipNumber } from '../../electron/db/next-numbers.ts';
import { findTransaction } from '../../electron/db/transactions.ts';
import { oldExchange, oldQuote } from '../faults/upgrade/old-payments.ts';
import { clockAt } from '../harness/clock-at.ts';
import { tempFolder } from '../harness/temp-folder.ts';

// What the database itself forbids about slip numbers and claim codes, whoever counts wrong.

const at = Date.parse('2026-11-21T07:00:00Z');
type PaidData = Extract<Entry, { kind: 'paid' }>['data'];
const nothing = {
  reference: null,
  commission: null,
  balance: null,
  warning: null,
  details: null,
  bills: null,
} as const;

function open(folder = tempFolder()): StartedBooks & { readonly folder: string } {
  const clock = clockAt(() => at);
  const started = startBooks(folder, { clock, newEpoch: () => 'ABCD', by: 'owner', version: 'test' });
  if (!started.ok) throw new Error(started.problem);
  return { ...started, folder };
}

/** Begins a payment and answers its id. */
function begin({ books }: StartedBooks, claimCode = nextClaimCode(books.db)): string {
  const { transactionId, createdAt, ...data } = oldQuote(at, { periods: ['2026-10'] });
  const quote = { ...data.quote, bills: [] };
  books.write([{ at, kind: 'quote', transactionId, data: { ...data, quote, transactionId, createdAt } }]);
  const intent = { ...data, quote, tendered: 400_000, cashier: 'owner', claimCode };
  books.write([{ at, kind: 'intent', transactionId, data: intent }]);
  return transactionId;
}

function pay({ books }: StartedBooks, transactionId: string, number: Pick<PaidData, 'slipNumber'>): void {
  const { request: _request, ...exchange } = oldExchange();
  const data = { ...nothing, remainingBills: null, footer: null, exchange, ...number };
  books.write([{ at, kind: 'paid', transactionId, data }]);
}

const numbered = (count: number): { readonly slipNumber: string } => ({
  slipNumber: `LKT01-2611-${String(count).padStart(6, '0')}`,
});

test('numbers begin with 1, leave none out, and none stands twice', () => {
  const till = open();
  const [first, second] = [begin(till), begin(till)];
  expect(() => pay(till, first, numbered(2))).toThrow('given one after another');
  pay(till, first, numbered(1));
  for (const wrong of [1, 3]) expect(() => pay(till, second, numbered(wrong))).toThrow(/one after another|UNIQUE/);
  expect(() => pay(till, second, { slipNumber: 'LKT01-000001' })).toThrow('CHECK');
  expect(() => pay(till, second, {})).toThrow('nothing is paid without one');
  pay(till, second, numbered(2));
  // Not one of the writes that were refused left anything behind.
  expect(auditRows(till.books.db)).toEqual([]);
  expect(nextSlipNumber(till.books.db, 'LKT01', at)).toBe('LKT01-2611-000003');
  till.close();
});

test.for([
  ['a number of what is paid', `UPDATE transactions SET slip_number = 'LKT01-2611-000002'`, 'never changed'],
  ['a number of what is paid to none', `UPDATE transactions SET slip_number = NULL`, 'never changed'],
  ['a claim code', `UPDATE transactions SET claim_code = 'KLMNPQR'`, 'never changed'],
] as const)('%s can not be changed', ([, sql, says]) => {
  const till = open();
  pay(till, begin(till), numbered(1));
  expect(() => till.books.db.exec(sql)).toThrow(says);
  till.close();
});

test('what is pending or refused gets no number', () => {
  const till = open();
  const id = begin(till);
  const sql = `UPDATE transactions SET slip_number = 'LKT01-2611-000001' WHERE transaction_id = '${id}'`;
  expect(() => till.books.db.exec(sql)).toThrow('to what is paid');
  const { request: _request, ...exchange } = oldExchange();
  till.books.write([{ at, kind: 'refused', transactionId: id, data: { code: 'rejected', message: null, exchange } }]);
  expect(() => till.books.db.exec(sql)).toThrow('to what is paid');
  till.close();
});

test('a payment of another till that has the same claim code is refused', () => {
  const till = open();
  const { claimCode } = findTransaction(till.books.db, begin(till)) ?? {};
  expect(() => begin(till, claimCode ?? '')).toThrow('UNIQUE');
  till.close();
});

test('a number that was taken out of the database, and one that was changed, are found', () => {
  const till = open();
  for (const count of [1, 2, 3]) pay(till, begin(till), numbered(count));
  till.close();
  const db = new Database(path.join(till.folder, 'loket.db'));
  expect(auditRows(db)).toEqual([]);
  db.exec('DROP TRIGGER slip_numbers_stay');
  db.exec(`UPDATE transactions SET slip_number = NULL WHERE slip_number GLOB '*2'`);
  expect(auditRows(db)).toEqual([
    expect.stringContaining('what became of it is not what was recorded') as string,
    'LKT01-2611-000003: slip numbers before it are missing',
  ]);
  db.close();
});
