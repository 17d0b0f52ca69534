import { createHash, createHmac } from 'node:crypto';
import { copyFileSync, cpSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { onTestFinished } from 'vitest';
import { openAnchor } from '../../electron/books/anchor.ts';
import { rebuild } from '../../electron/books/rebuild.ts';
import { openCounter, type Counter } from '../harness/counter.ts';
import { paperText, startPrinterSink, type PrinterSink } from '../harness/printer-sink.ts';
import { tempFolder } from '../harness/temp-folder.ts';

// A shop whose PC belongs to somebody who attacks it: what its files are, and what that person can do with them.

export interface Shop {
  readonly folder: string;
  /** Where the anchor lies. */
  readonly place: string;
  readonly sink: PrinterSink;
  /** A copy of the folder from before the last sale. */
  readonly older: string;
  /** The short heads that the customers' slips carry, the last behind the others. */
  readonly shorts: readonly string[];
  open(options?: Parameters<typeof openCounter>[0]): Promise<Counter>;
  file(name: string): string;
}

/** A till that takes customers' money, was begun by its owner, sold four times over two days, and has closed. */
export async function soldShop(): Promise<Shop> {
  const sink = await startPrinterSink();
  onTestFinished(() => sink.close());
  const [folder, place, older] = [tempFolder(), tempFolder(), tempFolder()];
  const printers = [{ id: 'counter', transport: sink.transport, columns: 32 }];
  const shorts: string[] = [];
  let nowMs = Date.parse('2026-11-21T14:32:05.000+07:00');
  const open: Shop['open'] = (options = {}) =>
    openCounter({ folder, printers, anchor: openAnchor(place, folder), startsAt: nowMs, ...options });
  const sell = async (till: Counter): Promise<void> => {
    const { quoteId } = await till.quote();
    const { transactionId } = await till.must('payment:pay', { quoteId, tendered: 291_000, confirmPaidBefore: true });
    while ((await till.must('transaction:get', { transactionId })).prints === 0) await new Promise(setImmediate);
    const slip = paperText(sink.jobs.at(-1) ?? Buffer.alloc(0));
    shorts.push(/Jurnal (\d+-[0-9A-F]{8})/.exec(slip)?.[1] ?? '');
    till.clock.ms += 60_000;
    nowMs = till.clock.ms + 60_000;
  };
  const first = await open();
  await first.must('till:reconciled', { reason: 'a new counter' });
  await sell(first);
  await first.close();
  cpSync(folder, older, { recursive: true, preserveTimestamps: true });
  const second = await open();
  for (let n = 0; n < 3; n++) await sell(second);
  await second.close();
  return { folder, place, sink, older, shorts, open, file: (name) => path.join(folder, name) };
}

/** The files are changed by SQL, with every guard taken away first. */
export function sql({ file }: Pick<Shop, 'file'>, text: string): void {
  const db = new Database(file('loket.db'));
  try {
    db.pragma('foreign_keys = OFF');
    db.pragma('ignore_check_constraints = ON');
    for (const name of db.prepare(`SELECT name FROM sqlite_schema WHERE type = 'trigger'`).pluck().all() as string[])
      db.exec(`DROP TRIGGER ${name}`);
    db.exec(text);
  } finally {
    db.close();
  }
}

export const linesOf = ({ file }: Shop): readonly string[] =>
  readFileSync(file('journal/000001.jsonl'), 'utf8').trimEnd().split('\n');

export function writeLines({ file }: Shop, lines: readonly string[]): void {
  writeFileSync(file('journal/000001.jsonl'), lines.map((line) => `${line}\n`).join(''));
}

/** The database is made again from the journal, by the till's own option; what it keeps of the old one is removed. */
export async function remakeDatabase({ folder, file }: Shop): Promise<void> {
  for (const end of ['', '-wal', '-shm']) rmSync(file(`loket.db${end}`), { force: true });
  const done = await rebuild(folder, 'database', Date.now());
  if (!done.ok) throw new Error(done.problem);
}

/** Both files of the books as they were before the last sales. */
export function putOlderPair({ older, file }: Shop): void {
  for (const end of ['-wal', '-shm']) rmSync(file(`loket.db${end}`), { force: true });
  for (const name of ['loket.db', 'journal/000001.jsonl']) copyFileSync(path.join(older, name), file(name));
}

/** The whole folder written over in place, with its old times. */
export function putOlderFolder({ folder, older, file }: Shop): void {
  for (const end of ['-wal', '-shm']) rmSync(file(`loket.db${end}`), { force: true });
  cpSync(older, folder, { recursive: true, preserveTimestamps: true });
}

export function empty(folder: string): void {
  for (const name of readdirSync(folder)) rmSync(path.join(folder, name), { recursive: true });
}

/** A mark that fits the journal as it is now. With the till's key, where that can be read, its MAC fits too. */
export function forgeMark(shop: Shop, by: 'what everybody knows' | 'the open key'): void {
  const name = shop.file('loket.mark');
  const { epoch, at } = JSON.parse(readFileSync(name, 'utf8')) as { epoch: string; at: number };
  const lines = linesOf(shop);
  const hash = sha256(lines.at(-1) ?? '');
  const file = String(statSync(name, { bigint: true }).ino);
  const said = { epoch, n: lines.length, hash, at, file };
  const key = (JSON.parse(readFileSync(shop.file('loket.secrets'), 'utf8')) as { secrets: Record<string, string> })
    .secrets['books.mac'];
  const text = ['loket mark v1', epoch, said.n, hash, at, file].join('\n');
  const mac = createHmac('sha256', Buffer.from(key ?? '', 'base64url'))
    .update(text)
    .digest('base64url');
  writeFileSync(name, JSON.stringify(by === 'the open key' ? { ...said, mac } : said));
  utimesSync(name, at / 1000, at / 1000);
}

/** Books in which the second payment never was, in a chain that is good, with the database made of it. */
export async function forgeBooks(shop: Shop): Promise<void> {
  const records = linesOf(shop).map((line) => JSON.parse(line) as Json);
  const payments = [...new Set(records.map(({ transactionId }) => transactionId).filter((id) => id !== null))];
  const kept = records.filter(({ transactionId }) => transactionId !== payments[1]);
  const lines: string[] = [];
  let slips = 0;
  for (const record of kept) {
    const prev = lines.length === 0 ? '0'.repeat(64) : sha256(lines.at(-1) ?? '');
    const data = { ...(record['data'] as Json) };
    if (record['kind'] === 'printing') data['head'] = `${lines.length}-${prev.slice(0, 8).toUpperCase()}`;
    // Without a gap, as the till would number them.
    if (typeof data['slipNumber'] === 'string')
      data['slipNumber'] = data['slipNumber'].replace(/\d{6}$/, String(++slips).padStart(6, '0'));
    lines.push(JSON.stringify({ ...record, n: lines.length + 1, prev, data }));
  }
  writeLines(shop, lines);
  await remakeDatabase(shop);
}

type Json = Record<string, unknown>;

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
