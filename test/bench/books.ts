import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { auditRows, checkIntegrity } from '../../electron/db/audit.ts';
import { openDatabase } from '../../electron/db/open.ts';
import { storeRecord } from '../../electron/db/records.ts';
import { openJournalFile } from '../../electron/journal/file.ts';
import { join } from '../../electron/journal/join.ts';
import { emptyHead, toLines, type Head } from '../../electron/journal/line.ts';
import { rebuild } from '../../electron/journal/rebuild.ts';
import type { Entry } from '../../electron/journal/record.ts';
import { booksFiles, startBooks } from '../../electron/journal/start-books.ts';
import { rupiah } from '../../shared/money.ts';
import { toWib } from '../../shared/time.ts';

// What the journal costs with a shop's years in it: opening, checking and making either side again.
// `node test/bench/books.ts [payments]`

const payments = Number(process.argv[2] ?? 100_000);
const folder = mkdtempSync(path.join(tmpdir(), 'loket-bench-'));
try {
  fill(folder);
  report();
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function report(): void {
  const mb = (file: string): string => `${(statSync(file).size / 1e6).toFixed(0)} MB`;
  say(`${payments} payments, journal ${mb(booksFiles.journal(folder))}, database ${mb(booksFiles.database(folder))}`);
  const opened = timed('start: open, check, compare with the journal', () =>
    startBooks(folder, { now: Date.now, newEpoch: () => 'BNCH', by: 'owner', version: 'bench' }),
  );
  if (!opened.ok) throw new Error(opened.problem);
  const { db } = opened.books;
  timed('  of which SQLite’s quick check', () => db.pragma('quick_check(1)'));
  timed('  of which the payments against their records', () => auditRows(db));
  timed('SQLite’s integrity check', () => checkIntegrity(db));
  opened.close();
  for (const what of ['database', 'journal'] as const) {
    const made = timed(`rebuild the ${what}`, () => rebuild(folder, what, Date.now()));
    if (!made.ok) throw new Error(made.problem);
  }
}

/** A shop's log, as the till writes it. */
function fill(into: string): void {
  const opened = openDatabase(booksFiles.database(into));
  if (!opened.ok) throw new Error(opened.problem);
  const { db } = opened;
  db.pragma('synchronous = OFF');
  const file = openJournalFile(booksFiles.journal(into));
  join(db, file);
  let head: Head = emptyHead;
  const batch = 1_000;
  for (let from = 0; from < payments; from += batch) {
    const texts: string[] = [];
    db.transaction(() => {
      for (let at = from; at < Math.min(from + batch, payments); at++) {
        const entries = entriesOf(at);
        for (const [which, line] of toLines(head, entries).entries()) {
          storeRecord(db, line, entries[which]?.data);
          texts.push(`${line.text}\n`);
          head = line;
        }
      }
    })();
    file.append(Buffer.from(texts.join('')));
  }
  file.close();
  db.pragma('wal_checkpoint(TRUNCATE)');
  db.close();
}

function entriesOf(index: number): readonly Entry[] {
  const at = Date.parse('2026-01-01T01:00:00Z') + index * 60_000;
  const id = (name: string): string => `${name}${String(index).padStart(19, '0')}`;
  const transactionId = id('T');
  const quote = {
    ...({ quoteId: id('Q'), provider: 'iak', product: 'pln-postpaid', customerName: `PELANGGAN ${index}` } as const),
    customerNumber: String(510_000_000_000 + index),
    periods: ['2026-01'],
    ...{ bill: rupiah(300_000), admin: rupiah(2_500), fee: rupiah(0), total: rupiah(302_500), commission: null },
    ...{ remainingBills: null, expiresAt: toWib(at), warning: null, paidBefore: null, skipped: [] },
    details: { tariff: 'R1', power: '1300', standStart: '08888', standEnd: '09999', penalty: null },
  };
  const stored = { quote, providerRef: id('R'), expiresAt: at + 300_000, memo: { trId: String(index) } };
  const exchange = { result: 'reply', status: 200, text: 'x'.repeat(600), tookMs: 900 } as const;
  const slip = { jobId: id('J'), copy: 0, printer: 'counter' };
  return [
    { at, kind: 'quote', transactionId, data: { ...stored, transactionId, createdAt: at } },
    { at, kind: 'intent', transactionId, data: { ...stored, tendered: 310_000, cashier: 'owner' } },
    { at, kind: 'sent', transactionId, data: { request: 'x'.repeat(200) } },
    {
      ...{ at, kind: 'paid', transactionId },
      data: {
        ...{ reference: id('S'), commission: 600, balance: 1_000_000, warning: null, details: null },
        ...{ remainingBills: null, footer: null, exchange },
      },
    },
    { at, kind: 'printing', transactionId, data: { ...slip, head: '1-00000000', drawer: false } },
    { at, kind: 'print', transactionId, data: { ...slip, result: 'sent' } },
  ];
}

/** Wall-clock time, and beside it the processor's, which a busy machine does not stretch. */
function timed<T>(what: string, action: () => T): T {
  const start = performance.now();
  const before = process.cpuUsage();
  const result = action();
  const { user, system } = process.cpuUsage(before);
  const seconds = (ms: number): string => `${(ms / 1000).toFixed(2).padStart(7)} s`;
  say(`${what.padEnd(50)} ${seconds(performance.now() - start)}, processor ${seconds((user + system) / 1000)}`);
  return result;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
