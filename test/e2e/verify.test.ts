import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { checkBooks } from '../../electron/verify/books.ts';
import { linesOf } from '../../electron/verify/lines.ts';
import { takeSnapshot } from '../../electron/verify/snapshot.ts';
import type { ProviderId } from '../../shared/product.ts';
import type { Transaction } from '../../shared/transaction.ts';
import { startHeadless, type Headless } from '../harness/headless.ts';
import { startPrinterSink } from '../harness/printer-sink.ts';
import { tempFolder, writeConfig } from '../harness/temp-folder.ts';

// The program that verifies, on the folder of the built till after payments of every kind. It shares no code with the till, so
// what changes in a record or in the tables is new to it: here that shows.

const timeoutMs = { inquiry: 5_000, pay: 1_000, status: 5_000 };

function start(dataDir: string, printer: string): Headless {
  const config = writeConfig(dataDir, {
    training: true,
    providers: { alfakios: { enabled: false, baseUrl: 'http://127.0.0.1:1', apiKey: 'k', timeoutMs } },
    printers: [{ id: 'counter', transport: printer, columns: 32, drawer: 2 }],
    settleScale: 0.01,
  });
  const till = startHeadless(['--data', dataDir, '--config', config]);
  onTestFinished(async () => {
    till.signal('SIGKILL');
    await till.exited;
  });
  return till;
}

async function pay(till: Headless, provider: ProviderId, customerNumber: string): Promise<Transaction> {
  const product = customerNumber.length === 13 ? 'pln-nontaglist' : 'pln-postpaid';
  const { quoteId, total } = await till.must('bill:inquire', { product, customerNumber, provider });
  return till.must('payment:pay', { quoteId, tendered: total + 500 });
}

/** Pays, and waits until the payment has this status. */
async function payUntil(till: Headless, status: string, provider: ProviderId, customerNumber: string): Promise<string> {
  const { transactionId } = await pay(till, provider, customerNumber);
  const now = async () => (await till.must('transaction:get', { transactionId })).status;
  await expect.poll(now, { timeout: 15_000 }).toBe(status);
  return transactionId;
}

/** What the program says of a folder. Throws if it finds a problem. */
function verify(folder: string): string {
  return execFileSync(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', 'electron/verify/verify.ts', folder],
    {
      encoding: 'utf8',
    },
  );
}

/** A day at the counter: every provider; paid, refused, uncertain; printed again; killed, restored, decided by a person. */
async function live(dataDir: string): Promise<string> {
  const folder = path.join(dataDir, 'training');
  const sink = await startPrinterSink();
  onTestFinished(() => sink.close());
  const killed = start(dataDir, sink.transport);
  const paid = await payUntil(killed, 'paid', 'alfakios', '512345678901');
  await killed.event((one) => one['transactionId'] === paid && one['prints'] === 1);
  await killed.must('receipt:print', { transactionId: paid });
  await payUntil(killed, 'refused', 'alfakios', '512345678921');
  void pay(killed, 'alfakios', '512345678925').catch(() => undefined);
  await expect.poll(async () => (await killed.must('payment:unsettled', {})).items.length).toBe(1);
  killed.signal('SIGKILL');
  await killed.exited;
  expect(verify(folder)).toContain('1 sending');

  const till = start(dataDir, sink.transport);
  const uncertain = await payUntil(till, 'pending', 'alfakios', '512345678922');
  await till.must('receipt:print', { transactionId: uncertain });
  await payUntil(till, 'paid', 'ayoconnect', '516070377764');
  await payUntil(till, 'refused', 'ayoconnect', '516070377721');
  await payUntil(till, 'paid', 'iak', '530000000000');
  const refused = await payUntil(till, 'refused', 'iak', '530000001037');
  await payUntil(till, 'paid', 'iak', '530000001039');
  await payUntil(till, 'paid', 'iak', '3225030005901');
  // A refusal is looked at once more.
  const trail = async () => (await till.must('transaction:get', { transactionId: refused })).events;
  await expect.poll(trail, { timeout: 15_000 }).toContainEqual(expect.objectContaining({ kind: 'looked' }));
  for (const as of ['refused', 'paid'] as const)
    await till.must('payment:resolve', { transactionId: uncertain, as, reason: 'asked the provider' });
  await till.must('receipt:print', { transactionId: uncertain, confirm: true });
  // While it runs, its database has a log beside it.
  expect(verify(folder)).toContain('problems   0');
  expect(await till.end()).toBe(0);

  rmSync(path.join(folder, 'loket.mark'));
  const restored = start(dataDir, sink.transport);
  await restored.must('till:reconciled', { reason: 'compared with the list' });
  expect(await restored.end()).toBe(0);
  return folder;
}

test('the verifier understands everything that a till writes', { timeout: 90_000 }, async () => {
  const folder = await live(tempFolder());
  expect(verify(folder)).toMatch(/problems {3}0\n$/);

  const bytes = readFileSync(path.join(folder, 'journal/000001.jsonl'));
  expect(shapesOf(bytes)).toEqual(shapes);
  expect(notCompared(folder)).toEqual(columns);
});

/** The names in the data of each kind of record. Another one means another look at electron/verify/. */
const shapes: Readonly<Record<string, string>> = {
  opened: 'by epoch publicKey settings till version',
  restored: 'epoch why',
  reconciled: 'by reason',
  'deposit-said': 'amount balance provider',
  quote: 'createdAt expiresAt memo providerRef quote transactionId',
  intent: 'cashier claimCode expiresAt memo providerRef quote shift tendered',
  sent: 'request',
  paid: 'balance bills commission details exchange footer reference remainingBills serverTimeMs slipNumber warning',
  refused: 'code exchange lookAt message messageEn',
  pending: 'exchange message nextAskAt why',
  interrupted: 'nextAskAt why',
  asked: 'alarm exchange message nextAskAt why',
  looked: 'alarm code exchange found lookAt message why',
  resolved: 'as by reason slipNumber',
  printing: 'copy drawer head jobId printer',
  print: 'copy jobId printer result',
};

/** The tables that the verifier makes from the records, and by what it finds their rows. */
const keys: Readonly<Record<string, string>> = {
  quotes: 'transaction_id',
  transactions: 'transaction_id',
  print_jobs: 'job_id',
  till_state: 'one',
  payment_texts: 'payment',
};

/** Their columns that it does not make. What the till itself compares is in electron/db/audit.ts. */
const columns: Readonly<Record<string, string>> = {
  quotes: '',
  transactions: 'remaining_bills warning paid_before refusal_message refusal_message_en asks next_ask_at said_by',
  payment_texts: '',
  print_jobs: '',
  till_state: '',
};

/** A part of a payment's row that stands in a table of its own. */
const toldAs: Readonly<Record<string, string>> = { payment_texts: 'transactions' };

function shapesOf(journal: Buffer): Readonly<Record<string, string>> {
  const names = new Map<string, Set<string>>();
  for (const line of linesOf([journal])) {
    const { kind, data } = JSON.parse(line.toString()) as { kind: string; data: object };
    names.set(kind, new Set([...(names.get(kind) ?? []), ...Object.keys(data)]));
  }
  return Object.fromEntries([...names].map(([kind, found]) => [kind, [...found].sort().join(' ')]));
}

/** The columns of which each value can be another one, and the verifier says nothing. Leaves the folder so. */
function notCompared(folder: string): Readonly<Record<string, string>> {
  const db = new Database(path.join(folder, 'loket.db'));
  const guards = `SELECT type || ' ' || name FROM sqlite_schema WHERE type IN ('trigger', 'index') AND sql IS NOT NULL`;
  for (const guard of db.prepare(guards).pluck().all()) db.exec(`DROP ${String(guard)}`);
  db.pragma('foreign_keys = OFF');
  db.pragma('ignore_check_constraints = ON');
  // Those that must differ from each other still do.
  const other = (name: string, type: string): string =>
    type === 'INTEGER' ? `-1 - coalesce(${name}, 0)` : type === 'TEXT' ? `coalesce(${name}, '') || 'x'` : `x'00'`;
  const changed = Object.entries(keys).map(([table, key]) => {
    const all = db.pragma(`table_info(${table})`) as readonly { readonly name: string; readonly type: string }[];
    const others = all.filter(({ name }) => name !== key);
    db.exec(`UPDATE ${table} SET ${others.map(({ name, type }) => `${name} = ${other(name, type)}`).join()}`);
    return [table, others.map(({ name }) => name)] as const;
  });
  db.close();
  const told = new Set<string>();
  const snapshot = takeSnapshot(folder);
  if (!snapshot) throw new Error('there are no books');
  checkBooks(snapshot, {}, (_file, _n, what) => told.add(what.replace(/^(\w+): .*: its (\w+) is not .*$/, '$1.$2')));
  const missed = changed.map(
    ([table, names]) =>
      [table, names.filter((name) => !told.has(`${toldAs[table] ?? table}.${name}`)).join(' ')] as const,
  );
  return Object.fromEntries(missed);
}
