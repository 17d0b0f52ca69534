import { execFile } from 'node:child_process';
import { cpSync, existsSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { must, until, type AnyCell, type Cell } from '../cell.ts';
import type { Damage, Tally } from '../disk/damage.ts';
import { everything } from '../power/days.ts';
import { openStage } from '../stage/open-stage.ts';
import { sell } from '../stage/sales.ts';
import { compiledOnce, type Stage } from '../stage/stage.ts';
import { during, startAgain } from '../process/interruptible-stage.ts';
import { dist } from '../stage/till-process.ts';

// C7 to C11 and C14: the files of a till that is not running are damaged, lost, or put back from a backup.

const run = promisify(execFile);
const damager = path.resolve(import.meta.dirname, '../disk/damage.ts');

/** The folder of a till that sold and was killed, so that its log is still beside the database; one serves a whole run. */
const folders = new Map<string, Promise<string>>();

type Make = (runFolder: string) => Promise<string>;

function folderOf(runFolder: string, make: Make): Promise<string> {
  const key = `${make.name} ${runFolder}`;
  const made = folders.get(key) ?? make(runFolder);
  folders.set(key, made);
  return made;
}

async function makeSoldFolder(runFolder: string): Promise<string> {
  const opened = openStage(runFolder);
  try {
    const { stage } = opened;
    await stage.open({ providers: ['iak', 'alfakios'] });
    await sell(stage, 'iak');
    await sell(stage, 'alfakios');
    // What a stop leaves is in the database's file, what a killed till leaves is in the log.
    await stage.restart();
    for (const provider of ['iak', 'alfakios'] as const) {
      const { transactionId } = await sell(stage, provider);
      // Its slip is in both books: a record that only one of them has is lost with it.
      await until('the slip came out', async () => (await stage.get(transactionId)).prints === 1);
    }
    await stage.kill();
    const folder = path.join(runFolder, 'sold');
    cpSync(stage.data, folder, { recursive: true, preserveTimestamps: true });
    return folder;
  } finally {
    await opened.close();
  }
}

/** The folder of a till with a record of everything that is no sale: people, shifts, debts, deposits and settings. */
async function makeCounterFolder(runFolder: string): Promise<string> {
  const opened = openStage(runFolder);
  try {
    const { stage } = opened;
    await stage.open({ providers: ['iak'], env: compiledOnce(stage), start: false });
    const { transport } = stage.printer;
    stage.configure({ printers: [{ id: 'counter', transport, columns: 32, drawer: 2 }] });
    await everything(stage);
    await stage.start();
    // What a stop leaves is in the database's file.
    await stage.restart();
    await stage.must('shift:cash', { kind: 'in', amount: 1_000, reason: 'receh lagi' });
    await stage.must('customer:save', { name: 'Pak Joko', numbers: [] });
    await stage.kill();
    const folder = path.join(runFolder, 'counter');
    cpSync(stage.data, folder, { recursive: true, preserveTimestamps: true });
    return folder;
  } finally {
    await opened.close();
  }
}

interface Row {
  readonly id: string;
  readonly title: string;
  readonly how: Damage;
  readonly files: Readonly<Record<string, number>>;
  /** What is damaged; what a till has that only sold, if absent. */
  readonly make?: Make;
}

/** Times each file is damaged. */
const rows: readonly Row[] = [
  {
    id: 'C7',
    title: 'one bit flipped',
    how: 'flip',
    files: { 'loket.db': 60, 'loket.db-wal': 60, 'journal/000001.jsonl': 60, 'loket.db-shm': 20, 'loket.mark': 20 },
  },
  {
    id: 'C8',
    title: 'cut short',
    how: 'truncate',
    files: { 'loket.db': 40, 'loket.db-wal': 40, 'journal/000001.jsonl': 40, 'loket.mark': 8 },
  },
  { id: 'C8.zero', title: 'sectors of zeros', how: 'zero', files: { 'loket.db': 25, 'loket.db-wal': 25 } },
  { id: 'C9', title: 'deleted', how: 'delete', files: { 'loket.db-wal': 1, 'loket.db-shm': 1 } },
  { id: 'C10', title: 'deleted', how: 'delete', files: { 'loket.db': 1, 'journal/000001.jsonl': 1 } },
  {
    id: 'C14.each',
    title: 'garbage',
    how: 'garbage',
    files: { 'loket.db': 3, 'loket.db-wal': 3, 'journal/000001.jsonl': 3 },
  },
  ...(['flip', 'zero', 'truncate'] as const).map((how): Row => ({
    id: `C17.${how}`,
    title: `of people, shifts, debts, deposits and settings: ${how}`,
    how,
    files: { 'loket.db': 80, 'loket.db-wal': 30, 'journal/000001.jsonl': 20 },
    make: makeCounterFolder,
  })),
];

const damageCells = rows.flatMap(({ id, title, how, files, make = makeSoldFolder }) =>
  Object.entries(files).map(([file, times]): Cell => ({
    id: `${id}.${file.replace('loket.', '').replace(/\/.*/, '')}`,
    title: `${file}: ${title}`,
    limitMs: 120_000,
    async run(stage) {
      const folder = await folderOf(stage.runFolder, make);
      const args = ['--folder', folder, '--file', file, '--how', how, '--times', String(times)];
      const { stdout } = await run(process.execPath, [damager, ...args], { maxBuffer: 64 * 1024 * 1024 });
      const tally = JSON.parse(stdout) as Tally;
      must(tally.tried === times, `${tally.tried} of ${times} were tried`);
      must(tally.failures.length === 0, saidOf(tally));
      const { refused, unharmed, reconcile, late } = tally;
      console.log(`${id} ${file}: ${refused} refused, ${unharmed} unharmed, ${reconcile} to reconcile, ${late} late`);
      await stage.open({ providers: ['iak'], start: false });
    },
  })),
);

function saidOf({ failures }: Tally): string {
  return failures.map(({ where, problem, times }) => `${where}: ${problem} (${times} times)`).join('\n');
}

const files = { database: 'loket.db', journal: 'journal/000001.jsonl' } as const;

/** The real till with one of its files gone or filled with garbage: it says which, and a rebuild mends it. */
function mendedCell(id: string, what: 'database' | 'journal', harm: (file: string) => void, title: string): Cell {
  return {
    id,
    title,
    async run(stage) {
      await stage.open({ providers: ['iak'], env: compiledOnce(stage) });
      // Until a till has stopped once, all of its database may be in the log beside it, and the file itself be of no use.
      await stage.restart({ env: compiledOnce(stage) });
      const sold = [await sell(stage, 'iak'), await sell(stage, 'iak')];
      await stage.kill();
      harm(path.join(stage.data, files[what]));
      const { code, stdout, stderr } = await stage.startRefused();
      must(code === 2 && stdout === '', `it ended with ${code} and said ${stdout}`);
      must(stderr.includes(path.join(stage.data, files[what])), `the file is not named: ${stderr}`);
      must(stderr.includes(`--rebuild=${what}`), `the remedy is not named: ${stderr}`);
      must(stderr.trim().split('\n').length === 1, `it says more than a sentence: ${stderr}`);
      await run(process.execPath, [path.join(dist, 'headless.js'), '--data', stage.data, `--rebuild=${what}`]);
      await startAgain(stage);
      for (const { transactionId } of sold) must((await stage.get(transactionId)).status === 'paid', 'a sale is lost');
      await sell(stage, 'iak');
    },
  };
}

const mendedCells = [
  mendedCell(
    'C10.till.db',
    'database',
    (file) => ['', '-wal', '-shm'].forEach((end) => rmSync(`${file}${end}`, { force: true })),
    'the database and its log deleted; refused by name, and made again from the journal',
  ),
  mendedCell('C10.till.journal', 'journal', (file) => rmSync(file), 'the journal deleted; made again'),
  mendedCell(
    'C14.till',
    'database',
    (file) => writeFileSync(file, Buffer.alloc(65_536, 'rubbish ')),
    'the database is garbage; refused by name, and made again from the journal',
  ),
];

const bothGoneCell: Cell = {
  id: 'C10.both',
  title: 'database and journal deleted, and the mark still there: a person is asked',
  async run(stage) {
    await stage.open({ providers: ['iak'], env: compiledOnce(stage) });
    // Only asked for, not paid: what is lost here is lost.
    await stage.quote('iak');
    await stage.stop();
    for (const name of ['loket.db', 'loket.db-wal', 'loket.db-shm', 'journal/000001.jsonl'])
      rmSync(path.join(stage.data, name), { force: true });
    must(existsSync(path.join(stage.data, 'loket.mark')), 'there was no mark');
    await reconciles(stage);
  },
};

/** Starts; nothing is sold until a person has said that the books were compared. */
async function reconciles(stage: Stage): Promise<void> {
  await stage.start();
  must((await stage.must('till:status', {})).mode === 'reconcile', 'it takes these files for its own');
  const quote = await stage.quote('iak');
  const reply = await stage.pay(quote);
  must(!reply.ok && reply.code === 'reconcile', `a payment was answered with ${reply.ok ? 'a sale' : reply.code}`);
  must(stage.proxy('iak').count('pay') === stage.ledger().length, 'a payment was sent');
  // It lasts over a start.
  await stage.restart();
  must((await stage.must('till:status', {})).mode === 'reconcile', 'a restart ended it');
  await stage.must('till:reconciled', { reason: 'compared with the list of the provider' });
  must((await stage.must('till:status', {})).mode === 'normal', 'saying so did not end it');
  await sell(stage, 'iak');
  await stage.restart();
  must((await stage.must('till:status', {})).mode === 'normal', 'a restart began it anew');
}

const restoredCells = [
  { id: 'C11.all', what: 'the whole folder', keepsMark: false },
  { id: 'C11.books', what: 'journal and database, beside the mark of today', keepsMark: true },
].map(({ id, what, keepsMark }): Cell => ({
  id,
  title: `an old backup of ${what} put back: a person is asked`,
  async run(stage) {
    await stage.open({ providers: ['iak'], env: compiledOnce(stage) });
    await sell(stage, 'iak');
    await stage.stop();
    const backup = path.join(stage.folder, 'backup');
    cpSync(stage.data, backup, { recursive: true, preserveTimestamps: true });
    await stage.start();
    await stage.quote('iak');
    await stage.stop();
    await during(what, async () => {
      const isMark = (name: string): boolean => path.basename(name).startsWith('loket.mark');
      for (const name of ['loket.db-wal', 'loket.db-shm']) rmSync(path.join(stage.data, name), { force: true });
      if (!keepsMark) rmSync(stage.data, { recursive: true });
      cpSync(backup, stage.data, {
        recursive: true,
        preserveTimestamps: true,
        filter: (name) => !keepsMark || !isMark(name),
      });
      await reconciles(stage);
    });
  },
}));

export const cells: readonly AnyCell[] = [...damageCells, ...mendedCells, bothGoneCell, ...restoredCells];
