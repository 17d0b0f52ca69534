import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { checkConfig } from '../../electron/config.ts';
import { auditRows, checkIntegrity } from '../../electron/db/audit.ts';
import { openDatabase } from '../../electron/db/open.ts';
import { storeRecord } from '../../electron/books/apply-record.ts';
import { listSticks } from '../../electron/export/sticks.ts';
import { createNewId } from '../../electron/machine/id.ts';
import type { Books } from '../../electron/books/books.ts';
import { openJournalFile } from '../../electron/books/journal/file.ts';
import { catchUp } from '../../electron/books/catch-up.ts';
import { emptyHead, toLines, type Head } from '../../electron/books/journal/line.ts';
import { rebuild } from '../../electron/books/rebuild.ts';
import type { Entry } from '../../electron/books/journal/record.ts';
import { booksFiles, startBooks } from '../../electron/books/start-books.ts';
import { openLog } from '../../electron/machine/log.ts';
import { deliver } from '../../electron/printing/transport.ts';
import { createSend } from '../../electron/providers/wire/http.ts';
import { createProviders } from '../../electron/providers/index.ts';
import { createTill } from '../../electron/till.ts';
import { bareBills } from '../../shared/bill.ts';
import { rupiah } from '../../shared/money.ts';
import { toWib } from '../../shared/time.ts';
import { clockAt } from '../harness/clock-at.ts';
import { noIdentity } from '../harness/no-identity.ts';

// What the journal costs with a shop's years in it: opening, checking and making either side again, and what
// a till finds that died.
// `node test/bench/books.ts [payments]`

const payments = Number(process.argv[2] ?? 100_000);
const begun = Date.parse('2026-01-01T01:00:00Z');
const shop = { name: 'Loket', address: 'Sleman', terminal: '01' };
const iak = {
  enabled: true,
  baseUrl: 'https://iak.test',
  prepaidBaseUrl: 'https://iak.test',
  username: 'u',
  apiKey: 'apk_of_the_bench',
};
/** Ahead of us, so that no question is due while this runs. */
const diedAt = Date.now() + 3_600_000;
/** Payments whose outcome was never stored, as a till leaves them that dies. */
const unsettled = 100;
const folder = mkdtempSync(path.join(tmpdir(), 'loket-bench-'));
try {
  fill(folder);
  await report();
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function report(): Promise<void> {
  const mb = (file: string): string => `${(statSync(file).size / 1e6).toFixed(0)} MB`;
  say(`${payments} payments, journal ${mb(booksFiles.journal(folder))}, database ${mb(booksFiles.database(folder))}`);
  const opened = timed('start: open, check, compare with the journal', () =>
    startBooks(folder, { clock: clockAt(Date.now), newEpoch: () => 'BNCH', by: 'owner', version: 'bench' }),
  );
  if (!opened.ok) throw new Error(opened.problem);
  await recoverAll(opened.books);
  const { db } = opened.books;
  timed('SQLite’s quick check, which a start makes', () => db.pragma('quick_check(1)'));
  timed('the payments against their records, in the background', () => auditRows(db));
  timed('SQLite’s integrity check, in the background', () => checkIntegrity(db));
  opened.close();
  for (const what of ['database', 'journal'] as const) {
    const made = timed(`rebuild the ${what}`, () => rebuild(folder, what, Date.now()));
    if (!made.ok) throw new Error(made.problem);
  }
}

/** The till as `start.ts` makes it, on books that are open; what it finds `sending` is then pending, locked and asked about. */
async function recoverAll(books: Books): Promise<void> {
  const read = checkConfig({ shop, providers: { iak } }, folder);
  if (!read.ok) throw new Error(read.problem);
  const newId = createNewId(Date.now, randomBytes, books.tillState().epoch);
  const log = openLog({ file: path.join(folder, 'loket.log'), now: Date.now, newId, secrets: [] });
  const providers = createProviders(read.config.providers, createSend(new AbortController().signal));
  const open = {
    config: read.config,
    providers,
    deliver,
    clock: clockAt(Date.now),
    chance: () => 0,
    trainingNumbers: [],
  };
  const till = timed(`${unsettled} unsettled payments found, locked and scheduled after opening`, () =>
    createTill({
      books,
      identity: noIdentity,
      newId,
      log,
      exportFolder: folder,
      listSticks,
      chooseFolder: null,
      verify: () => Promise.resolve(null),
      ...open,
    }),
  );
  const sql = `SELECT count(*) FROM transactions INDEXED BY one_unsettled_payment
    WHERE status IN ('sending', 'pending') AND status = 'pending' AND next_ask_at > ?`;
  const found = books.db.prepare(sql).pluck().get(Date.now());
  if (found !== unsettled) throw new Error(`${String(found)} payments wait, and not ${unsettled}`);
  await till.drain();
}

/** A shop's log, as the till writes it, up to the moment in which it died. */
function fill(into: string): void {
  const opened = openDatabase(booksFiles.database(into));
  if (!opened.ok) throw new Error(opened.problem);
  const { db } = opened;
  db.pragma('synchronous = OFF');
  const file = openJournalFile(booksFiles.journal(into));
  catchUp(db, file);
  let head: Head = emptyHead;
  const batch = 1_000;
  const all = payments + unsettled;
  for (let from = 0; from < all; from += batch) {
    const texts: string[] = [];
    db.transaction(() => {
      for (let at = from; at < Math.min(from + batch, all); at++) {
        const entries = at < payments ? entriesOf(at, begun + at * 60_000) : entriesOf(at, diedAt).slice(0, 3);
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

/** All that happens to one payment, at one moment in ms. */
function entriesOf(index: number, at: number): readonly Entry[] {
  const id = (name: string): string => `${name}${String(index).padStart(19, '0')}`;
  const transactionId = id('T');
  const quote = {
    ...({ quoteId: id('Q'), provider: 'iak', product: 'pln-postpaid', customerName: `PELANGGAN ${index}` } as const),
    customerNumber: String(510_000_000_000 + index),
    periods: ['2026-01'],
    bills: bareBills(['2026-01']),
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
  say(`${what.padEnd(66)} ${seconds(performance.now() - start)}, processor ${seconds((user + system) / 1000)}`);
  return result;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
