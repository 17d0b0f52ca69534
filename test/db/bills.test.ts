import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { bareBills, type Bill } from '../../shared/bill.ts';
import { rupiah } from '../../shared/money.ts';
import type { Entry } from '../../electron/books/journal/record.ts';
import { rebuild } from '../../electron/books/rebuild.ts';
import { startBooks, type StartedBooks } from '../../electron/books/start-books.ts';
import { verifyBooks } from '../../electron/books/checks/verify-books.ts';
import { auditRows } from '../../electron/db/audit.ts';
import { findTransaction } from '../../electron/db/transactions.ts';
import { oldExchange, oldQuote } from '../faults/upgrade/old-payments.ts';
import { clockAt } from '../harness/clock-at.ts';
import { tempFolder } from '../harness/temp-folder.ts';

// The bills of a payment, from the records to the tables.

const at = Date.parse('2026-11-21T07:00:00Z');
const periods = ['2026-09', '2026-10'];
const [first, second] = bareBills(periods) as [Bill, Bill];
const quoted: readonly Bill[] = [
  { ...first, amount: rupiah(150_000), penalty: rupiah(3_000), standStart: '00080000', standEnd: '00080050' },
  second,
];

function open(folder: string): StartedBooks {
  const started = startBooks(folder, {
    clock: clockAt(() => at),
    newEpoch: () => 'ABCD',
    by: 'owner',
    version: 'test',
  });
  if (!started.ok) throw new Error(started.problem);
  return started;
}

/** Sells in a folder's books; `told` is what the payment's answer says of the bills. Answers the payment's id. */
function sell({ books }: StartedBooks, bills: readonly Bill[] | undefined, told: readonly Bill[] | null): string {
  const { transactionId, createdAt, ...terms } = oldQuote(at, { periods, ...(bills && { bills }) });
  // As an older till wrote it, if there are no bills.
  const data = terms as Omit<Extract<Entry, { kind: 'quote' }>['data'], 'transactionId' | 'createdAt'>;
  const { request, ...exchange } = oldExchange();
  const unknown = { reference: null, commission: null, balance: null, warning: null, details: null } as const;
  books.write([{ at, kind: 'quote', transactionId, data: { ...data, transactionId, createdAt } }]);
  books.write([{ at, kind: 'intent', transactionId, data: { ...data, tendered: 400_000, cashier: 'owner' } }]);
  books.write([
    { at, kind: 'sent', transactionId, data: { request } },
    {
      ...{ at, kind: 'paid', transactionId },
      data: { ...unknown, ...(bills && { bills: told }), remainingBills: null, footer: null, exchange },
    },
  ]);
  return transactionId;
}

/** What the verifier, which shares no code with the till, says. */
function verifier(folder: string): string {
  try {
    return execFileSync(process.execPath, ['electron/verify/verify.ts', folder], { encoding: 'utf8' });
  } catch (error) {
    return (error as { stdout: string }).stdout;
  }
}

const tampered = `UPDATE payment_texts SET bills = json_set(bills, '$[1].amount', 1)`;

test('a payment’s answer fills in what the inquiry did not tell, month by month, and takes nothing away', () => {
  const folder = tempFolder();
  const till = open(folder);
  const told = [
    { ...first, amount: rupiah(999), usage: 50 },
    { ...second, amount: rupiah(144_000), penalty: rupiah(3_000), dueDate: '2026-10-20' },
  ];
  const id = sell(till, quoted, told);
  expect(findTransaction(till.books.db, id)?.bills).toEqual([
    { ...quoted[0], usage: 50 },
    { ...second, amount: 144_000, penalty: 3_000, dueDate: '2026-10-20' },
  ]);
  expect(verifyBooks(till.books.known(), till.books).problems).toEqual([]);
  till.close();
  expect(verifier(folder)).toMatch(/^problems {3}0$/m);
});

test('an answer for other months than were agreed gave the agreed ones its money', () => {
  const folder = tempFolder();
  const till = open(folder);
  const [one, other] = bareBills(['2026-09', '2026-11']) as [Bill, Bill];
  const third = [
    { ...one, amount: rupiah(100_000) },
    { ...other, amount: rupiah(200_000) },
  ];
  for (const told of [third, [...third, { ...second, amount: rupiah(1) }], third.slice(0, 1)])
    expect(findTransaction(till.books.db, sell(till, bareBills(periods), told))?.bills).toEqual(bareBills(periods));
  expect(verifyBooks(till.books.known(), till.books).problems).toEqual([]);
  till.close();
  expect(verifier(folder)).toMatch(/^problems {3}0$/m);
});

test('an agreed amount gets no penalty of a later answer beside it, which it may hold already', () => {
  const folder = tempFolder();
  const till = open(folder);
  const agreed = [
    { ...first, amount: rupiah(153_000) },
    { ...second, amount: rupiah(144_000), admin: rupiah(2_500) },
  ];
  const told = [
    { ...first, amount: rupiah(150_000), penalty: rupiah(3_000), admin: rupiah(2_500), standStart: '00080000' },
    { ...second, amount: rupiah(140_000), penalty: rupiah(4_000), standStart: '00080050' },
  ];
  const id = sell(till, agreed, told);
  expect(findTransaction(till.books.db, id)?.bills).toEqual([
    { ...agreed[0], standStart: '00080000' },
    { ...agreed[1], standStart: '00080050' },
  ]);
  expect(verifyBooks(till.books.known(), till.books).problems).toEqual([]);
  till.close();
  expect(verifier(folder)).toMatch(/^problems {3}0$/m);
});

test('a thin answer leaves the bills that the inquiry told', () => {
  const till = open(tempFolder());
  for (const told of [null, bareBills(periods), []])
    expect(findTransaction(till.books.db, sell(till, quoted, told))?.bills).toEqual(quoted);
  expect(verifyBooks(till.books.known(), till.books).problems).toEqual([]);
  till.close();
});

test('records of a till that knew no bills make payments with their months, replayed too', async () => {
  const folder = tempFolder();
  const till = open(folder);
  const id = sell(till, undefined, null);
  expect(findTransaction(till.books.db, id)?.bills).toEqual(bareBills(periods));
  expect(verifyBooks(till.books.known(), till.books).problems).toEqual([]);
  till.close();
  for (const end of ['', '-wal', '-shm']) rmSync(path.join(folder, `loket.db${end}`), { force: true });
  expect(await rebuild(folder, 'database', at)).toMatchObject({ ok: true });
  expect(verifier(folder)).toMatch(/^problems {3}0$/m);
  const again = open(folder);
  expect(findTransaction(again.books.db, id)?.bills).toEqual(bareBills(periods));
  again.close();
});

test.for([['of today', quoted] as const, ['of a till that knew only months', undefined] as const])(
  'bills %s that were changed in the database are found, by the till and by the verifier',
  ([, bills]) => {
    const folder = tempFolder();
    const till = open(folder);
    sell(till, bills, null);
    till.close();
    const db = new Database(path.join(folder, 'loket.db'));
    expect(auditRows(db)).toEqual([]);
    db.exec(tampered);
    expect(auditRows(db)).toEqual([expect.stringContaining('what became of it is not what was recorded')]);
    db.exec(`UPDATE payment_texts SET bills = '[]'`);
    expect(auditRows(db)).toHaveLength(1);
    db.close();
    expect(verifier(folder)).toContain('its bills is not what the records make it');
  },
);
