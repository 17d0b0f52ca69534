import { execFile } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { rupiah } from '../../../shared/money.ts';
import type { ProviderId } from '../../../shared/product.ts';
import { toWib } from '../../../shared/time.ts';
import { readConfig } from '../../../electron/config.ts';
import { createSend } from '../../../electron/providers/wire/http.ts';
import { createProviders } from '../../../electron/providers/index.ts';
import type { Outcome, PayOrder, Provider } from '../../../electron/providers/provider.ts';
import { hasJournal } from '../../harness/first-segment.ts';
import { must } from '../cell.ts';
import { createOldBooks, type OldBooks, type OldQuote } from './old-books.ts';
import { oldId, oldQuote } from './old-payments.ts';
import type { Stage } from '../stage/stage.ts';

// Old books in a stage's data folder, and what is found there after the upgrade.

export type Row = Readonly<Record<string, unknown>>;
export type Tables = Readonly<Record<(typeof tableNames)[number], readonly Row[]>>;

const tableNames = ['quotes', 'transactions', 'print_jobs'] as const;
const orders = { quotes: 'quote_id', transactions: 'transaction_id', print_jobs: 'job_id' } as const;

/** The rows of the tables that an old database and a new one both have; a new one has a payment's texts beside it, and a view of both. */
export function tablesOf(folder: string): Tables {
  return reading(folder, (db) => {
    const hasView = db.prepare(`SELECT 1 FROM sqlite_schema WHERE type = 'view' AND name = 'payments'`).get();
    const rowsOf = (name: (typeof tableNames)[number]): Row[] => {
      const source = hasView && name === 'transactions' ? 'payments' : name;
      return db.prepare(`SELECT * FROM ${source} ORDER BY ${orders[name]}`).all() as Row[];
    };
    return Object.fromEntries(tableNames.map((name) => [name, rowsOf(name)])) as unknown as Tables;
  });
}

/** What of the old rows is missing or otherwise now; an empty list means that all are as they were. */
export function lostRows(old: Tables, now: Tables): readonly string[] {
  return tableNames.flatMap((name) => {
    const found = new Map(now[name].map((row) => [row[orders[name]], row]));
    const changed = old[name].flatMap((row) => {
      const after = found.get(row[orders[name]]);
      if (!after) return [`${name}: ${String(row[orders[name]])} is gone`];
      const columns = Object.keys(row).filter((column) => row[column] !== after[column]);
      const said = columns.map((column) => `${column} was ${String(row[column])}, is ${String(after[column])}`);
      return said.length === 0 ? [] : [`${name}: ${String(row[orders[name]])}: ${said.join('; ')}`];
    });
    const more = now[name].length - old[name].length;
    return more > 0 ? [...changed, `${name}: ${more} rows more than there were`] : changed;
  });
}

/** The old rows as a start leaves them that found a payment being sent and a slip on its way. */
export function recovered({ quotes, transactions, print_jobs }: Tables): Tables {
  return {
    quotes,
    transactions: transactions.map((row) => (row['status'] === 'sending' ? { ...row, status: 'pending' } : row)),
    print_jobs: print_jobs.map((row) => (row['state'] === 'sending' ? { ...row, state: 'doubtful' } : row)),
  };
}

export function reading<T>(folder: string, read: (db: Database.Database) => T): T {
  const db = new Database(path.join(folder, 'loket.db'), { readonly: true, fileMustExist: true });
  try {
    return read(db);
  } finally {
    db.close();
  }
}

/** Every file below a folder, as text that differs if one byte does. */
export function bytesIn(folder: string): ReadonlyMap<string, string> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    statSync(path.join(folder, name)).isFile(),
  );
  return new Map(files.sort().map((name) => [name, readFileSync(path.join(folder, name), 'latin1')]));
}

/** Names of files that are not what they were, new ones too. */
export function touchedFiles(before: ReadonlyMap<string, string>, folder: string): readonly string[] {
  const after = bytesIn(folder);
  const names = new Set([...before.keys(), ...after.keys()]);
  return [...names].filter((name) => before.get(name) !== after.get(name));
}

const root = path.resolve(import.meta.dirname, '../../..');

/** The journal's own verifier must be content with a data folder. */
export function mustVerify(folder: string): Promise<void> {
  must(hasJournal(folder), 'there is no journal');
  return new Promise((resolve, reject) => {
    execFile(process.execPath, ['electron/verify/verify.ts', folder], { cwd: root }, (error, stdout, stderr) => {
      if (error === null) resolve();
      else reject(new Error(`the verifier ended with ${error.code}: ${`${stdout}${stderr}`.trim().slice(0, 600)}`));
    });
  });
}

/** A till of before, at the counter: its payments go to the stage's providers, what becomes of them to its books. */
export interface OldTill {
  readonly books: OldBooks;
  /** Asks for a bill and stores the intent to pay it; the payment is `sending` then. */
  intend(provider: ProviderId, at: number, paidBefore?: OldQuote['quote']['paidBefore']): Promise<OldPayment>;
  close(): void;
}

export interface OldPayment {
  readonly id: string;
  readonly provider: ProviderId;
  readonly customerNumber: string;
  readonly at: number;
  /** Sends it; what the provider answers is not stored yet. */
  send(): Promise<Outcome>;
  /** Asks what became of it. */
  ask(): Promise<Outcome>;
}

/** Opens an old till in the stage's data folder, in place of what is there. */
export function openOldTill(stage: Stage): OldTill {
  const read = readConfig(stage.configFile);
  if (!read.ok) throw new Error(read.problem);
  const ending = new AbortController();
  const providers = createProviders(read.config.providers, createSend(ending.signal));
  rmSync(stage.data, { recursive: true, force: true });
  mkdirSync(stage.data);
  const books = createOldBooks(stage.data);
  return {
    books,
    async intend(id, at, paidBefore = null) {
      const provider = providers.get(id);
      must(provider, `the stage has no ${id}`);
      const stored = await askFor(provider, stage.newNumber(id), at, paidBefore);
      books.quote(stored);
      books.intent(stored, stored.quote.total, at);
      const { customerNumber, product, bill, admin } = stored.quote;
      const order: PayOrder = {
        product,
        customerNumber,
        bill,
        admin,
        providerRef: stored.providerRef,
        memo: stored.memo,
      };
      const noQuestion = (): never => {
        throw new Error(`${id} can't be asked`);
      };
      const ask = (): Promise<Outcome> => provider.checkStatus?.(order) ?? noQuestion();
      return { id: stored.transactionId, provider: id, customerNumber, at, send: () => provider.pay(order), ask };
    },
    close() {
      books.close();
      ending.abort();
    },
  };
}

async function askFor(
  provider: Provider,
  customerNumber: string,
  at: number,
  paidBefore: OldQuote['quote']['paidBefore'],
): Promise<OldQuote> {
  const { id } = provider.facts;
  // Of 19 digits for Alfakios, of 20 letters and digits for the others, as each of them takes it.
  const providerRef = id === 'alfakios' ? `7${oldId().slice(-12)}${String(at % 1e6).padStart(6, '0')}` : oldId();
  const asked = await provider.inquire({ product: 'pln-postpaid', customerNumber, providerRef });
  if (asked.kind !== 'bill') throw new Error(`${id} has no bill for ${customerNumber}: ${asked.code}`);
  const { customerName, periods, bill, admin, commission, remainingBills, warning, details, memo } = asked.bill;
  const said = { customerName, periods, bill, admin, commission, remainingBills, warning, details };
  const quote = { provider: id, customerNumber, fee: rupiah(0), paidBefore, ...said };
  return { ...oldQuote(at, quote), providerRef, memo };
}

/** The old till's word for a payment of before that was paid, as a quote carries it. */
export function paidBeforeOf({ id, at }: OldPayment): OldQuote['quote']['paidBefore'] {
  return { transactionId: id, at: toWib(at), cashier: 'owner' };
}
