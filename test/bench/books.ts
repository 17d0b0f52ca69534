import { spawn, type ChildProcess } from 'node:child_process';
import { hash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { zstdDecompressSync } from 'node:zlib';
import { rebuild } from '../../electron/books/rebuild.ts';
import { booksFiles } from '../../electron/books/start-books.ts';
import { openDatabase } from '../../electron/db/open.ts';
import { listPacked } from '../../electron/db/segments.ts';
import { makeBooks } from '../books-make/make-books.ts';
import { startHeadless } from '../harness/headless.ts';
import { benchLists } from './lists.ts';
import { benchSegments } from './segments.ts';
import { once, rowOf, summed, timesOf, type Row, type Times } from './row.ts';

// What a till costs with years of payments behind it.

/** Payments that a till was sending when it died. */
const unsettled = 100;
const rounds = { start: 5, trail: 500 } as const;

export async function benchBooks(
  payments: number,
  tell: (row: Row) => void,
  progress: (what: string) => void,
): Promise<void> {
  const root = mkdtempSync(path.join(tmpdir(), 'loket-bench-'));
  const folder = path.join(root, 'books');
  const name = (what: string): string => `${payments} payments: ${what}`;
  try {
    const begun = performance.now();
    await makeBooks(folder, {
      payments,
      seed: 7,
      unsettled: Math.min(unsettled, payments),
      now: Date.now(),
      progress: (made) => progress(`${made} of ${payments} payments made`),
    });
    tell(rowOf({ name: name('making them'), unit: 's' }, once((performance.now() - begun) / 1000)));
    for (const row of weights(folder, payments, name)) tell(row);
    const read = readThrough(booksFiles.journal(folder));
    for (const what of ['database', 'journal'] as const) {
      progress(`the ${what} is rebuilt`);
      const took = await secondsOf(async () => {
        const made = await rebuild(folder, what, Date.now());
        if (!made.ok) throw new Error(made.problem);
        if (made.aside)
          for (const end of ['', '-wal', '-shm']) rmSync(made.aside + end, { recursive: true, force: true });
      });
      tell(
        rowOf({ name: name(`rebuilding the ${what}`), unit: 's', goal: '60 s a million' }, once(took), {
          name: 's to hash and parse its lines',
          value: read,
        }),
      );
    }
    progress('the verifier reads all of it');
    tell(
      rowOf(
        { name: name('the verifier, its processor time'), unit: 's', goal: '10 s a million' },
        once(await verifierSeconds(folder)),
        { name: 's to hash and parse its lines', value: read },
      ),
    );
    const config = path.join(root, 'config.json');
    const iak = { enabled: true, baseUrl: 'http://127.0.0.1:9', username: '081200000001', apiKey: 'a-made-up-key' };
    writeFileSync(config, JSON.stringify({ providers: { iak: { ...iak, prepaidBaseUrl: iak.baseUrl } } }), {
      mode: 0o600,
    });
    await benchStart(folder, root, config, name, tell, progress);
    await benchDatabase(folder, config, name, tell, progress);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

/** Bytes a payment. */
function weights(folder: string, payments: number, name: (what: string) => string): readonly Row[] {
  const opened = openDatabase(booksFiles.database(folder));
  if (!opened.ok) throw new Error(opened.problem);
  const bytesOf = (where: string): number =>
    Number(opened.db.prepare(`SELECT coalesce(sum(pgsize), 0) FROM dbstat WHERE ${where}`).pluck().get());
  const sealed = listPacked(opened.db).reduce((sum, { bytes }) => sum + bytes, 0);
  const database = bytesOf('TRUE');
  const search = bytesOf(`name GLOB 'search*'`);
  opened.db.close();
  const files = filesIn(booksFiles.journal(folder)).map((file) => ({ file, size: statSync(file).size }));
  const journal = files.reduce((sum, { size }) => sum + size, 0);
  const lines = sealed + files.reduce((sum, { file, size }) => sum + (file.endsWith('.zst') ? 0 : size), 0);
  const each = (bytes: number): Times => once(bytes / payments);
  const plain = { name: 'B of plain lines', value: lines / payments };
  return [
    rowOf({ name: name('bytes a payment'), unit: 'B', goal: '1600' }, each(journal + database), plain),
    rowOf({ name: name('of them the journal'), unit: 'B' }, each(journal), plain),
    rowOf({ name: name('of them the database'), unit: 'B' }, each(database), plain),
    rowOf({ name: name('of them the index for searching'), unit: 'B', goal: '150' }, each(search)),
  ];
}

/** From starting the program to its first answer, in ms; each time as it was left by a kill. */
async function benchStart(
  folder: string,
  root: string,
  config: string,
  name: (what: string) => string,
  tell: (row: Row) => void,
  progress: (what: string) => void,
): Promise<void> {
  if (!existsSync('dist/headless.js')) return progress('starts are not measured: npm run build first');
  const empty = path.join(root, 'empty');
  const bare = summed(await times(rounds.start, bareNodeMs));
  progress('an empty till starts');
  await readyMs(empty, config);
  const little = summed(await times(rounds.start, () => readyMs(empty, config)));
  tell(
    rowOf({ name: name('an empty till, from nothing to its answer'), unit: 'ms', goal: '4x' }, little, {
      name: 'ms bare Node',
      value: bare.p50,
    }),
  );
  progress('the till starts for the first time');
  tell(
    rowOf({ name: name('this till, the first time'), unit: 'ms' }, once(await readyMs(folder, config)), {
      name: 'ms an empty till',
      value: little.p50,
    }),
  );
  progress('the till starts again, after a kill');
  const full = summed(await times(rounds.start, () => readyMs(folder, config)));
  tell(
    rowOf({ name: name(`this till, killed with ${unsettled} unsettled`), unit: 'ms', goal: '1.3x' }, full, {
      name: 'ms an empty till',
      value: little.p50,
    }),
  );
}

async function readyMs(folder: string, config: string): Promise<number> {
  const startedAt = performance.now();
  const till = startHeadless(['--data', folder, '--config', config]);
  await till.must('till:status', {});
  const took = performance.now() - startedAt;
  till.signal('SIGKILL');
  await till.exited;
  return took;
}

async function bareNodeMs(): Promise<number> {
  const startedAt = performance.now();
  await exitOf(spawn(process.execPath, ['-e', '0']));
  return performance.now() - startedAt;
}

/** What a till asks of its books while it runs. */
async function benchDatabase(
  folder: string,
  config: string,
  name: (what: string) => string,
  tell: (row: Row) => void,
  progress: (what: string) => void,
): Promise<void> {
  const opened = openDatabase(booksFiles.database(folder));
  if (!opened.ok) throw new Error(opened.problem);
  const { db } = opened;
  const ids = db
    .prepare('SELECT transaction_id FROM transactions ORDER BY random() LIMIT ?')
    .pluck()
    .all(rounds.trail) as string[];
  progress('segments are sealed and read again');
  await benchSegments(db, folder, name, tell);
  await benchLists(db, name, tell, progress);
  db.close();
  if (!existsSync('dist/headless.js')) return;
  progress('trails are opened');
  const till = startHeadless(['--data', folder, '--config', config]);
  await till.must('till:status', {});
  const asking = await timesOf(ids.length, () => till.must('payment:find', { quoteId: 'none' }));
  const trail = await timesOf(ids.length, (at) => till.must('transaction:get', { transactionId: ids[at] ?? '' }));
  tell(
    rowOf({ name: name('the trail of any payment'), unit: 'ms', goal: '50' }, trail, {
      name: 'ms any other call',
      value: asking.p50,
    }),
  );
  till.signal('SIGKILL');
  await till.exited;
}

/** How long an action takes, in seconds. */
async function secondsOf(action: () => unknown): Promise<number> {
  const startedAt = performance.now();
  await action();
  return (performance.now() - startedAt) / 1000;
}

async function times(count: number, measure: () => Promise<number>): Promise<readonly number[]> {
  const all: number[] = [];
  for (let nth = 0; nth < count; nth++) all.push(await measure());
  return all;
}

/** Reading every line of the journal, unpacked, and parsing it: the least that anybody does who reads it all. In seconds. */
function readThrough(journal: string): number {
  const startedAt = performance.now();
  for (const file of filesIn(journal)) {
    const bytes = readFileSync(file);
    const plain = file.endsWith('.zst') ? zstdDecompressSync(bytes) : bytes;
    for (const line of plain.toString('utf8').split('\n')) {
      hash('sha256', line);
      if (line !== '') JSON.parse(line);
    }
  }
  return (performance.now() - startedAt) / 1000;
}

/** A file, or all those in a folder. */
function filesIn(where: string): readonly string[] {
  return statSync(where).isDirectory() ? readdirSync(where).map((name) => path.join(where, name)) : [where];
}

/** The independent verifier in a process of its own; its processor time, of all its threads, in seconds. */
async function verifierSeconds(folder: string): Promise<number> {
  const tellsTime = `process.on('exit', () => { const { user, system } = process.cpuUsage(); console.error('cpu ' + (user + system) / 1e6) })`;
  const preload = `data:text/javascript,${encodeURIComponent(tellsTime)}`;
  const args = ['--disable-warning=ExperimentalWarning', '--import', preload, 'electron/verify/verify.ts', folder];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  await exitOf(child);
  // Its threads say so too; the last one to end is the program itself.
  return Number(/cpu ([\d.]+)\s*$/.exec(said)?.[1] ?? NaN);
}

function exitOf(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', () => resolve());
  });
}
