import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { audit } from './audit.ts';
import { behindMax, checkChain, shortOf, type Chain, type Short } from './chain.ts';
import {
  checkDatabase,
  compareTables,
  journalRows,
  lastRow,
  openDatabase,
  removeSnapshot,
  takeSnapshot,
  type Snapshot,
} from './database.ts';
import { linesOf, readChunks } from './lines.ts';
import { clean, namedMax, reportTo, type Problems, type Report } from './report.ts';

// A second opinion on a data folder: shares no code with the till and changes nothing there. One thread follows the bytes,
// another what they say.

const usage = 'Usage: npm run verify -- DIR [--short 1024-9F3A21C4]';

interface Meaning {
  readonly problems: Problems;
  /** How many payments there are, by status. */
  readonly payments: Readonly<Record<string, number>>;
  /** Sum of the paid, in rupiah. */
  readonly paid: number;
}

if (isMainThread) await main();
else parentPort?.postMessage(readMeaning(workerData as Snapshot));

async function main(): Promise<void> {
  const options = readArguments();
  if (!options) return refuse(usage);
  // A till that was only practised with has its books in the folder for that.
  const snapshot = takeSnapshot(options.folder) ?? takeSnapshot(join(options.folder, 'training'));
  if (!snapshot) return refuse(`There is no journal in ${clean(options.folder)}.`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => {
      removeSnapshot(snapshot);
      process.exit(2);
    });
  const worker = new Worker(new URL(import.meta.url), { workerData: snapshot });
  const told = new Promise<Meaning>((resolve, reject) => worker.once('message', resolve).once('error', reject));
  // What fails both threads is told by the first.
  told.catch(() => undefined);
  try {
    const problems: Problems = { named: [], count: 0 };
    const chain = readBytes(snapshot, options.short, reportTo(problems));
    tell(chain, await told, problems);
  } catch (error) {
    // Of the disk or of SQLite; a bug has no code.
    if (!(error instanceof Error) || !('code' in error)) throw error;
    refuse(`The files in ${clean(options.folder)} can't be read: ${clean(error.message)}.`);
  } finally {
    await worker.terminate();
    removeSnapshot(snapshot);
  }
}

function readArguments(): { readonly folder: string; readonly short: Short | null } | null {
  try {
    const { values, positionals } = parseArgs({ allowPositionals: true, options: { short: { type: 'string' } } });
    const [folder, ...more] = positionals;
    const [, n, hash] = /^(0|[1-9]\d{0,14})-([0-9A-F]{8})$/i.exec(values.short ?? '') ?? [];
    if (!folder || more.length > 0 || (values.short !== undefined && !hash)) return null;
    return { folder, short: n && hash ? { n: Number(n), hash } : null };
  } catch {
    return null;
  }
}

function refuse(sentence: string): void {
  process.stderr.write(`${sentence}\n`);
  process.exitCode = 2;
}

function readBytes({ journal, bytes, database }: Snapshot, short: Short | null, report: Report): Chain {
  const torn = (): void => report('loket.journal', null, 'torn: its last line will be cut off at the next start');
  const lines = linesOf(readChunks(journal, bytes), torn);
  const db = database === null ? null : openDatabase(database);
  if (!db) report('loket.db', null, 'is missing');
  const chain = checkChain(lines, db && journalRows(db, report), short, report);
  if (db) checkDatabase(db, report);
  db?.close();
  return chain;
}

function readMeaning({ journal, bytes, database }: Snapshot): Meaning {
  const problems: Problems = { named: [], count: 0 };
  const report = reportTo(problems);
  const lines = linesOf(readChunks(journal, bytes));
  const db = database === null ? null : openDatabase(database);
  // The tables are compared at the last record that the database has, or at the end if the file never gets there.
  const last = db && lastRow(db, report);
  let isCompared = false;
  const books = audit(lines, report, (n, books) => {
    if (!db || isCompared || n !== last) return;
    isCompared = true;
    compareTables(db, books, report);
  });
  if (db && !isCompared) compareTables(db, books, report);
  db?.close();
  const payments: Record<string, number> = { paid: 0, refused: 0, pending: 0, sending: 0 };
  let paid = 0;
  for (const { row } of books.payments.values()) {
    const status = String(row.status);
    payments[status] = (payments[status] ?? 0) + 1;
    if (status === 'paid') paid += Number(row.total);
  }
  return { problems, payments, paid };
}

function tell({ n, head, behind }: Chain, { payments, paid, problems: others }: Meaning, problems: Problems): void {
  const count = problems.count + others.count;
  const named = [...problems.named.slice(0, Math.max(namedMax / 2, namedMax - others.count)), ...others.named];
  const lines = [
    `records    ${n}`,
    `head       ${head}`,
    `short      ${shortOf(n, head)}`,
    `payments   ${Object.entries(payments)
      .map(([status, many]) => `${many} ${status}`)
      .join(', ')}`,
    `sum paid   Rp${paid.toLocaleString('id-ID')}`,
    `problems   ${count}`,
    ...(behind > 0 && behind <= behindMax
      ? [`note: the database lacks the last ${behind}, and is brought up at the next start`]
      : []),
    ...named.slice(0, namedMax),
    ...(count > namedMax ? [`and ${count - namedMax} more`] : []),
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
  process.exitCode = count === 0 ? 0 : 1;
}
