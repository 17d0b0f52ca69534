import { execFile } from 'node:child_process';
import { cpSync, existsSync, readdirSync, readFileSync, renameSync, rmdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import Database from 'better-sqlite3';
import type { Transaction } from '../../../shared/transaction.ts';
import { must, until } from '../cell.ts';
import { controlClock, type ClockControl } from '../clock/clock-control.ts';
import { putBack } from '../disk/books-folder.ts';
import { sell } from '../stage/sales.ts';
import { compiledOnce, type Stage } from '../stage/stage.ts';
import { segmentBytes, strayFiles } from './left-files.ts';

// A shop whose journal is due to be sealed, and what must hold of it however the sealing was disturbed.

const threeDaysMs = 3 * 24 * 3_600_000;
const sealedWithinMs = 20_000;

export interface FullShop {
  /** Starts a till of this shop with that. */
  readonly env: Readonly<Record<string, string>>;
  readonly clock: ClockControl;
  /** Every payment as it was told before anything was sealed, newest first. */
  readonly payments: readonly Transaction[];
  /** The trail of the first one. */
  readonly trail: string;
  /** The chain's head as that payment's slip carries it. */
  readonly short: string;
  /** The folder as the till left it, its journal in one plain segment longer than two of them may be. */
  readonly copy: string;
}

/** Sells until there is more than two segments hold, three days ago, and stops the till. From then on a segment is small. */
export async function openFullShop(stage: Stage): Promise<FullShop> {
  const clock = controlClock(stage);
  const env = { ...compiledOnce(stage), ...clock.env };
  await stage.open({ providers: ['iak'], env });
  const plain = path.join(stage.data, 'journal/000001.jsonl');
  await sell(stage, 'iak');
  await until('the first slip is out', () => /Jurnal \d+/.test(stage.printer.papers()));
  const short = /Jurnal (\d+-[0-9A-F]{8})/.exec(stage.printer.papers())?.[1] ?? '';
  while (statSync(plain).size < 2.1 * segmentBytes) await sell(stage, 'iak');
  const payments = await slipsOut(stage);
  const trail = await trailOf(stage, payments);
  await stage.stop();
  await clock.pass(threeDaysMs);
  stage.configure({ journal: { segmentBytes }, printers: [] });
  const copy = path.join(stage.folder, 'full');
  cpSync(stage.data, copy, { recursive: true, preserveTimestamps: true });
  return { env, clock, payments, trail, short, copy };
}

/** All payments, once each has its slip. */
function slipsOut(stage: Stage): Promise<readonly Transaction[]> {
  return until('all slips are out', async () => {
    const payments = await stage.list();
    return payments.every(({ prints }) => prints === 1) && payments;
  });
}

async function trailOf(stage: Stage, payments: readonly Transaction[]): Promise<string> {
  return JSON.stringify((await stage.get(payments.at(-1)?.transactionId ?? '')).events);
}

/** The folder as it was before anything was sealed; with the journal of an older till, in one file, if `asOlder`. */
export function putBackFull(stage: Stage, { copy }: FullShop, asOlder = false): void {
  putBack(copy, stage.data);
  if (!asOlder) return;
  renameSync(path.join(stage.data, 'journal/000001.jsonl'), path.join(stage.data, 'loket.journal'));
  rmdirSync(path.join(stage.data, 'journal'));
}

/** Whether all that is due to be sealed is, and no row is left that nobody needs. */
export function isSealed({ data }: Stage): boolean {
  if (!existsSync(path.join(data, 'journal'))) return false;
  const names = readdirSync(path.join(data, 'journal'));
  if (names.filter((name) => name.endsWith('.jsonl')).length !== 1 || names.length === 1) return false;
  const sql = `SELECT (SELECT count(*) FROM journal_parts) = (SELECT count(*) FROM segments)
    AND NOT EXISTS (SELECT 1 FROM journal WHERE transaction_id IS NOT NULL AND n <= (SELECT max(last_n) FROM journal_parts))`;
  return numberIn(data, sql) === 1;
}

/** When a sealed segment was last read, in ms. */
export function latestReading(data: string): number {
  return numberIn(data, 'SELECT max(read_at) FROM segment_marks');
}

/** How many segments the database has packed. */
export function packedSegments(data: string): number {
  return numberIn(data, 'SELECT count(*) FROM journal_parts');
}

function numberIn(data: string, sql: string): number {
  const db = new Database(path.join(data, 'loket.db'), { readonly: true, fileMustExist: true });
  try {
    return Number(db.prepare(sql).pluck().get());
  } finally {
    db.close();
  }
}

/** The next till starts, seals what is to be sealed, and knows all that the one before knew. Leaves it stopped. */
export async function goesOnWhole(stage: Stage, shop: FullShop): Promise<void> {
  await stage.start({ env: shop.env });
  const { mode, storage } = await stage.must('till:status', {});
  must(mode === 'normal', 'the till takes its own files for restored ones');
  must(storage.ok, 'the till does not trust its disk');
  await until('all is sealed', () => isSealed(stage), sealedWithinMs);
  // Newer ones may stand before them.
  const payments = (await stage.list()).slice(-shop.payments.length);
  must(JSON.stringify(payments) === JSON.stringify(shop.payments), 'the payments are not what they were');
  must((await trailOf(stage, payments)) === shop.trail, 'the trail of the first payment is not what it was');
  const report = await stage.must('journal:verify', {});
  must(report.ok, `its books are not whole: ${report.problems.join(' ')}`);
  // What this till itself has written can have filled one more segment, which is sealed behind a call.
  await until('what came since is sealed', () => isSealed(stage), sealedWithinMs);
  await stage.stop();
  must(strayFiles(stage.data).length === 0, `left behind: ${strayFiles(stage.data).join(', ')}`);
  await verifies(stage.data, shop.short);
}

const root = path.resolve(import.meta.dirname, '../../..');
const run = promisify(execFile);

/** The independent verifier finds nothing, and finds the head that a slip carries. */
async function verifies(data: string, short: string): Promise<void> {
  await run(process.execPath, ['electron/verify/verify.ts', data, '--short', short], { cwd: root }).catch(
    ({ code, stdout, stderr }: { code?: number; stdout?: string; stderr?: string }) =>
      must(false, `the verifier ended with ${code}: ${`${stdout}${stderr}`.trim().slice(0, 600)}`),
  );
}

/** What the till wrote into its log about sealing that failed. */
export function saidOfSealing({ data }: Stage): readonly string[] {
  const lines = readFileSync(path.join(data, 'loket.log'), 'utf8').split('\n');
  return lines.filter((line) => line.includes('"sealing-failed"'));
}
